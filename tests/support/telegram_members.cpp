// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/support/telegram_bot_api.hpp"

// The part of BotApi that concerns who is in a chat, and what of that the bot is told.
namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array k_statuses{"creator",    "administrator", "member",
                                "restricted", "left",          "kicked"};

bool administers(const std::string& status) {
  return status == "creator" || status == "administrator";
}

void require_status(const std::string& status) {
  if (std::find(k_statuses.begin(), k_statuses.end(), status) == k_statuses.end()) {
    throw std::invalid_argument("no status of a chat member: " + status);
  }
}

}  // namespace

void BotApi::set_member(std::int64_t chat, std::int64_t user, const std::string& status) {
  const std::lock_guard lock(mutex_);
  members_[{chat, user}] = status;
}

std::vector<SandboxPerson> BotApi::people() const {
  const std::lock_guard lock(mutex_);
  std::vector<SandboxPerson> list;
  for (const auto& [id, person] : people_) list.push_back(person);
  return list;
}

SandboxPerson BotApi::person(std::int64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto found = people_.find(id);
  if (found == people_.end())
    throw std::invalid_argument("nobody knows person " + std::to_string(id));
  return found->second;
}

std::string BotApi::status_of(std::int64_t chat, std::int64_t person) const {
  const std::lock_guard lock(mutex_);
  const auto found = chats_.find(chat);
  if (found == chats_.end()) return "left";
  const std::string status = status_in(found->second, person);
  return status.empty() ? "left" : status;
}

/// Empty for somebody Telegram has never seen there.
std::string BotApi::status_in(const SandboxChat& chat, std::int64_t person) const {
  const auto found = members_.find({chat.id, person});
  if (found != members_.end()) return found->second;
  if (person == k_sandbox_bot.id) return "member";
  const bool is_group = type_of(chat) != "private";
  if (is_populated_ && is_group && person == k_anna.id) return "creator";
  if (is_populated_ && is_group && person == k_ben.id) return "member";
  return "";
}

std::string BotApi::member_json(std::int64_t person, const std::string& status) const {
  const auto known = people_.find(person);
  const SandboxPerson who = person == k_sandbox_bot.id ? k_sandbox_bot
                            : known != people_.end()   ? known->second
                                                       : SandboxPerson{person, "Member"};
  Json json{{"status", status.empty() ? "left" : status}, {"user", Json::parse(person_json(who))}};
  if (status == "restricted") {
    json["is_member"] = true;
    json["can_send_messages"] = false;
  }
  if (status == "administrator") {
    json["can_delete_messages"] = true;
    json["can_post_messages"] = true;
  }
  return json.dump();
}

bool BotApi::bot_administers(const SandboxChat& chat) const {
  return administers(status_in(chat, k_sandbox_bot.id));
}

std::optional<std::string> BotApi::bot_locked_out(const SandboxChat& chat) const {
  const std::string status = status_in(chat, k_sandbox_bot.id);
  const std::string type = type_of(chat);
  if (type == "private") {
    return status == "kicked" ? std::optional<std::string>("bot was blocked by the user")
                              : std::nullopt;
  }
  if (status == "kicked") return "bot was kicked from the " + type + " chat";
  if (status == "left") return "bot is not a member of the " + type + " chat";
  return std::nullopt;
}

ApiAnswer BotApi::chat_member(const ApiCall& call) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  const std::optional<std::int64_t> user = call.integer("user_id");
  if (!user) return bad_request("invalid user_id specified");
  const std::string status = status_in(*chat, *user);
  return status.empty() ? bad_request("user not found") : api_ok(member_json(*user, status));
}

ApiAnswer BotApi::chat_administrators(const ApiCall& call) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  if (type_of(*chat) == "private") {
    return bad_request("there are no administrators in the private chat");
  }
  std::set<std::int64_t> candidates;
  for (const auto& [key, status] : members_) {
    if (key.first == chat->id) candidates.insert(key.second);
  }
  if (is_populated_) candidates.insert(k_anna.id);
  Json list = Json::array();
  for (const std::int64_t person : candidates) {
    const std::string status = status_in(*chat, person);
    if (administers(status)) list.push_back(Json::parse(member_json(person, status)));
  }
  return api_ok(list.dump());
}

void BotApi::change_member(std::int64_t chat, const SandboxPerson& person,
                           const std::string& status) {
  require_status(status);
  const std::lock_guard lock(mutex_);
  const auto found = chats_.find(chat);
  if (found == chats_.end()) throw std::invalid_argument("there is no such chat");
  if (!person.is_bot) people_[person.id] = person;
  const bool is_bot = person == k_sandbox_bot;
  const bool is_told = is_bot || bot_administers(found->second);
  const std::string before = status_in(found->second, person.id);
  members_[{chat, person.id}] = status;
  ++revision_;
  if (!is_told || before == status) return;
  // In a private chat it is that person who blocks the bot.
  const auto other = people_.find(chat);
  const SandboxPerson& by = !is_bot ? person : other != people_.end() ? other->second : k_anna;
  const Json change{{"chat", Json::parse(chat_json(found->second))},
                    {"from", Json::parse(person_json(by))},
                    {"date", std::chrono::duration_cast<std::chrono::seconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count()},
                    {"old_chat_member", Json::parse(member_json(person.id, before))},
                    {"new_chat_member", Json::parse(member_json(person.id, status))}};
  const char* type = is_bot ? "my_chat_member" : "chat_member";
  enqueue(type, Json{{type, change}}.dump(), bot_asked_for(type));
}

}  // namespace igbot::test
