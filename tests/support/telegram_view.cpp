// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "tests/support/telegram_bot_api.hpp"

// What the chat page shows: the chat as it is, told by what changed since the page looked last.
namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

std::optional<std::string> BotApi::changes(std::int64_t chat, std::int64_t since) const {
  const std::lock_guard lock(mutex_);
  const auto there = chats_.find(chat);
  if (there == chats_.end()) return std::nullopt;
  Json messages = Json::array();
  for (auto at = messages_.lower_bound({chat, 0}); at != messages_.end() && at->first.first == chat;
       ++at) {
    const SandboxMessage& message = at->second;
    if (message.revision <= since) continue;
    if (message.is_deleted) {
      if (since > 0) messages.push_back({{"message_id", message.id}, {"deleted", true}});
      continue;
    }
    Json json = Json::parse(full_json(there->second, message));
    if (is_force_reply(message.markup)) json["force_reply"] = Json::parse(message.markup);
    json["has_file"] = message.file != nullptr;
    messages.push_back(std::move(json));
  }
  Json answers = Json::array();
  for (const auto& [id, press] : presses_) {
    if (press.chat != chat || !press.answer || press.revision <= since) continue;
    answers.push_back({{"query", id},
                       {"person", press.person},
                       {"text", press.answer->text},
                       {"alert", press.answer->as_alert}});
  }
  return Json{{"revision", revision_},
              {"chat", Json::parse(chat_json(there->second))},
              {"messages", messages},
              {"answers", answers}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace igbot::test
