// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/post/worker.hpp"

namespace igbot::post {

struct RunOptions {
  std::optional<ChatKey> chat;  ///< only this one
  int jobs = 8;                 ///< chats worked on at once, 1..64
};

/// One execution of `post run`: in every chat with something to do, tops the plan up, settles what
/// is late or was left behind, delivers what is due; then sends what waits in the outbox. One
/// chat's posts go in order, and a failure in one chat never stops another: it becomes a problem of
/// the report. Leaves a run record when anything was done.
void run_posts(Worker& worker, const RunOptions& options);

/// What `run_posts` would do now, without doing it.
void foresee_posts(Worker& worker, const RunOptions& options);

}  // namespace igbot::post
