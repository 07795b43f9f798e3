// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "tests/support/telegram_bot_api.hpp"

namespace igbot::test {
namespace {

class TelegramDeletion : public testing::Test {
 protected:
  static constexpr std::int64_t k_group = -1001;
  static constexpr const char* k_refusal = "Bad Request: message can't be deleted";

  std::int64_t send(std::int64_t chat) {
    return api.call({"sendMessage", {{"chat_id", std::to_string(chat)}, {"text", "x"}}, {}})
        .message_id.value();
  }
  std::string remove(std::int64_t chat, std::int64_t message) {
    return api
        .call({"deleteMessage",
               {{"chat_id", std::to_string(chat)}, {"message_id", std::to_string(message)}},
               {}})
        .description;
  }
  ApiAnswer remove_all(const std::string& ids) {
    return api.call({"deleteMessages", {{"chat_id", "-1001"}, {"message_ids", ids}}, {}});
  }
  bool is_there(std::int64_t message) { return !api.message(k_group, message)->is_deleted; }

  BotApi api{{{k_group, "supergroup"}, {7, "private"}}};
};

TEST_F(TelegramDeletion, ABotDeletesItsOwnMessagesForTwoDays) {
  const std::int64_t young = send(k_group);
  const std::int64_t old = send(k_group);
  api.age_message(k_group, young, std::chrono::hours{47});
  api.age_message(k_group, old, std::chrono::hours{48});
  EXPECT_EQ(remove(k_group, young), "");
  EXPECT_EQ(remove(k_group, old), k_refusal);
  EXPECT_TRUE(is_there(old));
}

TEST_F(TelegramDeletion, MessagesOfOthersInAGroupAreForAdministrators) {
  const std::int64_t theirs = api.write(k_group, k_ben, "hello");
  EXPECT_EQ(remove(k_group, theirs), k_refusal);
  api.set_member(k_group, k_sandbox_bot.id, "administrator");
  EXPECT_EQ(remove(k_group, theirs), "");
}

TEST_F(TelegramDeletion, InAPrivateChatEverythingYoungCanGo) {
  EXPECT_EQ(remove(7, api.write(7, k_anna, "hello")), "");
  const std::int64_t old = api.write(7, k_anna, "hello");
  api.age_message(7, old, std::chrono::hours{49});
  EXPECT_EQ(remove(7, old), k_refusal);
}

TEST_F(TelegramDeletion, SeveralGoAtOnceAndThoseNotFoundAreSkipped) {
  send(k_group);
  send(k_group);
  EXPECT_EQ(remove_all("[1,77,2]").body, R"({"ok":true,"result":true})");
  EXPECT_FALSE(is_there(1));
  EXPECT_FALSE(is_there(2));
  EXPECT_EQ(remove_all("[1]").status, 200);
}

TEST_F(TelegramDeletion, OneThatMayNotGoKeepsAllOfThem) {
  send(k_group);
  api.write(k_group, k_ben, "hello");
  EXPECT_EQ(remove_all("[1,2]").description, k_refusal);
  EXPECT_TRUE(is_there(1));
}

TEST_F(TelegramDeletion, OneToHundredAreNamedAsAList) {
  EXPECT_NE(remove_all("1").description, "");
  EXPECT_EQ(remove_all("[]").description, "Bad Request: message identifiers are not specified");
  EXPECT_NE(remove_all(R"(["a"])").description, "");
  std::string ids = "[1";
  for (int i = 2; i <= 100; ++i) ids += "," + std::to_string(i);
  EXPECT_EQ(remove_all(ids + "]").status, 200);
  EXPECT_EQ(remove_all(ids + ",101]").description,
            "Bad Request: too many message identifiers specified");
}

TEST_F(TelegramDeletion, WhatIsDeletedIsNeitherEditedNorRepliedTo) {
  const std::int64_t gone = send(k_group);
  remove(k_group, gone);
  EXPECT_EQ(
      api.call({"editMessageText", {{"chat_id", "-1001"}, {"message_id", "1"}, {"text", "y"}}, {}})
          .description,
      "Bad Request: message to edit not found");
  EXPECT_THROW(api.write(k_group, k_ben, "re", gone), std::invalid_argument);
}

}  // namespace
}  // namespace igbot::test
