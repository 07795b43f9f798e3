// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <vector>

#include "core/ids.hpp"
#include "core/settings/chat_settings.hpp"

namespace igbot::schedule {

/// A post still planned later than this after its time is overdue; before, it is merely due.
inline constexpr std::chrono::minutes k_overdue_after{15};

struct DuePost {
  PostId id{};
  Timestamp due_at;
};

struct OverdueDecision {
  std::vector<PostId> deliver;  ///< now, in this order
  std::vector<PostId> miss;     ///< becomes missed
  std::vector<PostId> wait;     ///< a later run decides
};

/// What becomes of a chat's planned posts whose time has come. Posts that are due but not overdue
/// are delivered, oldest first; the policy decides about overdue ones: `one` delivers the most
/// recent and misses the rest, `skip` misses all, `all` delivers the oldest and lets the others
/// wait for the next runs. Older than `most` is always missed. Posts not yet due are left out.
OverdueDecision decide_overdue(std::vector<DuePost> posts, OverduePolicy policy,
                               std::chrono::minutes most, Timestamp now);

}  // namespace igbot::schedule
