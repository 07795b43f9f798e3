// SPDX-License-Identifier: MIT
#include "core/bot/poller.hpp"

#include <gtest/gtest.h>

#include <deque>

#include "core/bot/callback.hpp"
#include "core/bot/conversation.hpp"
#include "core/post/outbox.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot::bot {
namespace {

/// Gives the batches a test queued, then nothing.
class QueuedUpdates final : public UpdateSource {
 public:
  std::int64_t bot_id() const override { return 123; }
  std::vector<Update> fetch(std::optional<std::int64_t> offset,
                            std::chrono::seconds wait) override {
    offsets.push_back(offset);
    waits.push_back(wait);
    if (batches.empty()) return {};
    auto batch = std::move(batches.front());
    batches.pop_front();
    return batch;
  }
  void answer(const Press&, const std::string&, bool) override {
    if (on_answer) on_answer();
  }
  std::optional<bool> is_chat_admin(TelegramChatId, TelegramUserId) override { return false; }

  std::deque<std::vector<Update>> batches;
  std::vector<std::optional<std::int64_t>> offsets;
  std::vector<std::chrono::seconds> waits;
  /// Between an update's transaction and what follows from it.
  std::function<void()> on_answer;
};

/// A source with nothing in it.
class EmptySource final : public media::MediaSource {
 public:
  std::vector<media::MediaFolder> folders(const std::optional<std::string>&) override { return {}; }
  media::SourceConfig completed_config() override { return media::LocalSourceConfig{root()}; }
  std::string root() const override { return "/nowhere"; }
  media::MediaPage list(const std::optional<std::string>&) override { return {}; }
  void read(const media::MediaRef&, const Sink&) override {}
};

class PollerTest : public testing::Test {
 protected:
  TelegramChatId telegram_of(ChatKey chat) {
    return world.t.store.read(
        [&](UnitOfWork& unit) { return ChatRepository(unit).find(chat)->telegram_id; });
  }
  Update status(std::int64_t id) { return status_in(world.chat, id); }
  Update status_in(ChatKey chat, std::int64_t id) {
    const auto telegram = telegram_of(chat);
    return {id, IncomingMessage{.chat = {telegram, ChatType::group, "team", std::nullopt},
                                .id = TelegramMessageId{id},
                                .from = access::UserProfile{TelegramUserId{7}, {}, "Anna", ""},
                                .text = "/status",
                                .reply_to = std::nullopt,
                                .migrated_to = std::nullopt}};
  }
  PollReport poll_once() { return poll(worker, updates, {.once = true}); }

  test::PostingFixture world;
  QueuedUpdates updates;
  post::Worker worker{
      world.t.store,
      world.messenger,
      [](ChatKey, const media::MediaItem&) { return post::MediaGone{"there is none"}; },
      Actor{"worker:host", "worker"},
      "host/1/1",
      std::nullopt};
};

TEST_F(PollerTest, AReplyThatCouldNotLeaveLeavesWhenTelegramAnswersAgain) {
  updates.batches = {{status(10)}};
  world.messenger.answers = {NotSent{"connection refused"}};
  poll_once();
  ASSERT_EQ(world.messenger.sent.size(), 2U);
  EXPECT_EQ(world.messenger.sent[0].html, world.messenger.sent[1].html);
}

TEST_F(PollerTest, AnUpdateThatComesAgainIsNotTakenInAgain) {
  updates.batches = {{status(10)}, {status(10)}};
  EXPECT_EQ(poll_once().updates, 1);
  EXPECT_EQ(updates.offsets.back(), 11);
}

TEST_F(PollerTest, AfterAQuietWeekLowerIdsAreNew) {
  updates.batches = {{status(1000)}};
  poll_once();
  world.t.clock.advance(std::chrono::hours{24 * 8});
  updates.batches = {{status(5)}};
  updates.offsets.clear();
  EXPECT_EQ(poll_once().updates, 1);
  EXPECT_EQ(updates.offsets.front(), std::nullopt);
}

TEST_F(PollerTest, ABusyChatHoldsNobodyUpAndItsMessageLeavesInItsTurn) {
  const ChatKey others = world.add_active_chat(-1002, "others");
  world.messenger.waits[telegram_of(world.chat)] = std::chrono::milliseconds{1500};
  updates.batches = {{status_in(world.chat, 10), status_in(others, 11)}};
  int asked = 0;
  poll(worker, updates, {.stop = [&] { return ++asked > 4; }});
  ASSERT_EQ(world.messenger.sent.size(), 1U);
  EXPECT_EQ(world.messenger.sent[0].chat, telegram_of(others));
  // The next request waits no longer than the message.
  EXPECT_EQ(updates.waits.back(), std::chrono::seconds{2});
  world.messenger.waits.clear();
  world.t.clock.advance(std::chrono::seconds{2});
  poll_once();
  ASSERT_EQ(world.messenger.sent.size(), 2U);
  EXPECT_EQ(world.messenger.sent[1].chat, telegram_of(world.chat));
}

TEST_F(PollerTest, WhatAKilledPollerOwesIsDoneByTheNextOne) {
  world.t.store.write({"telegram:7", "Anna"}, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(world.chat);
    access::see_member(scope, {TelegramUserId{7}, {}, "Anna", ""});
    ConversationRepository(scope).put({.user = TelegramUserId{7},
                                       .kind = "sync",
                                       .step = "wanted",
                                       .expires_at = unit.now() + std::chrono::hours{1}});
  });
  PollOptions options{.once = true};
  options.rules.open_source_of = [](ChatKey) { return std::make_unique<EmptySource>(); };
  poll(worker, updates, options);
  ASSERT_EQ(world.messenger.sent.size(), 1U);
  EXPECT_NE(world.messenger.sent[0].html.find("🔄"), std::string::npos)
      << world.messenger.sent[0].html;
  poll(worker, updates, options);
  EXPECT_EQ(world.messenger.sent.size(), 1U);
}

