// SPDX-License-Identifier: MIT
#include <chrono>
#include <nlohmann/json.hpp>

#include "tests/support/telegram_bot_api.hpp"

// The part of BotApi that deletes messages (core.telegram.org/bots/api#deletemessage).
namespace igbot::test {
namespace {

constexpr std::chrono::hours k_longest_age{48};
constexpr const char* k_refusal = "message can't be deleted";

struct Ids {
  std::vector<std::int64_t> ids;
  std::string problem;
};

/// The message_ids of deleteMessages: a JSON list of 1 to 100.
Ids message_ids_of(const ApiCall& call) {
  const auto list = nlohmann::json::parse(call.field("message_ids"), nullptr, false);
  if (!list.is_array()) return {{}, "can't parse message identifiers JSON array"};
  if (list.empty()) return {{}, "message identifiers are not specified"};
  if (list.size() > 100) return {{}, "too many message identifiers specified"};
  Ids found;
  for (const auto& each : list) {
    if (!each.is_number_integer() || each.get<std::int64_t>() <= 0) {
      return {{}, "invalid message identifier specified"};
    }
    found.ids.push_back(each);
  }
  return found;
}

}  // namespace

std::string BotApi::deletion_problem(const SandboxChat& chat, const SandboxMessage& message) const {
  using std::chrono::system_clock;
  const auto sent = system_clock::time_point(std::chrono::seconds(message.date));
  if (system_clock::now() - sent >= k_longest_age) return k_refusal;
  const std::string type = type_of(chat);
  if (type == "private") return "";
  if (type != "channel" && message.from == k_sandbox_bot) return "";
  return bot_administers(chat) ? "" : k_refusal;
}

void BotApi::mark_deleted(SandboxMessage& message) {
  message.is_deleted = true;
  touch(message);
}

ApiAnswer BotApi::delete_message(const ApiCall& call) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  const std::optional<std::int64_t> id = call.integer("message_id");
  if (!id || *id <= 0) return bad_request("message identifier is not specified");
  const SandboxMessage* message = find_message(chat->id, *id);
  if (message == nullptr) return bad_request("message to delete not found");
  problem = deletion_problem(*chat, *message);
  if (!problem.empty()) return bad_request(problem);
  mark_deleted(messages_[{chat->id, *id}]);
  return api_ok("true");
}

ApiAnswer BotApi::delete_messages(const ApiCall& call) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  Ids wanted = message_ids_of(call);
  if (!wanted.problem.empty()) return bad_request(wanted.problem);
  std::erase_if(wanted.ids, [&](std::int64_t id) { return find_message(chat->id, id) == nullptr; });
  for (const std::int64_t id : wanted.ids) {
    problem = deletion_problem(*chat, messages_[{chat->id, id}]);
    if (!problem.empty()) return bad_request(problem);
  }
  for (const std::int64_t id : wanted.ids) mark_deleted(messages_[{chat->id, id}]);
  return api_ok("true");
}

}  // namespace igbot::test
