// SPDX-License-Identifier: MIT
#include "providers/telegram/bot_setup.hpp"
#include "providers/telegram/telegram_messenger.hpp"
#include "providers/telegram/telegram_updates.hpp"
#include "tests/contract/lied_doors.hpp"
#include "tests/support/temporary_file.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

constexpr const char* k_liar_token = "123456789:AAEhBP0av28aDYkTr-pmpc_Hj0Ff9XlLiar";
constexpr TelegramChatId k_liar_chat{-1001234};

PlainAnswer result(const std::string& json) {
  return {.body = R"({"ok": true, "result": )" + json + "}"};
}

telegram::TelegramApi api_for(const Knock& knock) {
  return {knock.http, Secret(k_liar_token), knock.url};
}

Told told_by(const bot::SendOutcome& outcome) {
  if (std::holds_alternative<bot::Sent>(outcome)) return Told::success;
  return std::holds_alternative<bot::Uncertain>(outcome) ? Told::doubt : Told::refusal;
}

Told send(const Knock& knock, bot::OutgoingMessage message) {
  telegram::TelegramApi api = api_for(knock);
  message.chat = k_liar_chat;
  return told_by(telegram::TelegramMessenger(api).send(message));
}

Told send_file(const Knock& knock, bot::MediaKind kind, const std::string& name,
               const std::string& mime) {
  const TemporaryFile file(name, "12345");
  return send(knock,
              {.html = "x", .media = kind, .file = file.path(), .file_name = name, .mime = mime});
}

Told send_photo(const Knock& knock) {
  const TemporaryFile photo("a.jpg", jpeg_bytes(64, 64));
  return send(knock, {.html = "x",
                      .media = bot::MediaKind::photo,
                      .file = photo.path(),
                      .file_name = "a.jpg",
                      .mime = "image/jpeg",
                      .as_jpeg = [&] { return std::optional(photo.path()); }});
}

Told edit(const Knock& knock, bot::MediaKind of) {
  telegram::TelegramApi api = api_for(knock);
  return told_by(telegram::TelegramMessenger(api).edit(
      TelegramMessageId{7}, {.chat = k_liar_chat, .html = "y", .media = of}));
}

Told erase(const Knock& knock, const std::vector<TelegramMessageId>& messages) {
  telegram::TelegramApi api = api_for(knock);
  return told_by(telegram::TelegramMessenger(api).erase(k_liar_chat, messages));
}

Told identify(const Knock& knock) {
  api_for(knock).identify();
  return Told::success;
}

Told fetch(const Knock& knock) {
  telegram::TelegramApi api = api_for(knock);
  telegram::TelegramUpdates(api, 123456789).fetch(5, std::chrono::seconds(1));
  return Told::success;
}

Told standing(const Knock& knock) {
  telegram::TelegramApi api = api_for(knock);
  const auto is_admin =
      telegram::TelegramUpdates(api, 123456789).is_chat_admin(k_liar_chat, TelegramUserId{5});
  if (!is_admin) return Told::doubt;
  return *is_admin ? Told::success : Told::refusal;
}

/// Nothing depends on it and nothing is told of it: the button goes on turning.
Told answer_press(const Knock& knock) {
  telegram::TelegramApi api = api_for(knock);
  telegram::TelegramUpdates(api, 123456789).answer({.id = "1"}, "done", false);
  return Told::doubt;
}

template <typename Call>
std::function<Told(const Knock&)> set_up(Call call) {
  return [call](const Knock& knock) {
    telegram::TelegramApi api = api_for(knock);
    call(telegram::BotSetup(api));
    return Told::success;
  };
}

}  // namespace

std::vector<Door> telegram_doors() {
  const PlainAnswer message = result(R"({"message_id": 7})");
  const PlainAnswer bot = result(R"({"id": 1, "username": "liar_bot", "first_name": "L"})");
  return {
      {.name = "sendMessage",
       .truth = message,
       .knock = [](const Knock& knock) { return send(knock, {.html = "x"}); },
       .sends = Sends::once},
      {.name = "sendPhoto", .truth = message, .knock = send_photo, .sends = Sends::once},
      {.name = "sendVideo",
       .truth = message,
       .knock =
           [](const Knock& knock) {
             return send_file(knock, bot::MediaKind::video, "a.mp4", "video/mp4");
           },
       .sends = Sends::once},
      {.name = "sendDocument",
       .truth = message,
       .knock =
           [](const Knock& knock) {
             return send_file(knock, bot::MediaKind::document, "a.pdf", "application/pdf");
           },
       .sends = Sends::once},
      {.name = "editMessageText",
       .truth = message,
       .knock = [](const Knock& knock) { return edit(knock, bot::MediaKind::none); }},
      {.name = "editMessageCaption",
       .truth = message,
       .knock = [](const Knock& knock) { return edit(knock, bot::MediaKind::photo); }},
      {.name = "deleteMessage",
       .truth = result("true"),
       .knock = [](const Knock& knock) { return erase(knock, {TelegramMessageId{7}}); }},
      {.name = "deleteMessages",
       .truth = result("true"),
       .knock =
           [](const Knock& knock) {
             return erase(knock, {TelegramMessageId{7}, TelegramMessageId{8}});
           }},
      {.name = "getMe", .truth = bot, .knock = identify},
      {.name = "getUpdates", .truth = result("[]"), .knock = fetch, .honest = {{"/getMe", bot}}},
      {.name = "getChatMember",
       .truth = result(R"({"status": "administrator"})"),
       .knock = standing},
      {.name = "answerCallbackQuery", .truth = result("true"), .knock = answer_press},
      {.name = "getWebhookInfo",
       .truth = result(R"({"url": ""})"),
       .knock = set_up([](const telegram::BotSetup& setup) { setup.has_webhook(); })},
      {.name = "deleteWebhook",
       .truth = result("true"),
       .knock = set_up([](const telegram::BotSetup& setup) { setup.remove_webhook(); })},
      {.name = "setMyCommands",
       .truth = result("true"),
       .knock = set_up([](const telegram::BotSetup& setup) { setup.register_commands(); })},
  };
}

}  // namespace igbot::test
