// SPDX-License-Identifier: MIT
#include "tests/support/telegram_bot_api.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

constexpr std::int64_t k_group = -1001;

BotApi group_api() { return BotApi({{k_group, "supergroup"}, {77, "private"}}); }

ApiCall message(const std::string& text) {
  return {"sendMessage", {{"chat_id", "-1001"}, {"text", text}, {"parse_mode", "HTML"}}, {}};
}

ApiCall photo(const std::string& bytes) {
  return {"sendPhoto", {{"chat_id", "-1001"}}, {{"photo", {"a.jpg", "image/jpeg", bytes}}}};
}

TEST(TelegramBotApi, MessagesAreNumberedPerChat) {
  BotApi api = group_api();
  EXPECT_EQ(api.call(message("one")).message_id, 1);
  EXPECT_EQ(api.call(message("two")).message_id, 2);
  EXPECT_EQ(api.call({"sendMessage", {{"chat_id", "77"}, {"text", "x"}}, {}}).message_id, 1);
}

TEST(TelegramBotApi, MethodNamesIgnoreCaseAndUnknownOnesAre404) {
  BotApi api = group_api();
  EXPECT_EQ(api.call({"SENDMESSAGE", {{"chat_id", "-1001"}, {"text", "x"}}, {}}).status, 200);
  const ApiAnswer answer = api.call({"sendNothing", {}, {}});
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body,
            R"({"ok":false,"error_code":404,"description":"Not Found: method not found"})");
}

TEST(TelegramBotApi, ChatMustBeKnown) {
  BotApi api = group_api();
  EXPECT_EQ(api.call({"sendMessage", {{"chat_id", "5"}, {"text", "x"}}, {}}).description,
            "Bad Request: chat not found");
  EXPECT_EQ(api.call({"sendMessage", {{"chat_id", "-1001x"}, {"text", "x"}}, {}}).description,
            "Bad Request: chat not found");
  EXPECT_EQ(api.call({"sendMessage", {{"text", "x"}}, {}}).description,
            "Bad Request: chat_id is empty");
}

TEST(TelegramBotApi, TextHasOneTo4096UnitsAfterParsing) {
  BotApi api = group_api();
  EXPECT_EQ(api.call(message("<b></b> ")).description, "Bad Request: message text is empty");
  EXPECT_EQ(api.call(message("<b>" + std::string(4096, 'x') + "</b>")).status, 200);
  EXPECT_EQ(api.call(message(std::string(4097, 'x'))).description,
            "Bad Request: message is too long");
  EXPECT_EQ(api.call(message("\xFF")).description, "Bad Request: strings must be encoded in UTF-8");
  EXPECT_EQ(api.call(message("1 < 2")).description,
            "Bad Request: can't parse entities: Unsupported start tag \"\" at byte offset 2");
}

TEST(TelegramBotApi, CaptionHasAtMost1024Units) {
  BotApi api = group_api();
  ApiCall call = photo(jpeg_bytes(64, 64));
  call.fields["caption"] = std::string(1024, 'x');
  EXPECT_EQ(api.call(call).status, 200);
  call.fields["caption"] = std::string(1025, 'x');
  EXPECT_EQ(api.call(call).description, "Bad Request: message caption is too long");
}

TEST(TelegramBotApi, PhotoMustBeAnUploadedImage) {
  BotApi api = group_api();
  EXPECT_EQ(api.call(photo(jpeg_bytes(64, 64))).status, 200);
  EXPECT_EQ(api.call(photo("text")).description, "Bad Request: IMAGE_PROCESS_FAILED");
  EXPECT_EQ(api.call({"sendPhoto", {{"chat_id", "-1001"}}, {}}).description,
            "Bad Request: there is no photo in the request");
}

TEST(TelegramBotApi, DocumentIsAnythingUpTo50Megabytes) {
  BotApi api = group_api();
  ApiCall call{"sendDocument", {{"chat_id", "-1001"}}, {{"document", {"a", "", "text"}}}};
  EXPECT_EQ(api.call(call).status, 200);
  call.uploads["document"].bytes = std::string(50'000'001, 'x');
  EXPECT_EQ(api.call(call).description, "Bad Request: file is too big");
  call.uploads["document"].bytes.clear();
  EXPECT_EQ(api.call(call).description, "Bad Request: file must be non-empty");
}

TEST(TelegramBotApi, UnknownParametersAreRefused) {
  BotApi api = group_api();
  ApiCall call = message("x");
  call.fields["reply_markups"] = "{}";
  EXPECT_EQ(api.call(call).status, 400);
}

TEST(TelegramBotApi, EditingFollowsTheKindOfMessage) {
  BotApi api = group_api();
  api.call(message("text"));
  api.call(photo(jpeg_bytes(64, 64)));
  const auto edit = [&api](const std::string& method, const std::string& id,
                           const std::string& name, const std::string& value) {
    return api.call({method, {{"chat_id", "-1001"}, {"message_id", id}, {name, value}}, {}})
        .description;
  };
  EXPECT_EQ(edit("editMessageText", "1", "text", "new"), "");
  EXPECT_EQ(edit("editMessageText", "1", "text", "new"),
            "Bad Request: message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message");
  EXPECT_EQ(edit("editMessageText", "2", "text", "new"),
            "Bad Request: there is no text in the message to edit");
  EXPECT_EQ(edit("editMessageCaption", "2", "caption", "new"), "");
  EXPECT_EQ(edit("editMessageText", "3", "text", "new"), "Bad Request: message to edit not found");
  EXPECT_EQ(edit("editMessageText", "x", "text", "new"),
            "Bad Request: message identifier is not specified");
}

