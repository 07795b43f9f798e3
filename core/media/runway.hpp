// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/media/lock_repository.hpp"
#include "core/schedule/category_mix.hpp"
#include "core/settings/chat_settings.hpp"

namespace igbot::media {

/// Further than this nobody looks.
inline constexpr int k_longest_runway = 365;

struct RunwayBasis {
  std::vector<StockedContent> stock;
  std::vector<schedule::CategoryShare> shares;  ///< empty: all categories of the stock equal
  int posts_per_day = 1;
  int repost_ttl_days = 30;  ///< after so many days what was posted may be chosen again
  Timestamp now;
};

/// For how many days the media last, 0 to k_longest_runway (for at least that long).
struct Runway {
  /// Until a post that is the category's turn finds nothing in it; categories without a share are
  /// not chosen and not in here.
  std::map<std::string, int> days;
  int all = 0;  ///< until a post finds nothing in any category
};

/// Plays the days to come, post by post, as the planner would choose: the category owed it
/// first, another in its place when it has nothing. A lock that ends frees its content, and what
/// was posted comes back. Pure.
Runway runway_of(const RunwayBasis& basis);
/// The same of a chat as it stands now.
Runway runway_of(ChatScope scope, const ChatSettings& settings);

}  // namespace igbot::media
