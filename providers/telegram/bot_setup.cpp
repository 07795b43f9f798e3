// SPDX-License-Identifier: MIT
#include "providers/telegram/bot_setup.hpp"

#include <nlohmann/json.hpp>

#include "providers/telegram/json_member.hpp"
#include "providers/telegram/telegram_outcome.hpp"

namespace igbot::telegram {
namespace {

/// Not every 200 is Telegram's: a network that wants a login answers with its page.
bool is_done(const http::Response& response) {
  const auto answer = nlohmann::json::parse(response.body, nullptr, false);
  const nlohmann::json* ok = member(answer, "ok");
  return response.ok() && ok != nullptr && ok->is_boolean() && ok->get<bool>();
}

}  // namespace

http::Response BotSetup::ask(const ApiCall& call) const {
  try {
    http::Response response = api_.call(call);
    throw_if_token_refused(response);
    if (is_done(response)) return response;
    throw Error(ErrorKind::temporary, "no usable answer from telegram: " + call.method +
                                          ", status " + std::to_string(response.status));
  } catch (const http::TransportError& error) {
    throw Error(ErrorKind::temporary, std::string("telegram cannot be reached: ") + error.what(),
                "check the network and telegram.api_base");
  }
}

bool BotSetup::has_webhook() const {
  const auto answer = nlohmann::json::parse(ask({"getWebhookInfo"}).body, nullptr, false);
  try {
    return !answer.at("result").at("url").get_ref<const std::string&>().empty();
  } catch (const nlohmann::json::exception&) {
    throw Error(ErrorKind::temporary, "no usable answer from telegram: getWebhookInfo");
  }
}

void BotSetup::remove_webhook() const {
  ask({"deleteWebhook", {{"drop_pending_updates", "false"}}});
}

void BotSetup::register_commands() const {
  const auto offer = [&](const char* scope, bool to_administrators) {
    nlohmann::json list = nlohmann::json::array();
    for (const bot::Command& command : bot::commands()) {
      const bool is_offered =
          command.audience == bot::Audience::everybody ||
          (to_administrators && command.audience == bot::Audience::administrators);
      if (is_offered) list.push_back({{"command", command.name}, {"description", command.help}});
    }
    ask({"setMyCommands",
         {{"commands", list.dump()}, {"scope", nlohmann::json{{"type", scope}}.dump()}}});
  };
  offer("default", false);
  offer("all_chat_administrators", true);
  offer("all_private_chats", true);  // whoever has a chat of their own administers it
}

}  // namespace igbot::telegram
