// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "tests/support/telegram_bot_api.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

class TelegramMembers : public testing::Test {
 protected:
  static constexpr std::int64_t k_group = -1001;

  void ask_for(const std::string& types) {
    api.call({"getUpdates", {{"allowed_updates", types}}, {}});
  }
  json updates() { return json::parse(api.call({"getUpdates", {}, {}}).body)["result"]; }
  ApiAnswer send(const std::string& chat = "-1001") {
    return api.call({"sendMessage", {{"chat_id", chat}, {"text", "x"}}, {}});
  }

  BotApi api{{{k_group, "supergroup"}, {7, "private"}}};
};

TEST_F(TelegramMembers, TheBotIsToldOfItself) {
  api.change_member(k_group, k_sandbox_bot, "administrator");
  const json change = updates().at(0)["my_chat_member"];
  EXPECT_EQ(change["chat"]["id"], k_group);
  EXPECT_EQ(change["old_chat_member"]["status"], "member");
  EXPECT_EQ(change["new_chat_member"]["status"], "administrator");
  EXPECT_EQ(change["new_chat_member"]["user"]["id"], k_sandbox_bot.id);
}

TEST_F(TelegramMembers, OfOthersOnlyAnAdministratorIsToldThatAsked) {
  ask_for(R"(["chat_member"])");
  api.change_member(k_group, k_ben, "member");
  EXPECT_TRUE(updates().empty());
  api.set_member(k_group, k_sandbox_bot.id, "administrator");
  api.change_member(k_group, k_ben, "administrator");
  const json change = updates().at(0)["chat_member"];
  EXPECT_EQ(change["old_chat_member"]["status"], "member");
  EXPECT_EQ(change["new_chat_member"]["user"]["first_name"], "Ben");
  EXPECT_EQ(updates().size(), 1U);
}

TEST_F(TelegramMembers, ABotThatNeverSaidWhatItWantsIsNotToldOfOthers) {
  api.set_member(k_group, k_sandbox_bot.id, "administrator");
  api.change_member(k_group, k_ben, "member");
  EXPECT_TRUE(updates().empty());
}

TEST_F(TelegramMembers, WhatIsNoChangeIsNotTold) {
  api.change_member(k_group, k_sandbox_bot, "member");
  EXPECT_TRUE(updates().empty());
  EXPECT_THROW(api.change_member(k_group, k_ben, "boss"), std::invalid_argument);
  EXPECT_THROW(api.change_member(-5, k_ben, "member"), std::invalid_argument);
}

TEST_F(TelegramMembers, ABotThatWasPutOutCannotSend) {
  api.change_member(k_group, k_sandbox_bot, "kicked");
  EXPECT_EQ(send().description, "Forbidden: bot was kicked from the supergroup chat");
  api.change_member(k_group, k_sandbox_bot, "left");
  EXPECT_EQ(send().description, "Forbidden: bot is not a member of the supergroup chat");
  api.change_member(7, k_sandbox_bot, "kicked");
  EXPECT_EQ(send("7").description, "Forbidden: bot was blocked by the user");
  EXPECT_EQ(updates().at(2)["my_chat_member"]["from"]["id"], 7);
  api.change_member(k_group, k_sandbox_bot, "member");
  EXPECT_EQ(send().status, 200);
}

TEST_F(TelegramMembers, WhoWritesIsAMember) {
  EXPECT_EQ(api.status_of(k_group, k_eve.id), "left");
  api.write(k_group, k_eve, "hello");
  EXPECT_EQ(api.status_of(k_group, k_eve.id), "member");
}

TEST_F(TelegramMembers, APopulatedSandboxHasAnnaAndBenInEveryGroup) {
  EXPECT_EQ(api.status_of(k_group, k_anna.id), "left");
  api.populate();
  EXPECT_EQ(api.status_of(k_group, k_anna.id), "creator");
  EXPECT_EQ(api.status_of(k_group, k_ben.id), "member");
  EXPECT_EQ(api.status_of(k_group, k_eve.id), "left");
  EXPECT_EQ(api.status_of(7, k_anna.id), "left");
  api.set_member(k_group, k_anna.id, "member");
  EXPECT_EQ(api.status_of(k_group, k_anna.id), "member");
}

}  // namespace
}  // namespace igbot::test