TEST(TelegramBotApi, DeletingTwiceIsRefused) {
  BotApi api = group_api();
  api.call(message("text"));
  const ApiCall call{"deleteMessage", {{"chat_id", "-1001"}, {"message_id", "1"}}, {}};
  EXPECT_EQ(api.call(call).body, R"({"ok":true,"result":true})");
  EXPECT_EQ(api.call(call).description, "Bad Request: message to delete not found");
}

TEST(TelegramBotApi, UpdatesStayUntilConfirmedByOffset) {
  BotApi api = group_api();
  const std::int64_t first = api.add_update(R"({"message":{"message_id":1}})");
  api.add_update(R"({"message":{"message_id":2}})");
  EXPECT_NE(api.call({"getUpdates", {}, {}}).body.find("\"message_id\":1"), std::string::npos);
  const std::string later =
      api.call({"getUpdates", {{"offset", std::to_string(first + 1)}}, {}}).body;
  EXPECT_EQ(later.find("\"message_id\":1"), std::string::npos);
  EXPECT_NE(later.find("\"message_id\":2"), std::string::npos);
  EXPECT_EQ(api.call({"getUpdates", {}, {}}).body, later);
}

TEST(TelegramBotApi, OnlyAllowedUpdatesAreQueued) {
  BotApi api = group_api();
  api.call({"getUpdates", {{"allowed_updates", R"(["message"])"}}, {}});
  api.add_update(R"({"channel_post":{"message_id":1}})");
  EXPECT_EQ(api.call({"getUpdates", {}, {}}).body, R"({"ok":true,"result":[]})");
}

TEST(TelegramBotApi, WebhookMakesPollingAConflict) {
  BotApi api = group_api();
  api.set_webhook(true);
  EXPECT_EQ(api.call({"getUpdates", {}, {}}).status, 409);
  EXPECT_NE(api.call({"deleteWebhook", {}, {}}).body.find("Webhook was deleted"),
            std::string::npos);
  EXPECT_EQ(api.call({"getUpdates", {}, {}}).status, 200);
}

TEST(TelegramBotApi, CallbackQueriesAreAnsweredOnce) {
  BotApi api = group_api();
  api.add_update(R"({"callback_query":{"id":"q1","data":"x"}})");
  const ApiCall call{"answerCallbackQuery", {{"callback_query_id", "q1"}}, {}};
  EXPECT_EQ(api.call(call).status, 200);
  EXPECT_EQ(api.call(call).description,
            "Bad Request: query is too old and response timeout expired or query ID is invalid");
}

TEST(TelegramBotApi, CommandsAreChecked) {
  BotApi api = group_api();
  const auto set = [&api](const std::string& json) {
    return api.call({"setMyCommands", {{"commands", json}}, {}}).description;
  };
  EXPECT_EQ(set(R"([{"command":"start","description":"Begin"}])"), "");
  EXPECT_EQ(set(R"([{"command":"/start","description":"Begin"}])"),
            "Bad Request: BOT_COMMAND_INVALID");
  EXPECT_EQ(set(R"([{"command":"start","description":""}])"),
            "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
  EXPECT_NE(set("{}"), "");
}

TEST(TelegramBotApi, MembersAndAdministratorsAreThoseSet) {
  BotApi api = group_api();
  api.set_member(k_group, 7, "administrator");
  api.set_member(k_group, 8, "member");
  const auto member = [&api](const std::string& user) {
    return api.call({"getChatMember", {{"chat_id", "-1001"}, {"user_id", user}}, {}});
  };
  EXPECT_NE(member("8").body.find(R"("status":"member")"), std::string::npos);
  EXPECT_EQ(member("9").description, "Bad Request: user not found");
  const std::string administrators =
      api.call({"getChatAdministrators", {{"chat_id", "-1001"}}, {}}).body;
  EXPECT_NE(administrators.find(R"("id":7)"), std::string::npos);
  EXPECT_EQ(administrators.find(R"("id":8)"), std::string::npos);
  EXPECT_EQ(api.call({"getChatAdministrators", {{"chat_id", "77"}}, {}}).description,
            "Bad Request: there are no administrators in the private chat");
}

TEST(TelegramBotApi, RateRulesAnswerWithRetryAfter) {
  BotApi api({{k_group, "supergroup"}}, true);
  EXPECT_EQ(api.call(message("one")).status, 200);
  const ApiAnswer second = api.call(message("two"));
  EXPECT_EQ(second.status, 429);
  EXPECT_NE(second.body.find(R"("retry_after":1)"), std::string::npos);
}

}  // namespace
}  // namespace igbot::test
