// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/support/telegram_bot_api.hpp"

// The part of BotApi that does what people do: they write, and they press buttons.
namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t k_longest_text = 4096;
constexpr std::size_t k_longest_caption = 1024;

std::string checked_text(const std::string& text, std::size_t longest) {
  std::string kept = trimmed(text);
  if (!is_valid_utf8(kept)) throw std::invalid_argument("a text is UTF-8");
  if (utf16_length(kept) > longest) throw std::invalid_argument("the text is too long");
  return kept;
}

/// Whether the text begins with a command, and not one for another bot.
bool is_command_for_bot(const std::string& text, const std::vector<TextEntity>& entities) {
  if (entities.empty() || entities.front().type != "bot_command" || entities.front().offset != 0) {
    return false;
  }
  const std::string command = text.substr(0, entities.front().length);
  const std::size_t at = command.find('@');
  return at == std::string::npos || command.substr(at + 1) == k_sandbox_bot.username;
}

}  // namespace

const SandboxChat& BotApi::chat_of_person(std::int64_t chat, const SandboxPerson& person) const {
  const auto found = chats_.find(chat);
  if (found == chats_.end()) throw std::invalid_argument("there is no such chat");
  if (person.id <= 0 || person.is_bot) throw std::invalid_argument("that is not a person");
  const std::string status = status_in(found->second, person.id);
  if (status == "left" || status == "kicked") {
    throw std::invalid_argument(person.first_name + " is not in this chat");
  }
  if (type_of(found->second) == "private" && person.id != chat) {
    throw std::invalid_argument("this private chat is not that of " + person.first_name);
  }
  return found->second;
}

bool BotApi::bot_hears(const SandboxChat& chat, const SandboxMessage& message) const {
  if (bot_locked_out(chat)) return false;
  if (type_of(chat) == "private" || !chat.privacy_mode || bot_administers(chat)) return true;
  const SandboxMessage* replied =
      message.reply_to ? find_message(chat.id, *message.reply_to) : nullptr;
  if (replied != nullptr && replied->from == k_sandbox_bot) return true;
  return is_command_for_bot(message.text, message.entities);
}

std::int64_t BotApi::write_content(std::int64_t chat, const SandboxPerson& person,
                                   Content content) {
  const std::lock_guard lock(mutex_);
  const SandboxChat& there = chat_of_person(chat, person);
  if (type_of(there) == "channel") throw std::invalid_argument("people do not write in channels");
  if (status_in(there, person.id) == "restricted") {
    throw std::invalid_argument(person.first_name + " may not write here");
  }
  if (content.reply_to && find_message(chat, *content.reply_to) == nullptr) {
    throw std::invalid_argument("the message replied to is not there");
  }
  people_[person.id] = person;
  if (status_in(there, person.id).empty()) members_[{chat, person.id}] = "member";
  SandboxMessage message{.kind = content.kind,
                         .from = person,
                         .text = content.text,
                         .entities = bot_commands_in(content.text),
                         .reply_to = content.reply_to};
  if (content.photo) message.file = std::make_shared<const Upload>(std::move(*content.photo));
  const SandboxMessage& written = store(chat, std::move(message));
  if (bot_hears(there, written)) {
    const Json update{{"message", Json::parse(full_json(there, written))}};
    enqueue("message", update.dump(), bot_asked_for("message"));
  }
  return written.id;
}

std::int64_t BotApi::write(std::int64_t chat, const SandboxPerson& person, const std::string& text,
                           std::optional<std::int64_t> reply_to) {
  std::string kept = checked_text(text, k_longest_text);
  if (kept.empty()) throw std::invalid_argument("the text is empty");
  return write_content(chat, person, {"text", std::move(kept), std::nullopt, reply_to});
}

std::int64_t BotApi::write_photo(std::int64_t chat, const SandboxPerson& person,
                                 const Upload& photo, const std::string& caption,
                                 std::optional<std::int64_t> reply_to) {
  const std::string problem = photo_problem(photo.bytes);
  if (!problem.empty()) throw std::invalid_argument(problem);
  return write_content(chat, person,
                       {"photo", checked_text(caption, k_longest_caption), photo, reply_to});
}

std::string BotApi::press(std::int64_t chat, const SandboxPerson& person, std::int64_t message,
                          const std::string& callback_data) {
  const std::lock_guard lock(mutex_);
  const SandboxChat& there = chat_of_person(chat, person);
  const auto found = messages_.find({chat, message});
  if (found == messages_.end()) throw std::invalid_argument("there is no such message");
  const SandboxMessage& pressed = found->second;
  if (!has_button(pressed.markup, callback_data)) {
    throw std::invalid_argument("the message has no such button: " + callback_data);
  }
  people_[person.id] = person;
  const std::string id = "press-" + std::to_string(next_press_++);
  const std::string shown =
      pressed.is_deleted ? inaccessible_message_json(there, message) : full_json(there, pressed);
  const Json query{{"id", id},
                   {"from", Json::parse(person_json(person))},
                   {"message", Json::parse(shown)},
                   {"chat_instance", std::to_string(chat)},
                   {"data", callback_data}};
  presses_[id] = {chat, person.id, std::nullopt, ++revision_};
  enqueue("callback_query", Json{{"callback_query", query}}.dump(),
          bot_asked_for("callback_query"));
  return id;
}

std::optional<CallbackAnswer> BotApi::answer_to(const std::string& query) const {
  const std::lock_guard lock(mutex_);
  const auto found = presses_.find(query);
  return found == presses_.end() ? std::nullopt : found->second.answer;
}

ApiAnswer BotApi::answer_callback(const ApiCall& call) {
  std::string problem =
      unknown_parameter(call, {"callback_query_id", "text", "show_alert", "url", "cache_time"});
  if (problem.empty()) problem = bool_problem(call, "show_alert");
  if (!problem.empty()) return bad_request(problem);
  const std::string text = call.field("text");
  if (!is_valid_utf8(text)) return bad_request("strings must be encoded in UTF-8");
  if (utf16_length(text) > 200) return bad_request("MESSAGE_TOO_LONG");
  const auto found = presses_.find(call.field("callback_query_id"));
  if (found == presses_.end() || found->second.answer) {
    return bad_request("query is too old and response timeout expired or query ID is invalid");
  }
  found->second.answer = CallbackAnswer{text, call.field("show_alert") == "true"};
  found->second.revision = ++revision_;
  return api_ok("true");
}

}  // namespace igbot::test
