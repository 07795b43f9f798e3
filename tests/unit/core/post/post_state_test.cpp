// SPDX-License-Identifier: MIT
#include "core/post/post_state.hpp"

#include <gtest/gtest.h>

#include <set>

namespace igbot::post {
namespace {

TEST(PostState, EveryNameReadsBackAsItsState) {
  for (const std::string& name : post_state_names()) {
    const auto state = parse_post_state(name);
    ASSERT_TRUE(state) << name;
    EXPECT_EQ(to_string(*state), name);
  }
}

TEST(PostState, EveryVerbOfTheTableHasAName) {
  for (const Step& step : steps()) EXPECT_NE(to_string(step.verb), "?");
}

TEST(PostState, AStepIsListedOnce) {
  std::set<std::tuple<Verb, PostState>> seen;
  for (const Step& step : steps()) {
    EXPECT_TRUE(seen.insert({step.verb, step.from}).second)
        << to_string(step.verb) << " from " << to_string(step.from);
  }
}

TEST(PostState, EveryStateCanBeReachedFromPlanned) {
  std::set<PostState> reached{PostState::planned};
  for (std::size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (const Step& step : steps()) {
      if (reached.contains(step.from)) reached.insert(step.to);
    }
  }
  EXPECT_EQ(reached.size(), post_state_names().size());
}

TEST(PostState, APostThatWentOutIsNeverMovedAgain) {
  for (const Step& step : steps()) {
    EXPECT_NE(step.from, PostState::posted) << to_string(step.verb);
    EXPECT_NE(step.from, PostState::skipped) << to_string(step.verb);
    EXPECT_NE(step.from, PostState::rejected) << to_string(step.verb);
  }
}

TEST(PostState, ADoubtIsSettledByPeopleOrByThePlatformsWord) {
  for (const Step& step : steps()) {
    if (step.from != PostState::unknown || step.verb < Verb::claim) continue;
    EXPECT_EQ(step.stage, Stage::publish) << "nobody can be asked about a card";
    EXPECT_TRUE(step.verb == Verb::look_again || step.verb == Verb::found_live ||
                step.verb == Verb::found_dead || step.verb == Verb::publish_again)
        << to_string(step.verb);
  }
}

TEST(PostState, ADoubtAboutACardIsNotSettledAsPublished) {
  EXPECT_EQ(target(Verb::resolve_posted, PostState::unknown, Stage::card), std::nullopt);
  EXPECT_EQ(target(Verb::resolve_delivered, PostState::unknown, Stage::card), PostState::awaiting);
  EXPECT_EQ(target(Verb::resolve_delivered, PostState::unknown, Stage::publish), std::nullopt);
}

TEST(PostState, NothingIsCanceledOnceItMayBeLive) {
  EXPECT_EQ(target(Verb::cancel, PostState::publishing), std::nullopt);
  EXPECT_EQ(target(Verb::cancel, PostState::sending), std::nullopt);
  EXPECT_EQ(target(Verb::cancel, PostState::prepared), PostState::canceled);
}

}  // namespace
}  // namespace igbot::post
