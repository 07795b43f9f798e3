// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/post/posting_history.hpp"
#include "core/schedule/category_mix.hpp"
#include "core/zone.hpp"

namespace igbot::post {

/// How many posts ended in each of these ways.
struct EndCounts {
  std::int64_t posted = 0;
  std::int64_t dry_run = 0;
  std::int64_t missed = 0;
  bool operator==(const EndCounts&) const = default;
  std::int64_t sum() const { return posted + dry_run + missed; }
};

/// What stories came to on Instagram: sums of the last figures of those that have some.
struct StorySums {
  std::int64_t stories = 0;
  std::int64_t views = 0;
  std::int64_t reach = 0;
  bool operator==(const StorySums&) const = default;
};

struct DayFigures {
  LocalDay day;
  EndCounts ends;
};

struct CategoryFigures {
  std::string category;
  EndCounts ends;
  StorySums stories;
  std::optional<std::int64_t> mix_share;  ///< basis points; nothing when the mix does not name it
};

struct HourFigures {
  EndCounts ends;
  StorySums stories;
};

/// A chat's posts of some local days, as the plots show them.
struct PostingFigures {
  std::string zone;
  std::vector<DayFigures> days;             ///< each of the period, the first one first
  std::vector<CategoryFigures> categories;  ///< by name; those of the mix without a post included
  std::array<HourFigures, 24> hours{};      ///< by local hour
  EndCounts all;
  StorySums stories;
};

/// The days that figures are of, today the last of them.
struct FigurePeriod {
  LocalDay first;
  int days = 0;
};

/// Counts what ended within the period. A day with a clock change is one day, and an hour that
/// comes twice is one hour. What went out counts when it did, what was missed when it was due.
PostingFigures count_figures(const std::vector<PostEnd>& ends,
                             const std::vector<schedule::CategoryShare>& mix,
                             const FigurePeriod& period, const Zone& zone);

/// The figures of the chat's last `days` (1..366) days in its own zone, beside its present mix.
PostingFigures posting_figures(ChatScope scope, int days);

}  // namespace igbot::post
