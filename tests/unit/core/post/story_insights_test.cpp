// SPDX-License-Identifier: MIT
#include "core/post/story_insights.hpp"

#include <gtest/gtest.h>

#include "core/post/posting_history.hpp"
#include "tests/support/publishing_fixture.hpp"

namespace igbot::post {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using test::PublishingFixture;
using Insights = test::FakePublisher::Insights;

constexpr Timestamp k_posted{from_millis(1'790'000'000'000)};

TEST(StoryInsights, AreTakenAtEachMarkAndNotAfterADay) {
  const auto plan = [](std::optional<hours> taken, auto after) {
    return plan_insights(k_posted, taken, k_posted + after);
  };
  EXPECT_EQ(plan({}, minutes{59}).mark, std::nullopt);
  EXPECT_EQ(plan({}, minutes{59}).next, k_posted + hours{1});
  EXPECT_EQ(plan({}, hours{1}).mark, hours{1});
  EXPECT_EQ(plan({}, hours{1}).next, k_posted + hours{6});
  EXPECT_EQ(plan(hours{1}, hours{2}).mark, std::nullopt);
  EXPECT_EQ(plan(hours{1}, hours{23}).mark, hours{23}) << "the one in between was slept through";
  EXPECT_EQ(plan(hours{6}, hours{23}).next, std::nullopt);
  EXPECT_EQ(plan(hours{6}, hours{24}).mark, std::nullopt);
  EXPECT_EQ(plan({}, hours{30}).next, std::nullopt);
}

TEST(StoryInsights, AreHarvestedByTheWorkerThreeTimesAndThenNeverAgain) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.run();
  f.publisher.insight_answers = {Insights{TooFewViewers{}},
                                 Insights{StoryInsights{.views = 40, .reach = 30}},
                                 Insights{StoryInsights{.views = 100, .reach = 80, .replies = 2}}};
  for (const auto& [step, left] : std::vector<std::pair<minutes, std::size_t>>{
           {minutes{59}, 3}, {minutes{1}, 2}, {hours{4}, 2}, {hours{1}, 1}, {hours{17}, 0}}) {
    f.t.clock.advance(step);
    f.run();
    EXPECT_EQ(f.publisher.insight_answers.size(), left);
  }
  EXPECT_EQ(f.count("SELECT count(*) FROM posts WHERE wake_at IS NOT NULL"), 0);
  f.t.store.read([&](UnitOfWork& unit) {
    const InsightsRepository insights(unit.chat(f.chat));
    const auto newest = insights.newest({id});
    EXPECT_EQ(newest.at(id).mark, hours{23});
    EXPECT_EQ(newest.at(id).figures.value().views, 100);
    const auto categories = insights.by_category();
    ASSERT_EQ(categories.size(), 1u);
    EXPECT_EQ(categories[0].category, "memes");
    EXPECT_EQ(categories[0].stories, 1);
    EXPECT_EQ(categories[0].sum.replies, 2);
  });
}

TEST(StoryInsights, TheNewestPublishedStoriesAreFoundBehindWhateverElseEndedSince) {
  PublishingFixture f;
  const PostId published = f.approved();
  f.run();
  f.t.clock.advance(minutes{1});
  for (const char* path : {"memes/a.jpg", "memes/b.jpg"}) {
    const PostId skipped = f.plan(f.add_item(path));
    f.decide([&](Decisions& decisions) { return decisions.skip(skipped, std::nullopt); });
  }
  f.t.store.read([&](UnitOfWork& unit) {
    const PostingHistory history(unit.chat(f.chat));
    ASSERT_EQ(history.newest(1).size(), 1u);
    EXPECT_EQ(history.newest(1)[0].outcome, "skipped");
    ASSERT_EQ(history.newest_published(1).size(), 1u);
    EXPECT_EQ(history.newest_published(1)[0].post, published);
  });
}

TEST(StoryInsights, ARefusalIsTriedAgainAndTellsNobody) {
  PublishingFixture f;
  f.approved();
  f.run();
  const std::size_t messages = f.messenger.sent.size();
  f.publisher.insight_answers = {Refused{.kind = Refusal::uncertain, .why = "502"}};
  f.t.clock.advance(hours{1});
  f.run();
  EXPECT_EQ(f.count("SELECT count(*) FROM story_insights"), 0);
  f.t.clock.advance(minutes{30});
  f.run();
  EXPECT_EQ(f.count("SELECT count(*) FROM story_insights"), 1);
  EXPECT_EQ(f.messenger.sent.size(), messages);
  EXPECT_TRUE(f.report().problems().empty());
}

TEST(StoryInsights, OfAStoryWhoseAccountIsGoneAreNotAskedFor) {
  PublishingFixture f;
  f.approved();
  f.run();
  f.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    AccountRepository accounts(unit.chat(f.chat));
    accounts.set_state(accounts.all().at(0), AccountState::dead, "gone");
  });
  f.publisher.insight_answers = {Insights{StoryInsights{}}};
  f.t.clock.advance(hours{1});
  f.run();
  EXPECT_EQ(f.publisher.insight_answers.size(), 1u);
  EXPECT_EQ(f.count("SELECT count(*) FROM posts WHERE wake_at IS NOT NULL"), 0);
}

}  // namespace
}  // namespace igbot::post
