// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "tests/support/telegram_bot_api.hpp"

// The part of BotApi that keeps the bot's commands, per scope and language.
namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array k_scopes{
    "default", "all_private_chats",   "all_group_chats", "all_chat_administrators",
    "chat",    "chat_administrators", "chat_member"};

bool is_about_chat(const std::string& scope) { return scope.starts_with("chat"); }

std::string command_problem(const Json& command) {
  if (!command.is_object() || !command.value("command", Json()).is_string() ||
      !command.value("description", Json()).is_string()) {
    return "can't parse commands: expected an Object with command and description";
  }
  const std::string name = command["command"];
  const std::size_t length = utf16_length(command["description"].get<std::string>());
  const bool is_named =
      !name.empty() && name.size() <= 32 &&
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
  if (!is_named) return "BOT_COMMAND_INVALID";
  return length < 1 || length > 256 ? "BOT_COMMAND_DESCRIPTION_INVALID" : "";
}

std::string language_problem(const std::string& language) {
  const bool is_code =
      language.size() == 2 &&
      language.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
  return language.empty() || is_code ? "" : "invalid language_code specified";
}

std::optional<std::int64_t> number_in(const Json& object, const char* name) {
  const Json value = object.value(name, Json());
  return value.is_number_integer() ? std::optional(value.get<std::int64_t>()) : std::nullopt;
}

/// The scopes whose commands a person sees in a chat, in the order in which Telegram looks
/// (core.telegram.org/bots/api#determining-list-of-commands).
std::vector<CommandScope> scopes_for(const SandboxChat& chat, std::int64_t person,
                                     bool is_administrator) {
  if (type_of(chat) == "private") return {{"chat", chat.id}, {"all_private_chats"}, {}};
  std::vector<CommandScope> scopes{{"chat_member", chat.id, person}};
  if (is_administrator) scopes.push_back({"chat_administrators", chat.id});
  scopes.push_back({"chat", chat.id});
  if (is_administrator) scopes.push_back({"all_chat_administrators"});
  scopes.push_back({"all_group_chats"});
  scopes.emplace_back();
  return scopes;
}

}  // namespace

std::string BotApi::chat_scope_problem(const CommandScope& scope) const {
  const auto chat = chats_.find(scope.chat);
  if (chat == chats_.end()) return "chat not found";
  const std::string type = type_of(chat->second);
  if (type == "channel") return "can't change commands in channel chats";
  if (scope.type != "chat" && type == "private") {
    return "can't change commands of members of a private chat";
  }
  if (scope.type == "chat_member" && status_in(chat->second, scope.user).empty()) {
    return "user not found";
  }
  return "";
}

std::string BotApi::scope_problem(const ApiCall& call, CommandScope& scope) const {
  scope.language = call.field("language_code");
  std::string problem = language_problem(scope.language);
  if (!problem.empty() || call.field("scope").empty()) return problem;
  const Json json = Json::parse(call.field("scope"), nullptr, false);
  if (!json.is_object() || !json.value("type", Json()).is_string()) {
    return "can't parse BotCommandScope: expected an Object with type";
  }
  scope.type = json["type"];
  if (std::find(k_scopes.begin(), k_scopes.end(), scope.type) == k_scopes.end()) {
    return "can't parse BotCommandScope: unsupported type specified";
  }
  const bool is_one_member = scope.type == "chat_member";
  for (const auto& [name, value] : json.items()) {
    const bool known = name == "type" || (name == "chat_id" && is_about_chat(scope.type)) ||
                       (name == "user_id" && is_one_member);
    if (!known) return "sandbox: unknown member \"" + name + "\"";
  }
  if (!is_about_chat(scope.type)) return "";
  const auto chat = number_in(json, "chat_id");
  const auto user = number_in(json, "user_id");
  if (!chat) return "can't parse BotCommandScope: chat_id is not specified";
  if (is_one_member && !user) return "can't parse BotCommandScope: user_id is not specified";
  scope.chat = *chat;
  scope.user = user.value_or(0);
  return chat_scope_problem(scope);
}

ApiAnswer BotApi::set_commands(const ApiCall& call) {
  std::string problem = unknown_parameter(call, {"commands", "scope", "language_code"});
  const Json commands = Json::parse(call.field("commands"), nullptr, false);
  if (!problem.empty()) return bad_request(problem);
  if (!commands.is_array()) return bad_request("can't parse commands: expected an Array");
  if (commands.size() > 100) return bad_request("BOT_COMMANDS_TOO_MUCH");
  CommandScope scope;
  problem = scope_problem(call, scope);
  std::vector<BotCommand> list;
  for (const Json& each : commands) {
    if (problem.empty()) problem = command_problem(each);
    if (!problem.empty()) break;
    list.push_back({each["command"], each["description"]});
  }
  if (!problem.empty()) return bad_request(problem);
  commands_[scope] = std::move(list);
  ++revision_;
  return api_ok("true");
}

ApiAnswer BotApi::get_commands(const ApiCall& call) {
  std::string problem = unknown_parameter(call, {"scope", "language_code"});
  CommandScope scope;
  if (problem.empty()) problem = scope_problem(call, scope);
  if (!problem.empty()) return bad_request(problem);
  Json list = Json::array();
  for (const BotCommand& each : commands_[scope]) {
    list.push_back({{"command", each.command}, {"description", each.description}});
  }
  return api_ok(list.dump());
}

ApiAnswer BotApi::delete_commands(const ApiCall& call) {
  std::string problem = unknown_parameter(call, {"scope", "language_code"});
  CommandScope scope;
  if (problem.empty()) problem = scope_problem(call, scope);
  if (!problem.empty()) return bad_request(problem);
  commands_.erase(scope);
  ++revision_;
  return api_ok("true");
}

std::vector<BotCommand> BotApi::commands(const CommandScope& scope) const {
  const std::lock_guard lock(mutex_);
  const auto found = commands_.find(scope);
  return found == commands_.end() ? std::vector<BotCommand>{} : found->second;
}

std::vector<BotCommand> BotApi::commands_for(std::int64_t chat, std::int64_t person) const {
  const std::lock_guard lock(mutex_);
  const auto there = chats_.find(chat);
  if (there == chats_.end()) return {};
  const std::string status = status_in(there->second, person);
  const bool is_administrator = status == "creator" || status == "administrator";
  for (const CommandScope& scope : scopes_for(there->second, person, is_administrator)) {
    const auto found = commands_.find(scope);
    if (found != commands_.end() && !found->second.empty()) return found->second;
  }
  return {};
}

}  // namespace igbot::test
