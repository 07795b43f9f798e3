// SPDX-License-Identifier: MIT
#include "tests/cli/bot_chat.hpp"

#include <algorithm>

namespace igbot::test {
namespace {

using nlohmann::json;

/// The data of the message's first button whose label begins so.
std::optional<std::string> button_data(const SandboxMessage& message, const std::string& label) {
  const json markup = json::parse(message.markup, nullptr, false);
  if (!markup.is_object() || !markup.contains("inline_keyboard")) return std::nullopt;
  for (const json& row : markup["inline_keyboard"]) {
    for (const json& button : row) {
      const std::string text = button.value("text", "");
      if (text.starts_with(label)) return button.value("callback_data", "");
    }
  }
  return std::nullopt;
}

std::string with_buttons(const SandboxMessage& message) {
  std::string shown = message.text;
  const json markup = json::parse(message.markup, nullptr, false);
  if (!markup.is_object()) return shown;
  for (const json& row : markup.value("inline_keyboard", json::array())) {
    shown += "\n";
    for (const json& button : row) shown += "[" + button.value("text", "") + "]";
  }
  return shown;
}

}  // namespace

BotChat::BotChat()
    : telegram({.chats = {{-1001, "group", "team"},
                          {-1002, "supergroup", "Neue <Gruppe> 🎉"},
                          {k_ben.id, "private", ""}}}) {
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
  cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram.url());
  cli.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
  telegram.api().populate();
}

std::vector<SandboxMessage> BotChat::messages(std::int64_t chat) const {
  std::vector<SandboxMessage> all;
  auto& api = const_cast<TelegramSandbox&>(telegram).api();
  for (std::int64_t id = 1; const auto message = api.message(chat, id); ++id) {
    if (message->from.is_bot && !message->is_deleted) all.push_back(*message);
  }
  return all;
}

void BotChat::write(const std::string& text, const SandboxPerson& who, std::int64_t chat) {
  telegram.api().write(chat, who, text);
}

void BotChat::reply(const std::string& text, const SandboxPerson& who, std::int64_t chat) {
  const auto all = messages(chat);
  const auto asks = std::find_if(all.rbegin(), all.rend(), [](const SandboxMessage& message) {
    return mentions(message.markup, "force_reply");
  });
  ASSERT_NE(asks, all.rend()) << "nothing asks for a reply";
  telegram.api().write(chat, who, text, asks->id);
}

void BotChat::tap(const std::string& label, const SandboxPerson& who, std::int64_t chat) {
  const auto all = messages(chat);
  for (auto message = all.rbegin(); message != all.rend(); ++message) {
    if (const auto data = button_data(*message, label)) {
      last_query_ = telegram.api().press(chat, who, message->id, *data);
      return;
    }
  }
  FAIL() << "no button " << label << " in:\n" << shown(chat);
}

void BotChat::tap_now(const std::string& label, const SandboxPerson& who, std::int64_t chat) {
  tap(label, who, chat);
  poll();
}

void BotChat::write_now(const std::string& text, const SandboxPerson& who, std::int64_t chat) {
  write(text, who, chat);
  poll();
}

void BotChat::reply_now(const std::string& text, const SandboxPerson& who, std::int64_t chat) {
  reply(text, who, chat);
  poll();
}

json BotChat::poll() {
  const auto result = cli.run({"telegram", "poll", "--once", "--json"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  return json::parse(result.out, nullptr, false);
}

std::string BotChat::shown(std::int64_t chat) const {
  const auto all = messages(chat);
  return all.empty() ? "" : with_buttons(all.back());
}

std::vector<std::string> BotChat::all_shown(std::int64_t chat) const {
  std::vector<std::string> shown;
  for (const SandboxMessage& message : messages(chat)) shown.push_back(with_buttons(message));
  return shown;
}

bool BotChat::shows(const std::string& part, std::int64_t chat) const {
  const auto all = all_shown(chat);
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& text) { return mentions(text, part); });
}

std::string BotChat::told() const {
  auto& api = const_cast<TelegramSandbox&>(telegram).api();
  const auto answer = api.answer_to(last_query_);
  return answer ? answer->text : "(no answer)";
}

std::vector<std::string> BotChat::refused_calls() const {
  std::vector<std::string> refused;
  for (const RecordedCall& call : telegram.calls()) {
    if (!call.accepted()) refused.push_back(call.method + ": " + call.outcome);
  }
  return refused;
}

}  // namespace igbot::test
