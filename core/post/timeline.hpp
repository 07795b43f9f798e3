// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/post/post.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// Something that happened to a post or to what it shows.
struct TimelineEntry {
  Timestamp at;
  /// Who; "igbotctl" where only the program itself is known.
  Actor actor;
  std::string action;
  std::optional<std::string> before = {};
  std::optional<std::string> after = {};
  std::optional<std::string> reason = {};
  /// Of a lock: its end, k_forever for a permanent one.
  std::optional<Timestamp> until = {};
};

/// The whole story of a post, in order of time: who planned it, every step, the messages that were
/// sent for it, changes to the texts of its item, the figures of its story, and the locks that its
/// content has now.
std::vector<TimelineEntry> timeline_of(ChatScope scope, const Post& post);

}  // namespace igbot::post
