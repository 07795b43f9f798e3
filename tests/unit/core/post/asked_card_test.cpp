// SPDX-License-Identifier: MIT
// In a chat that publishes by itself, what a person asked a card for asks first, whatever happens
// to the card.
#include <gtest/gtest.h>

#include <chrono>

#include "core/post/gate.hpp"
#include "core/post/transition.hpp"
#include "tests/support/publishing_fixture.hpp"

namespace igbot::test {
namespace {

using post::Decisions;
using post::PostState;
using std::chrono::minutes;
using std::chrono::seconds;

class AskedCard : public testing::Test {
 protected:
  AskedCard() { f.set("require_approval", "false"); }

  PostId ask_for_next() {
    f.add_item("memes/dog.jpg");
    return f.decide([](Decisions& decisions) { return decisions.next(std::nullopt).id; });
  }
  void run_after(minutes time) {
    f.t.clock.advance(time);
    f.run();
  }
  void expect_card_and_no_story(PostId id) {
    EXPECT_EQ(f.state(id), PostState::awaiting);
    EXPECT_TRUE(f.publisher.publish_calls.empty());
  }

  PublishingFixture f;
};

TEST_F(AskedCard, IsSentByTheNextRunWhenTelegramAskedToWait) {
  f.messenger.answers = {bot::RetryLater{seconds{90}, "Too Many Requests"}};
  const PostId id = ask_for_next();
  f.run();
  EXPECT_EQ(f.state(id), PostState::planned);
  run_after(minutes{2});
  expect_card_and_no_story(id);
}

TEST_F(AskedCard, IsSentByTheNextRunWhenWhoWasAskedDiedBeforeIt) {
  const PostId id = ask_for_next();
  f.run();
  expect_card_and_no_story(id);
}

TEST_F(AskedCard, ThatWasLostIsSentAgainWhenAPersonSaysSo) {
  f.messenger.answers = {bot::Uncertain{"the connection broke"}};
  const PostId id = ask_for_next();
  f.run();
  EXPECT_EQ(f.state(id), PostState::unknown);
  f.decide([&](Decisions& decisions) {
    return decisions.resolve(id, Decisions::Finding::not_delivered, std::nullopt, std::nullopt);
  });
  f.run();
  expect_card_and_no_story(id);
}

TEST_F(AskedCard, OfAChatThatAskedBeforeComesAgainWhenItWasLost) {
  f.set("require_approval", "true");
  f.messenger.answers = {bot::Uncertain{"the connection broke"}};
  const PostId id = f.plan(f.add_item("memes/cat.jpg"));
  f.run();
  f.set("require_approval", "false");
  f.decide([&](Decisions& decisions) {
    return decisions.resolve(id, Decisions::Finding::not_delivered, std::nullopt, std::nullopt);
  });
  f.run();
  expect_card_and_no_story(id);
}

TEST_F(AskedCard, ThatTheChatMovedAwayFromComesAgain) {
  const PostId id = ask_for_next();
  f.run();
  expect_card_and_no_story(id);
  f.t.store.write({"worker", "worker"}, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(f.chat);
    post::Transition(scope, SettingsService(scope).load())
        .advance(f.post(id), post::Verb::left_behind, "the group became a supergroup",
                 [](post::Post& moved) { moved.message.reset(); });
  });
  f.run();
  expect_card_and_no_story(id);
  EXPECT_EQ(f.messenger.sent.size(), 2u);
}

TEST_F(AskedCard, IsAnsweredByAnApproval) {
  const PostId id = ask_for_next();
  f.run();
  f.decide([&](Decisions& decisions) { return decisions.approve(id, std::nullopt); });
  EXPECT_FALSE(f.post(id).asks);
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
}

TEST_F(AskedCard, OfOnePostDoesNotStopTheOthers) {
  const PostId by_itself = f.plan(f.add_item("memes/cat.jpg"));
  f.add_item("memes/dog.jpg");
  const MediaId dog = f.post(by_itself).media == MediaId{1} ? MediaId{2} : MediaId{1};
  const PostId asked = f.decide([&](Decisions& decisions) { return decisions.next(dog).id; });
  f.run();
  EXPECT_EQ(f.state(by_itself), PostState::posted);
  EXPECT_EQ(f.state(asked), PostState::awaiting);
}

TEST_F(AskedCard, ThatTelegramHoldsBackDoesNotHoldWhatNeedsNoCard) {
  f.messenger.answers = {bot::RetryLater{seconds{90}, "Too Many Requests"}};
  const PostId asked = ask_for_next();
  f.run();
  const PostId by_itself = f.plan(f.add_item("memes/cat.jpg"));
  f.t.clock.advance(seconds{30});
  f.run();
  EXPECT_EQ(f.state(by_itself), PostState::posted);
  EXPECT_EQ(f.state(asked), PostState::planned);
  EXPECT_EQ(f.publisher.publish_calls.size(), 1u);
}

}  // namespace
}  // namespace igbot::test
