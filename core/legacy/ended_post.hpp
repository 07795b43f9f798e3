// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/legacy/import_context.hpp"
#include "core/post/post_state.hpp"

namespace igbot::legacy {

/// How a post of the former system ended.
struct Ending {
  post::PostState state = post::PostState::posted;
  Timestamp at;
  Actor actor;
  std::optional<std::string> method = {};
  std::optional<std::string> reason = {};
  std::optional<std::string> story_id = {};
  std::optional<std::string> permalink = {};
};

/// A post to be: where it stands, and when.
struct NewPost {
  const OldItem* item = nullptr;
  Timestamp due_at;
  Timestamp created_at;
};

/// A text of the former system on one line, at most 500 bytes.
std::optional<std::string> short_reason(const std::optional<std::string>& text);

/// A post in that state, without anything that happens to it by itself. The caller audits, here and
/// below.
PostId add_post(ChatScope scope, const NewPost& post, post::PostState state);
/// Gives a post the end it had in the former system, with its history row.
void end_post(ChatScope scope, PostId id, const Ending& ending);

}  // namespace igbot::legacy
