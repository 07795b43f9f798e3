// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "tests/support/telegram_bot_api.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

class TelegramPeople : public testing::Test {
 protected:
  static constexpr std::int64_t k_group = -1001;
  static constexpr const char* k_buttons =
      R"({"inline_keyboard":[[{"text":"Done","callback_data":"done"}]]})";

  std::int64_t send(const std::string& markup = "") {
    ApiCall call{"sendMessage", {{"chat_id", "-1001"}, {"text", "card"}}, {}};
    if (!markup.empty()) call.fields["reply_markup"] = markup;
    return api.call(call).message_id.value();
  }
  /// Takes in what waits, as a bot does.
  std::vector<json> updates() {
    const json answer =
        json::parse(api.call({"getUpdates", {{"offset", std::to_string(next_)}}, {}}).body);
    for (const json& each : answer["result"]) next_ = each["update_id"].get<std::int64_t>() + 1;
    return answer["result"];
  }

  BotApi api{{{k_group, "supergroup", "Team"}, {7, "private", "Anna"}}};
  std::int64_t next_ = 0;
};

TEST_F(TelegramPeople, AMessageArrivesAsTelegramTellsIt) {
  send();
  EXPECT_EQ(api.write(k_group, k_anna, " /pause@igbot_sandbox_bot 2h "), 2);
  const auto all = updates();
  ASSERT_EQ(all.size(), 1U);
  json message = all[0]["message"];
  EXPECT_GT(message["date"], 1'700'000'000);
  message.erase("date");
  EXPECT_EQ(message, json::parse(R"({
    "message_id":2, "text":"/pause@igbot_sandbox_bot 2h",
    "from":{"id":7,"is_bot":false,"first_name":"Anna","username":"anna"},
    "chat":{"id":-1001,"type":"supergroup","title":"Team"},
    "entities":[{"type":"bot_command","offset":0,"length":24}]})"));
}

TEST_F(TelegramPeople, AReplyCarriesTheMessageItAnswers) {
  const std::int64_t card = send();
  api.write(k_group, k_ben, "a caption", card);
  const json message = updates().at(0)["message"];
  EXPECT_EQ(message["reply_to_message"]["message_id"], card);
  EXPECT_EQ(message["reply_to_message"]["text"], "card");
  EXPECT_EQ(message["reply_to_message"]["from"]["is_bot"], true);
}

TEST_F(TelegramPeople, AnOrdinaryBotHearsOnlyCommandsAndRepliesInAGroup) {
  const std::int64_t card = send();
  const std::int64_t chatter = api.write(k_group, k_ben, "hello all");
  api.write(k_group, k_ben, "see /pause");
  api.write(k_group, k_ben, "/pause@other_bot");
  api.write(k_group, k_ben, "to you", chatter);
  EXPECT_TRUE(updates().empty());
  api.write(k_group, k_ben, "/pause");
  api.write(k_group, k_ben, "to the bot", card);
  EXPECT_EQ(updates().size(), 2U);
}

TEST_F(TelegramPeople, AnAdministratingBotOneWithoutPrivacyAndAPrivateChatHearAll) {
  api.set_member(k_group, k_sandbox_bot.id, "administrator");
  api.write(k_group, k_ben, "hello");
  api.add_chat({-1002, "group", "Open", false});
  api.write(-1002, k_ben, "hello");
  api.write(7, k_anna, "hello");
  const auto all = updates();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[2]["message"]["chat"],
            json::parse(R"({"id":7,"type":"private","first_name":"Anna"})"));
}

TEST_F(TelegramPeople, PhotosOfPeopleAreKeptWithTheirCaption) {
  const std::int64_t photo =
      api.write_photo(7, k_anna, {"a.jpg", "image/jpeg", jpeg_bytes(64, 32)}, "look");
  const json message = updates().at(0)["message"];
  EXPECT_EQ(message["caption"], "look");
  EXPECT_EQ(message["photo"][0]["width"], 64);
  EXPECT_EQ(api.message(7, photo)->file->bytes, jpeg_bytes(64, 32));
  EXPECT_THROW(api.write_photo(7, k_anna, {"a.jpg", "image/jpeg", "text"}, ""),
               std::invalid_argument);
}

TEST_F(TelegramPeople, WhatTelegramsProgramsDoNotAllowIsRefused) {
  EXPECT_THROW(api.write(k_group, k_ben, "  "), std::invalid_argument);
  EXPECT_THROW(api.write(k_group, k_ben, std::string(4097, 'x')), std::invalid_argument);
  EXPECT_THROW(api.write(k_group, k_ben, "\xFF"), std::invalid_argument);
  EXPECT_THROW(api.write(k_group, k_ben, "x", 99), std::invalid_argument);
  EXPECT_THROW(api.write(-5, k_ben, "x"), std::invalid_argument);
  EXPECT_THROW(api.write(7, k_ben, "x"), std::invalid_argument);
  EXPECT_THROW(api.write(k_group, k_sandbox_bot, "x"), std::invalid_argument);
  api.set_member(k_group, k_ben.id, "kicked");
  EXPECT_THROW(api.write(k_group, k_ben, "x"), std::invalid_argument);
}

