// SPDX-License-Identifier: MIT
#include "cli/plot/plot_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "cli/plot/terminal_chart.hpp"
#include "core/schedule/mix_service.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

/// 0 to 1 as "57 %", rounded: a part of a few posts is no more exact than that.
std::string whole_percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

std::vector<std::size_t> places_where(std::size_t count, const auto& wanted) {
  std::vector<std::size_t> places(count);
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::erase_if(places, [&](std::size_t place) { return !wanted(place); });
  return places;
}

}  // namespace

StoryMetric story_metric(const post::PostingFigures& figures) {
  if (figures.stories.views == 0 && figures.stories.reach > 0) {
    return {"reach", &post::StorySums::reach};
  }
  return {"views", &post::StorySums::views};
}

double per_story(const post::StorySums& sums, const StoryMetric& metric) {
  if (sums.stories == 0) return 0;
  return static_cast<double>(sums.*metric.sum) / static_cast<double>(sums.stories);
}

std::string ends_text(const post::EndCounts& ends) {
  std::vector<std::string> parts;
  if (ends.posted > 0) parts.push_back(std::to_string(ends.posted) + " posted");
  if (ends.dry_run > 0) parts.push_back(text::count(ends.dry_run, "dry run", "dry runs"));
  if (ends.missed > 0) parts.push_back(std::to_string(ends.missed) + " missed");
  return parts.empty() ? "nothing" : text::join(parts, ", ");
}

std::string period_sentence(const post::PostingFigures& figures) {
  return day_text(figures.days.front().day) + " to " + day_text(figures.days.back().day) + ", " +
         figures.zone + ": " + ends_text(figures.all);
}

std::string short_day_text(LocalDay day) {
  constexpr std::array<const char*, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::year_month_day date{day};
  return std::to_string(static_cast<unsigned>(date.day())) + " " +
         names.at(static_cast<unsigned>(date.month()) - 1);
}

std::optional<double> posted_share(const post::CategoryFigures& category,
                                   const post::PostingFigures& figures) {
  if (figures.all.posted == 0) return std::nullopt;
  return static_cast<double>(category.ends.posted) / static_cast<double>(figures.all.posted);
}

std::string posts_note(const post::CategoryFigures& category, const post::PostingFigures& figures) {
  std::string note = text::count(category.ends.posted, "post", "posts");
  if (const auto share = posted_share(category, figures)) note += ", " + whole_percent(*share);
  if (category.mix_share) note += " (mix " + schedule::percent_text(*category.mix_share) + " %)";
  return note;
}

std::string story_note(const post::StorySums& sums) {
  const auto each = [&](std::int64_t sum) {
    return plot_number(static_cast<double>(sum) / static_cast<double>(sums.stories));
  };
  return text::count(sums.stories, "story", "stories") + ": " + each(sums.views) + " views, " +
         each(sums.reach) + " reach";
}

std::vector<std::size_t> by_posts(const std::vector<post::CategoryFigures>& categories) {
  auto places = places_where(categories.size(), [](std::size_t) { return true; });
  std::stable_sort(places.begin(), places.end(), [&](std::size_t left, std::size_t right) {
    return categories[left].ends.posted > categories[right].ends.posted;
  });
  return places;
}

std::vector<std::size_t> by_stories(const std::vector<post::CategoryFigures>& categories,
                                    const StoryMetric& metric) {
  auto places = places_where(
      categories.size(), [&](std::size_t place) { return categories[place].stories.stories > 0; });
  std::stable_sort(places.begin(), places.end(), [&](std::size_t left, std::size_t right) {
    return per_story(categories[left].stories, metric) >
           per_story(categories[right].stories, metric);
  });
  return places;
}

}  // namespace igbot::cli
