// SPDX-License-Identifier: MIT
#include "providers/telegram/telegram_updates.hpp"

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/text/html.hpp"
#include "core/text/redact.hpp"
#include "providers/telegram/json_member.hpp"
#include "providers/telegram/telegram_outcome.hpp"

namespace igbot::telegram {
namespace {

using nlohmann::json;

constexpr const char* k_wanted = R"(["message","callback_query","my_chat_member","chat_member"])";
constexpr std::chrono::seconds k_margin{15};
constexpr std::size_t k_longest_answer = 200;

std::string description_of(const http::Response& response) {
  const json answer = json::parse(response.body, nullptr, false);
  const json* description = member(answer, "description");
  if (description == nullptr || !description->is_string()) return {};
  return text::redact(description->get<std::string>());
}

[[noreturn]] void refuse(const http::Response& response) {
  throw_if_token_refused(response);
  const std::string why = description_of(response);
  if (response.status == 409 && why.find("webhook") != std::string::npos) {
    throw Error(ErrorKind::conflict, "telegram sends the updates of this bot to a webhook",
                "igbotctl telegram setup removes it");
  }
  if (response.status == 409) {
    throw Error(ErrorKind::conflict,
                "somebody else receives the updates of this bot, on another machine or with a "
                "program of its own",
                "stop the other one; if nobody knows it, let @BotFather give the bot a new token");
  }
  throw Error(ErrorKind::temporary,
              "telegram did not give the updates: status " + std::to_string(response.status) +
                  (why.empty() ? "" : ", " + why),
              "nothing is lost for 24 hours; run it again");
}

}  // namespace

std::vector<bot::Update> TelegramUpdates::fetch(std::optional<std::int64_t> offset,
                                                std::chrono::seconds wait) {
  ApiCall call{"getUpdates",
               {{"timeout", std::to_string(wait.count())}, {"allowed_updates", k_wanted}},
               {},
               wait + k_margin,
               is_stopped_};
  if (offset) call.parameters.push_back({"offset", std::to_string(*offset)});
  http::Response response;
  try {
    if (username_.empty()) username_ = api_.identify().username;
    response = api_.call(call);
  } catch (const http::TransportError& error) {
    if (is_stopped_ && is_stopped_()) return {};
    throw Error(ErrorKind::temporary, std::string("telegram cannot be reached: ") + error.what(),
                "check the network and telegram.api_base; nothing is lost for 24 hours");
  }
  if (!response.ok()) refuse(response);
  auto updates = parse_updates(response.body, {bot_id_, username_});
  if (!updates) refuse(response);
  return std::move(*updates);
}

void TelegramUpdates::answer(const bot::Press& press, const std::string& text, bool as_alert) {
  try {
    api_.call({"answerCallbackQuery",
               {{"callback_query_id", press.id},
                {"text", text::cut_utf16(text, k_longest_answer)},
                {"show_alert", as_alert ? "true" : "false"}}});
  } catch (const http::TransportError&) {
    // The button goes on turning for a moment; what it did is stored.
  }
}

std::optional<bool> TelegramUpdates::is_chat_admin(TelegramChatId chat, TelegramUserId user) {
  try {
    const http::Response response = api_.call(
        {"getChatMember",
         {{"chat_id", std::to_string(number(chat))}, {"user_id", std::to_string(number(user))}}});
    const json answer = json::parse(response.body, nullptr, false);
    const json* result = member(answer, "result");
    const json* standing = result == nullptr ? nullptr : member(*result, "status");
    if (!response.ok() || standing == nullptr || !standing->is_string()) return std::nullopt;
    const auto& status = standing->get_ref<const std::string&>();
    return status == "creator" || status == "administrator";
  } catch (const http::TransportError&) {
    return std::nullopt;
  }
}

}  // namespace igbot::telegram
