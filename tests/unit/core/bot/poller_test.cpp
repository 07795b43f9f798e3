// SPDX-License-Identifier: MIT
#include "core/bot/poller.hpp"

#include <gtest/gtest.h>

#include <deque>

#include "tests/support/posting_fixture.hpp"

namespace igbot::bot {
namespace {

/// Gives the batches a test queued, then nothing.
class QueuedUpdates final : public UpdateSource {
 public:
  std::int64_t bot_id() const override { return 123; }
  std::vector<Update> fetch(std::optional<std::int64_t> offset, std::chrono::seconds) override {
    offsets.push_back(offset);
    if (batches.empty()) return {};
    auto batch = std::move(batches.front());
    batches.pop_front();
    return batch;
  }
  void answer(const Press&, const std::string&, bool) override {}
  std::optional<bool> is_chat_admin(TelegramChatId, TelegramUserId) override { return false; }

  std::deque<std::vector<Update>> batches;
  std::vector<std::optional<std::int64_t>> offsets;
};

class PollerTest : public testing::Test {
 protected:
  Update status(std::int64_t id) {
    const auto telegram = world.t.store.read(
        [&](UnitOfWork& unit) { return ChatRepository(unit).find(world.chat)->telegram_id; });
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
      [](const ChatSettings&, const media::MediaItem&) { return post::MediaGone{"there is none"}; },
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

}  // namespace
}  // namespace igbot::bot
