// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/post/post.hpp"
#include "core/post/publisher.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// How long after it went out a story's figures are taken. Instagram gives them for 24 hours.
inline constexpr std::chrono::hours k_insight_marks[] = {
    std::chrono::hours{1}, std::chrono::hours{6}, std::chrono::hours{23}};
inline constexpr std::chrono::hours k_story_life{24};

/// What is to be taken now, and when the post is to be looked at again.
struct InsightPlan {
  std::optional<std::chrono::hours> mark;  ///< the last one that has come, unless it was taken
  std::optional<Timestamp> next;           ///< nothing = never again
};

/// `taken`: the highest mark taken already. A mark that was slept through is not made up for.
InsightPlan plan_insights(Timestamp posted_at, std::optional<std::chrono::hours> taken,
                          Timestamp now);

/// Figures of a story, at one mark.
struct TakenInsights {
  PostId post{};
  std::chrono::hours mark{};
  Timestamp at;
  /// Absent when fewer than five people had seen it.
  std::optional<StoryInsights> figures;
};

/// What stories of a category came to, each by its last mark.
struct CategoryInsights {
  std::string category;
  std::int64_t stories = 0;  ///< with figures
  StoryInsights sum;
};

/// The figures of one chat's stories; memory of what the platform said, so without audit.
class InsightsRepository {
 public:
  explicit InsightsRepository(ChatScope chat) : chat_(chat) {}

  void put(const TakenInsights& taken);
  std::optional<std::chrono::hours> last_mark(PostId post) const;
  /// All that were taken of a post, the earliest first.
  std::vector<TakenInsights> of(PostId post) const;
  /// The last taken of each of these posts.
  std::map<PostId, TakenInsights> newest(const std::vector<PostId>& posts) const;
  std::vector<CategoryInsights> by_category() const;

 private:
  ChatScope chat_;
};

}  // namespace igbot::post
