// SPDX-License-Identifier: MIT
#include "core/bot/conversation.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_store.hpp"

namespace igbot::bot {
namespace {

constexpr TelegramUserId k_anna{7};
constexpr TelegramUserId k_ben{8};
constexpr TelegramMessageId k_prompt{70};

class ConversationTest : public testing::Test {
 protected:
  template <typename Body>
  auto in(ChatKey chat, Body body) {
    return t.store.write({"telegram:7", "Anna"}, [&](UnitOfWork& unit) {
      return body(ConversationRepository(unit.chat(chat)));
    });
  }
  Conversation question(TelegramUserId user) {
    return {.user = user,
            .kind = "setting",
            .step = "posts_per_day",
            .prompt = k_prompt,
            .expires_at = t.clock.now() + std::chrono::minutes{15}};
  }

  test::TemporaryStore t;
  ChatKey team = t.add_chat();
  ChatKey others = t.add_chat(-1002, "others");
};

TEST_F(ConversationTest, IsBoundToItsChatAndItsPerson) {
  in(team, [&](const auto& all) {
    all.put(question(k_anna));
    return 0;
  });
  const auto found = [&](ChatKey chat, TelegramUserId user) {
    return in(chat, [&](const auto& all) { return all.find_by_prompt(user, k_prompt); })
        .has_value();
  };
  EXPECT_TRUE(found(team, k_anna));
  EXPECT_FALSE(found(team, k_ben));
  EXPECT_FALSE(found(others, k_anna));
}

TEST_F(ConversationTest, IsOverWhenItsTimeIsAndThenErased) {
  in(team, [&](const auto& all) {
    all.put(question(k_anna));
    return 0;
  });
  t.clock.advance(std::chrono::minutes{16});
  EXPECT_FALSE(in(team, [](const auto& all) { return all.find(k_anna, "setting"); }));
  EXPECT_TRUE(t.store.read([](UnitOfWork& unit) { return has_expired_conversations(unit); }));
  t.store.write({"worker:x", "x"}, [](UnitOfWork& unit) { forget_expired_conversations(unit); });
  EXPECT_FALSE(t.store.read([](UnitOfWork& unit) { return has_expired_conversations(unit); }));
}

TEST_F(ConversationTest, ANewQuestionTakesThePlaceOfTheFormerOne) {
  in(team, [&](const auto& all) {
    all.put(question(k_anna));
    Conversation next = question(k_anna);
    next.step = "posting_hours";
    next.prompt.reset();
    all.put(next);
    return 0;
  });
  EXPECT_FALSE(in(team, [](const auto& all) { return all.find_by_prompt(k_anna, k_prompt); }));
  EXPECT_EQ(in(team, [](const auto& all) { return all.find(k_anna, "setting"); })->step,
            "posting_hours");
}

}  // namespace
}  // namespace igbot::bot