TEST_F(TelegramPeople, APressCarriesTheMessageAsItIsNow) {
  const std::int64_t card = send(k_buttons);
  const std::string query = api.press(k_group, k_anna, card, "done");
  const json press = updates().at(0)["callback_query"];
  EXPECT_EQ(press["id"], query);
  EXPECT_EQ(press["from"]["first_name"], "Anna");
  EXPECT_EQ(press["data"], "done");
  EXPECT_EQ(press["message"]["text"], "card");
  EXPECT_EQ(press["message"]["reply_markup"], json::parse(k_buttons));
}

TEST_F(TelegramPeople, APressOnADeletedMessageCarriesAnInaccessibleOne) {
  const std::int64_t card = send(k_buttons);
  api.call({"deleteMessage", {{"chat_id", "-1001"}, {"message_id", "1"}}, {}});
  api.press(k_group, k_anna, card, "done");
  EXPECT_EQ(updates().at(0)["callback_query"]["message"],
            json::parse(R"({"chat":{"id":-1001,"type":"supergroup","title":"Team"},
                            "message_id":1,"date":0})"));
}

TEST_F(TelegramPeople, OnlyButtonsThatAreThereCanBePressed) {
  const std::int64_t card = send(k_buttons);
  EXPECT_THROW(api.press(k_group, k_anna, card, "skip"), std::invalid_argument);
  EXPECT_THROW(api.press(k_group, k_anna, send(), "done"), std::invalid_argument);
  EXPECT_THROW(api.press(k_group, k_anna, 99, "done"), std::invalid_argument);
  api.call({"editMessageReplyMarkup", {{"chat_id", "-1001"}, {"message_id", "1"}}, {}});
  EXPECT_THROW(api.press(k_group, k_anna, card, "done"), std::invalid_argument);
  EXPECT_TRUE(updates().empty());
}

TEST_F(TelegramPeople, WhatAPressWasAnsweredIsKept) {
  const std::string query = api.press(k_group, k_anna, send(k_buttons), "done");
  EXPECT_FALSE(api.answer_to(query));
  ApiCall answer{"answerCallbackQuery",
                 {{"callback_query_id", query}, {"text", "Noted"}, {"show_alert", "true"}},
                 {}};
  EXPECT_EQ(api.call(answer).status, 200);
  EXPECT_EQ(api.answer_to(query)->text, "Noted");
  EXPECT_TRUE(api.answer_to(query)->as_alert);
  EXPECT_EQ(api.call(answer).status, 400);
}

TEST_F(TelegramPeople, AnswersToPressesHaveAtMost200Characters) {
  const std::string query = api.press(k_group, k_anna, send(k_buttons), "done");
  ApiCall answer{
      "answerCallbackQuery", {{"callback_query_id", query}, {"text", std::string(201, 'x')}}, {}};
  EXPECT_EQ(api.call(answer).description, "Bad Request: MESSAGE_TOO_LONG");
  answer.fields["text"] = std::string(200, 'x');
  answer.fields["alert"] = "true";
  EXPECT_EQ(api.call(answer).status, 400);
  answer.fields.erase("alert");
  EXPECT_EQ(api.call(answer).status, 200);
}

TEST_F(TelegramPeople, TheirMessagesAreNotTheBotsToEdit) {
  api.write(k_group, k_ben, "hello");
  EXPECT_EQ(
      api.call({"editMessageText", {{"chat_id", "-1001"}, {"message_id", "1"}, {"text", "y"}}, {}})
          .description,
      "Bad Request: message can't be edited");
}

TEST_F(TelegramPeople, FilesTheBotSentAreKept) {
  const ApiAnswer sent = api.call({"sendDocument",
                                   {{"chat_id", "-1001"}},
                                   {{"document", {"a.txt", "text/plain", "some text"}}}});
  EXPECT_EQ(api.message(k_group, *sent.message_id)->file->bytes, "some text");
  EXPECT_NE(sent.body.find(R"("file_name":"a.txt")"), std::string::npos);
}

TEST_F(TelegramPeople, ChangesAreToldOnceAndDeletionsAmongThem) {
  send(k_buttons);
  const json first = json::parse(*api.changes(k_group, 0));
  EXPECT_EQ(first["messages"].size(), 1U);
  const std::int64_t seen = first["revision"];
  EXPECT_EQ(json::parse(*api.changes(k_group, seen))["messages"].size(), 0U);
  api.call({"deleteMessage", {{"chat_id", "-1001"}, {"message_id", "1"}}, {}});
  EXPECT_EQ(json::parse(*api.changes(k_group, seen))["messages"],
            json::parse(R"([{"message_id":1,"deleted":true}])"));
  EXPECT_EQ(json::parse(*api.changes(k_group, 0))["messages"].size(), 0U);
  EXPECT_FALSE(api.changes(-5, 0));
}

}  // namespace
}  // namespace igbot::test
