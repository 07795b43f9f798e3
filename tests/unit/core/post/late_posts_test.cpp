// SPDX-License-Identifier: MIT
#include "core/post/late_posts.hpp"

#include <gtest/gtest.h>

#include "tests/unit/core/schedule/planned_chat.hpp"

namespace igbot::post {
namespace {

/// A chat with three posts a day planned for two days, looked at again 20 hours later: the first
/// day's posts are overdue.
class LateChat {
 public:
  LateChat() {
    c.add_media("memes", 20);
    c.set("posting_hours", "9-21");
    c.create({.days = 2});
    c.t.clock.advance(std::chrono::hours{20});
  }

  test::PlannedChat c;
};

TEST(LatePosts, AreThoseStillPlannedLongAfterTheirTime) {
  LateChat late;
  const auto posts = late.c.t.store.read(
      [&](UnitOfWork& unit) { return LatePosts(unit.chat(late.c.chat)).list(); });
  ASSERT_EQ(posts.size(), 3U);
  EXPECT_LT(posts.front().due_at, posts.back().due_at);
}

TEST(LatePosts, ClearedOnesAreMissedAndFreeTheirItems) {
  LateChat late;
  late.c.write([&](UnitOfWork& unit) { LatePosts(unit.chat(late.c.chat)).clear(); });
  EXPECT_EQ(late.c.count_posts("state = 'missed'"), 3);
  EXPECT_EQ(late.c.count_posts("state = 'planned'"), 3);
}

TEST(LatePosts, RescheduledOnesComeInTheNextWindowAndStayThere) {
  LateChat late;
  const auto moved = late.c.write(
      [&](UnitOfWork& unit) { return LatePosts(unit.chat(late.c.chat)).reschedule(); });
  ASSERT_EQ(moved.size(), 3U);
  for (const Post& post : moved) {
    EXPECT_EQ(post.state, PostState::planned);
    EXPECT_TRUE(post.pinned);
    EXPECT_GE(post.due_at, late.c.t.clock.now());
  }
  EXPECT_EQ(late.c.count_posts("state = 'planned' AND wake_at = due_at"), 6);
  const auto closest = late.c.integer(
      "SELECT MIN(gap) FROM (SELECT due_at - LAG(due_at) OVER (ORDER BY due_at) AS gap FROM "
      "posts)");
  EXPECT_GE(closest, std::chrono::milliseconds{std::chrono::hours{2}}.count());
}

}  // namespace
}  // namespace igbot::post
