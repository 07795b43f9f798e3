// SPDX-License-Identifier: MIT
#include "core/schedule/overdue.hpp"

#include <gtest/gtest.h>

namespace igbot::schedule {
namespace {

using std::chrono::minutes;

constexpr Timestamp k_now = from_millis(1'795'356'000'000);

/// A post whose id is its age in minutes.
DuePost aged(int age) { return {PostId{age}, k_now - minutes{age}}; }

std::string told(const std::vector<PostId>& ids) {
  std::string text;
  for (const PostId id : ids) text += (text.empty() ? "" : " ") + std::to_string(number(id));
  return text;
}

/// "deliver | miss | wait" for posts of these ages.
std::string decide(const std::vector<int>& ages, OverduePolicy policy, int most = 120) {
  std::vector<DuePost> posts;
  posts.reserve(ages.size());
  for (const int age : ages) posts.push_back(aged(age));
  const OverdueDecision decision = decide_overdue(posts, policy, minutes{most}, k_now);
  return told(decision.deliver) + " | " + told(decision.miss) + " | " + told(decision.wait);
}

TEST(Overdue, PolicyOneDeliversTheMostRecentAndMissesTheRest) {
  EXPECT_EQ(decide({90, 30, 60}, OverduePolicy::one), "30 | 90 60 | ");
}

TEST(Overdue, PolicySkipMissesAll) {
  EXPECT_EQ(decide({90, 30, 60}, OverduePolicy::skip), " | 90 60 30 | ");
}

TEST(Overdue, PolicyAllDeliversOnePerRunOldestFirst) {
  EXPECT_EQ(decide({90, 30, 60}, OverduePolicy::all), "90 |  | 60 30");
}

TEST(Overdue, APostIsOverdueOnlyAfterFifteenMinutes) {
  EXPECT_EQ(decide({15}, OverduePolicy::skip), "15 |  | ");
  EXPECT_EQ(decide({16}, OverduePolicy::skip), " | 16 | ");
}

TEST(Overdue, APostThatIsMerelyDueIsDeliveredWhateverThePolicy) {
  for (const auto policy : {OverduePolicy::one, OverduePolicy::skip, OverduePolicy::all}) {
    EXPECT_EQ(decide({5}, policy), "5 |  | ");
  }
  EXPECT_EQ(decide({40, 5, 60}, OverduePolicy::one), "40 5 | 60 | ");
}

TEST(Overdue, OlderThanTheLimitIsAlwaysMissed) {
  for (const auto policy : {OverduePolicy::one, OverduePolicy::skip, OverduePolicy::all}) {
    EXPECT_EQ(decide({121}, policy), " | 121 | ");
  }
  EXPECT_EQ(decide({120}, OverduePolicy::one), "120 |  | ");
  EXPECT_EQ(decide({16}, OverduePolicy::all, 15), " | 16 | ");
}

TEST(Overdue, PostsOfTheFutureAreLeftOut) {
  EXPECT_EQ(decide({-1, 0}, OverduePolicy::one), "0 |  | ");
}

}  // namespace
}  // namespace igbot::schedule
