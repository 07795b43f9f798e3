// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/post/post.hpp"
#include "core/settings/chat_settings.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// The posts of a chat that are overdue, still planned more than 15 minutes after their time: what
/// `resume --overdue clear|reschedule` and its Telegram buttons decide about. Works in its caller's
/// transaction.
class LatePosts {
 public:
  explicit LatePosts(ChatScope scope);

  /// Earliest due first.
  std::vector<Post> list() const;
  /// Marks them missed, which frees their items; returns them as they are now.
  std::vector<Post> clear();
  /// Gives each the next instant in a posting window at least half a gap from its neighbours, and
  /// pins it; returns them as they are now.
  std::vector<Post> reschedule();

 private:
  ChatScope scope_;
  ChatSettings settings_;
};

}  // namespace igbot::post
