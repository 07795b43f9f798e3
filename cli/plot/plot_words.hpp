// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/post/posting_figures.hpp"

namespace igbot::cli {

/// What of the stories is drawn: their views, or their reach where Instagram gave no views.
struct StoryMetric {
  const char* name;
  std::int64_t post::StorySums::*sum;
};
StoryMetric story_metric(const post::PostingFigures& figures);
/// Of each story; 0 when there was none.
double per_story(const post::StorySums& sums, const StoryMetric& metric);

/// "2026-10-28 to 2026-11-26, Europe/Berlin: 54 posted, 3 dry runs, 2 missed".
std::string period_sentence(const post::PostingFigures& figures);
/// "3 posted, 1 missed"; "nothing".
std::string ends_text(const post::EndCounts& ends);
/// "1 Nov".
std::string short_day_text(LocalDay day);
/// The category's part of what was posted, 0 to 1; nothing when nothing was.
std::optional<double> posted_share(const post::CategoryFigures& category,
                                   const post::PostingFigures& figures);
/// "40 posts, 57 % (mix 70 %)".
std::string posts_note(const post::CategoryFigures& category, const post::PostingFigures& figures);
/// "12 stories: 340.5 views, 210 reach", the last two per story.
std::string story_note(const post::StorySums& sums);

/// The places of the categories in the order in which they are drawn: most posts first.
std::vector<std::size_t> by_posts(const std::vector<post::CategoryFigures>& categories);
/// Those with stories, the best ones by the metric first.
std::vector<std::size_t> by_stories(const std::vector<post::CategoryFigures>& categories,
                                    const StoryMetric& metric);

}  // namespace igbot::cli
