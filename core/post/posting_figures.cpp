// SPDX-License-Identifier: MIT
#include "core/post/posting_figures.hpp"

#include <algorithm>
#include <map>

#include "core/schedule/mix_repository.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::post {
namespace {

using std::chrono::days;

constexpr const char* k_missed = "missed";

void count_end(const PostEnd& end, EndCounts& counts) {
  if (end.outcome == "posted") {
    ++counts.posted;
  } else if (end.outcome == "dry_run") {
    ++counts.dry_run;
  } else if (end.outcome == k_missed) {
    ++counts.missed;
  }
}

void count_story(const PostEnd& end, StorySums& sums) {
  if (!end.has_figures) return;
  ++sums.stories;
  sums.views += end.views.value_or(0);
  sums.reach += end.reach.value_or(0);
}

}  // namespace

PostingFigures count_figures(const std::vector<PostEnd>& ends,
                             const std::vector<schedule::CategoryShare>& mix,
                             const FigurePeriod& period, const Zone& zone) {
  PostingFigures figures;
  figures.zone = zone.name();
  for (int i = 0; i < period.days; ++i) figures.days.push_back({period.first + days{i}, {}});
  std::map<std::string, CategoryFigures> categories;
  for (const auto& share : mix) {
    if (share.weight > 0) categories[share.category].mix_share = share.weight;
  }
  for (const PostEnd& end : ends) {
    const LocalTime at = zone.local(end.outcome == k_missed ? end.due_at : end.at);
    const LocalDay day = std::chrono::floor<days>(at);
    if (day < period.first || day >= period.first + days{period.days}) continue;
    const auto hour = std::chrono::floor<std::chrono::hours>(at - day).count();
    HourFigures& of_hour = figures.hours.at(static_cast<std::size_t>(hour));
    CategoryFigures& of_category = categories[end.category];
    for (EndCounts* counts :
         {&figures.days[static_cast<std::size_t>((day - period.first).count())].ends, &of_hour.ends,
          &of_category.ends, &figures.all}) {
      count_end(end, *counts);
    }
    for (StorySums* sums : {&of_hour.stories, &of_category.stories, &figures.stories}) {
      count_story(end, *sums);
    }
  }
  for (auto& [name, category] : categories) {
    category.category = name;
    figures.categories.push_back(std::move(category));
  }
  return figures;
}

PostingFigures posting_figures(ChatScope scope, int days) {
  const Zone zone = Zone::find(SettingsService(scope).load().posting_timezone);
  const FigurePeriod period{zone.day(scope.now()) - std::chrono::days{days - 1}, days};
  const Timestamp from = zone.instant(period.first);
  return count_figures(PostingHistory(scope).ends(from, scope.now()),
                       schedule::MixRepository(scope).current(), period, zone);
}

}  // namespace igbot::post
