// SPDX-License-Identifier: MIT
#include "core/post/story_insights.hpp"

namespace igbot::post {
namespace {

using std::chrono::hours;

std::optional<std::int64_t> number_at(const sql::Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return row.integer(column);
}

/// Eight columns from `first` on.
StoryInsights figures_at(const sql::Row& row, std::size_t first) {
  return {number_at(row, first),     number_at(row, first + 1), number_at(row, first + 2),
          number_at(row, first + 3), number_at(row, first + 4), number_at(row, first + 5),
          number_at(row, first + 6), number_at(row, first + 7)};
}

}  // namespace

InsightPlan plan_insights(Timestamp posted_at, std::optional<hours> taken, Timestamp now) {
  InsightPlan plan;
  for (const hours mark : k_insight_marks) {
    if (taken && mark <= *taken) continue;
    if (posted_at + mark > now) {
      plan.next = posted_at + mark;
      break;
    }
    plan.mark = mark;
  }
  if (now >= posted_at + k_story_life) return {};
  return plan;
}

void InsightsRepository::put(const TakenInsights& taken) {
  const StoryInsights figures = taken.figures.value_or(StoryInsights{});
  chat_.technically([&] {
    chat_.db().execute(
        "INSERT INTO story_insights (chat_id, post_id, mark_hours, at, has_figures, views, reach, "
        "replies, navigation, shares, total_interactions, follows, profile_visits) VALUES ($1, $2, "
        "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING",
        {chat_.key(), taken.post, static_cast<std::int64_t>(taken.mark.count()), taken.at,
         taken.figures.has_value(), figures.views, figures.reach, figures.replies,
         figures.navigation, figures.shares, figures.total_interactions, figures.follows,
         figures.profile_visits});
  });
}

std::optional<hours> InsightsRepository::last_mark(PostId post) const {
  const auto row = chat_.db().execute(
      "SELECT max(mark_hours) FROM story_insights WHERE chat_id = $1 AND post_id = $2",
      {chat_.key(), post});
  if (row.front().is_null(0)) return std::nullopt;
  return hours{row.front().integer(0)};
}

std::vector<TakenInsights> InsightsRepository::of(PostId post) const {
  const auto rows = chat_.db().execute(
      "SELECT mark_hours, at, has_figures, views, reach, replies, navigation, shares, "
      "total_interactions, follows, profile_visits FROM story_insights WHERE chat_id = $1 AND "
      "post_id = $2 ORDER BY mark_hours",
      {chat_.key(), post});
  std::vector<TakenInsights> all;
  for (const auto& row : rows.rows) {
    TakenInsights taken{post, hours{row.integer(0)}, row.timestamp(1), std::nullopt};
    if (row.boolean(2)) taken.figures = figures_at(row, 3);
    all.push_back(taken);
  }
  return all;
}

std::map<PostId, TakenInsights> InsightsRepository::newest(const std::vector<PostId>& posts) const {
  std::map<PostId, TakenInsights> newest;
  for (const PostId post : posts) {
    const auto taken = of(post);
    if (!taken.empty()) newest.emplace(post, taken.back());
  }
  return newest;
}

std::vector<CategoryInsights> InsightsRepository::by_category() const {
  const auto rows = chat_.db().execute(
      "SELECT p.category, count(*), sum(i.views), sum(i.reach), sum(i.replies), "
      "sum(i.navigation), sum(i.shares), sum(i.total_interactions), sum(i.follows), "
      "sum(i.profile_visits) FROM story_insights i JOIN posts p ON p.chat_id = i.chat_id AND p.id "
      "= i.post_id WHERE i.chat_id = $1 AND i.has_figures = 1 AND i.mark_hours = (SELECT "
      "max(l.mark_hours) FROM story_insights l WHERE l.chat_id = i.chat_id AND l.post_id = "
      "i.post_id AND l.has_figures = 1) GROUP BY p.category ORDER BY p.category",
      {chat_.key()});
  std::vector<CategoryInsights> categories;
  for (const auto& row : rows.rows) {
    categories.push_back({row.text(0), row.integer(1), figures_at(row, 2)});
  }
  return categories;
}

}  // namespace igbot::post