TEST_F(PollerTest, AnAlertWaitsForTheBotToComeBackAndANoticeDoesNot) {
  world.t.store.write({"worker:host", "worker"}, [&](UnitOfWork& unit) {
    post::Outbox(unit.chat(world.chat)).add_alert("look", {});
    post::Outbox(unit.chat(world.chat)).add_notice("chatter", {});
  });
  world.messenger.answers = {Unreachable{"bot was kicked"}};
  poll_once();
  EXPECT_EQ(world.messenger.sent.size(), 1U);
  world.t.store.write({"worker:host", "worker"}, [&](UnitOfWork& unit) {
    ChatRepository chats(unit);
    EXPECT_EQ(chats.find(world.chat)->state, ChatState::unreachable);
    chats.set_state(*chats.find(world.chat), ChatState::active, "back");
  });
  poll_once();
  ASSERT_EQ(world.messenger.sent.size(), 3U);
  EXPECT_EQ(world.messenger.sent[1].html, "look");
}

TEST_F(PollerTest, AnEditThatIsTriedAgainDoesNotTakeALaterOneBack) {
  const TelegramMessageId menu{50};
  const auto edit = [&](const char* html) {
    world.t.store.write({"worker:host", "worker"}, [&](UnitOfWork& unit) {
      post::Outbox(unit.chat(world.chat)).add_edit(menu, html, {});
    });
  };
  edit("first");
  world.messenger.edit_answers = {RetryLater{std::chrono::seconds{5}, "too many"}};
  poll_once();
  edit("second");
  world.t.clock.advance(std::chrono::seconds{10});
  poll_once();
  ASSERT_EQ(world.messenger.edited.size(), 2U);
  EXPECT_EQ(world.messenger.edited.back().second.html, "second");
}

TEST_F(PollerTest, ACardThatIsDecidedBeforeItIsShownAgainDoesNotEndThePoll) {
  const PostId post = world.plan(world.add_item("memes/a.jpg"));
  world.run();
  ASSERT_EQ(world.state(post), post::PostState::awaiting);
  const ChatInfo team{telegram_of(world.chat), ChatType::group, "team", std::nullopt};
  Update show{10, Press{.id = "1",
                        .from = {TelegramUserId{7}, {}, "Anna", ""},
                        .chat = team,
                        .message = std::nullopt,
                        .data = print_callback("show", number(post), {})}};
  updates.batches = {{show, status(11)}};
  updates.on_answer = [&] {
    world.decide([&](post::Decisions& decisions) { return decisions.done(post, std::nullopt); });
  };
  EXPECT_EQ(poll_once().updates, 2);
  EXPECT_EQ(world.state(post), post::PostState::posted);
}

}  // namespace
}  // namespace igbot::bot
