// SPDX-License-Identifier: MIT
#include "core/post/publish_doubt.hpp"

#include <gtest/gtest.h>

namespace igbot::post {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Timestamp k_lost{from_millis(1'790'000'000'000)};

Post lost_post() {
  Post post;
  post.state = PostState::unknown;
  post.stage = Stage::publish;
  post.prepared_at = k_lost - minutes{2};
  lose_publish(post, k_lost);
  return post;
}

TEST(PublishDoubt, TheFirstLookThatCountsIsAMinuteAfterTheLoss) {
  const Post post = lost_post();
  using enum ContainerState;
  EXPECT_EQ(decide_doubt(post, finished, k_lost + seconds{59}), DoubtStep::look_again);
  EXPECT_EQ(decide_doubt(post, finished, k_lost + seconds{60}), DoubtStep::first_look);
  EXPECT_EQ(post.next_attempt_at, k_lost + seconds{60});
}

TEST(PublishDoubt, TheSecondLookThatCountsIsHalfAMinuteLater) {
  Post post = lost_post();
  post.publish_finished_at = k_lost + seconds{60};
  using enum ContainerState;
  EXPECT_EQ(decide_doubt(post, finished, k_lost + seconds{89}), DoubtStep::look_again);
  EXPECT_EQ(decide_doubt(post, finished, k_lost + seconds{90}), DoubtStep::ask_stories);
  post.republished = true;
  EXPECT_EQ(decide_doubt(post, finished, k_lost + hours{5}), DoubtStep::look_again)
      << "once in a post's life";
}

TEST(PublishDoubt, ThePlatformsWordIsTakenAtAnyTime) {
  const Post post = lost_post();
  using enum ContainerState;
  EXPECT_EQ(decide_doubt(post, published, k_lost), DoubtStep::live);
  EXPECT_EQ(decide_doubt(post, error, k_lost), DoubtStep::dead);
  EXPECT_EQ(decide_doubt(post, expired, k_lost), DoubtStep::dead);
  EXPECT_EQ(decide_doubt(post, in_progress, k_lost + hours{1}), DoubtStep::look_again);
}

TEST(PublishDoubt, AStoryThatMayBeThisOneForbidsToPublishAgain) {
  const Post post = lost_post();
  const auto may = [&](const LiveStory& story) { return may_be_live(post, {story}, {"ours"}); };
  EXPECT_FALSE(may_be_live(post, {}, {}));
  EXPECT_TRUE(may({"new", k_lost, ""}));
  EXPECT_TRUE(may({"new", std::nullopt, ""})) << "nobody said when";
  EXPECT_TRUE(may({"new", k_lost - minutes{11}, ""})) << "their clock may differ from ours";
  EXPECT_FALSE(may({"old", k_lost - hours{3}, ""}));
  EXPECT_FALSE(may({"ours", k_lost, ""})) << "of another post";
}

TEST(PublishDoubt, LooksBecomeRarer) {
  const Post post = lost_post();
  EXPECT_EQ(next_look(post, k_lost), k_lost + seconds{30});
  EXPECT_EQ(next_look(post, k_lost + hours{1}), k_lost + hours{1} + minutes{15});
  EXPECT_EQ(next_look(post, k_lost + hours{40}), k_lost + hours{41});
}

}  // namespace
}  // namespace igbot::post
