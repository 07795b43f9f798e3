// SPDX-License-Identifier: MIT
#pragma once

#include "core/post/posting_figures.hpp"
#include "core/time_text.hpp"

namespace igbot::test {

/// Figures of so many days up to 2026-11-26: of each day one post of memes at 9:00; on the first
/// day a dry run and a missed post of merch at 14:00 beside it.
inline post::PostingFigures sample_figures(int days) {
  const Zone zone = Zone::find("UTC");
  const LocalDay last = parse_date("2026-11-26");
  const LocalDay first = last - std::chrono::days{days - 1};
  std::vector<post::PostEnd> ends;
  const auto at = [&](LocalDay day, int hour) {
    return zone.instant(day + std::chrono::hours{hour});
  };
  for (int i = 0; i < days; ++i) {
    const Timestamp posted = at(first + std::chrono::days{i}, 9);
    ends.push_back({posted, posted, "posted", "memes", i == 0, 100 + i, 80});
  }
  for (const char* outcome : {"dry_run", "missed"}) {
    ends.push_back({at(first, 14), at(first, 14), outcome, "merch"});
  }
  return post::count_figures(ends, {{"memes", 7000}, {"merch", 3000}}, {first, days}, zone);
}

}  // namespace igbot::test
