// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/post/post.hpp"
#include "core/settings/chat_settings.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// Fields a step sets besides the state.
using Edit = std::function<void(Post&)>;

/// Carries posts of one chat from state to state. Each step is one compare-and-set together with
/// everything it implies, whoever takes it and by whatever way: audit entry, history row, lock,
/// counters, redrawn card and alert.
class Transition {
 public:
  Transition(ChatScope chat, const ChatSettings& settings) : chat_(chat), settings_(settings) {}

  /// A person's step. Throws ErrorKind::conflict, naming the present state and who set it, when the
  /// table does not allow it or somebody else was faster.
  Post decide(const Post& before, Verb verb,
              const std::optional<std::string>& reason = std::nullopt, const Edit& edit = {});
  /// The worker's step: nothing when somebody else moved the post first (the fence held).
  std::optional<Post> advance(const Post& before, Verb verb,
                              const std::optional<std::string>& reason = std::nullopt,
                              const Edit& edit = {});

 private:
  std::optional<Post> step(const Post& before, Verb verb, PostState to,
                           const std::optional<std::string>& reason, const Edit& edit);
  void record(const Post& before, const Post& after, Verb verb);
  void complete(const Post& after, Verb verb);
  void close_alerts(const Post& post);
  void tell(const Post& before, const Post& after, Verb verb);

  ChatScope chat_;
  const ChatSettings& settings_;
};

/// "'skip' is not possible for post 17: it is posted, by anna at 2026-11-22T14:00:00Z": why a step
/// is refused.
Error refusal(const Post& present, Verb verb);

}  // namespace igbot::post
