// SPDX-License-Identifier: MIT
#include "tests/support/telegram_bot_api.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

// What BotApi is made of: its chats, its methods, and the pace it allows. Messages, people,
// members, commands and updates have files of their own.
namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

BotApi::BotApi(const std::vector<SandboxChat>& chats, bool rate_limits)
    : rate_limits_(rate_limits) {
  for (const SandboxChat& chat : chats) chats_[chat.id] = chat;
  for (const SandboxPerson& person : {k_anna, k_ben, k_eve}) people_[person.id] = person;
}

void BotApi::add_chat(const SandboxChat& chat) {
  const std::lock_guard lock(mutex_);
  chats_[chat.id] = chat;
  ++revision_;
}

void BotApi::populate() {
  const std::lock_guard lock(mutex_);
  is_populated_ = true;
}

std::vector<SandboxChat> BotApi::chats() const {
  const std::lock_guard lock(mutex_);
  std::vector<SandboxChat> list;
  for (const auto& [id, chat] : chats_) list.push_back(chat);
  return list;
}

const std::map<std::string, BotApi::Method>& BotApi::methods() {
  static const std::map<std::string, Method> k_methods{
      {"getme", &BotApi::get_me},
      {"sendmessage", &BotApi::send_text},
      {"sendphoto", &BotApi::send_photo},
      {"sendvideo", &BotApi::send_video},
      {"senddocument", &BotApi::send_document},
      {"editmessagetext", &BotApi::edit_text},
      {"editmessagecaption", &BotApi::edit_caption},
      {"editmessagereplymarkup", &BotApi::edit_markup},
      {"deletemessage", &BotApi::delete_message},
      {"deletemessages", &BotApi::delete_messages},
      {"answercallbackquery", &BotApi::answer_callback},
      {"setmycommands", &BotApi::set_commands},
      {"getmycommands", &BotApi::get_commands},
      {"deletemycommands", &BotApi::delete_commands},
      {"getchat", &BotApi::chat_info},
      {"getchatmember", &BotApi::chat_member},
      {"getchatadministrators", &BotApi::chat_administrators},
      {"getwebhookinfo", &BotApi::webhook_info},
      {"deletewebhook", &BotApi::delete_webhook},
  };
  return k_methods;
}

ApiAnswer BotApi::call(const ApiCall& call) {
  const std::string method = lower(call.method);
  if (method == "getupdates") return get_updates(call);
  const auto found = methods().find(method);
  if (found == methods().end()) return api_error(404, "Not Found: method not found");
  const std::lock_guard lock(mutex_);
  return (this->*found->second)(call);
}

ApiAnswer BotApi::get_me(const ApiCall&) {
  Json me = Json::parse(person_json(k_sandbox_bot));
  me["can_join_groups"] = true;
  me["can_read_all_group_messages"] = false;
  return api_ok(me.dump());
}

const SandboxChat* BotApi::find_chat(const ApiCall& call, std::string& problem) const {
  if (call.field("chat_id").empty()) {
    problem = "chat_id is empty";
    return nullptr;
  }
  const std::optional<std::int64_t> id = call.chat();
  const auto found = id ? chats_.find(*id) : chats_.end();
  if (found == chats_.end()) {
    problem = "chat not found";
    return nullptr;
  }
  return &found->second;
}

ApiAnswer BotApi::chat_info(const ApiCall& call) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  return chat == nullptr ? bad_request(problem) : api_ok(chat_json(*chat));
}

std::optional<int> BotApi::seconds_to_wait(std::int64_t chat) {
  if (!rate_limits_) return std::nullopt;
  using std::chrono::seconds;
  const auto now = std::chrono::steady_clock::now();
  const auto full = [&](std::int64_t key, seconds window, std::size_t most) {
    const auto& times = sent_[key];
    return std::count_if(times.begin(), times.end(), [&](auto at) { return at > now - window; }) >=
           static_cast<std::ptrdiff_t>(most);
  };
  constexpr std::int64_t k_whole_bot = 0;
  if (chat < 0 && full(chat, seconds(60), 20)) return 60;
  if (full(chat, seconds(1), 1) || full(k_whole_bot, seconds(1), 30)) return 1;
  for (const std::int64_t key : {chat, k_whole_bot}) {
    sent_[key].push_back(now);
    if (sent_[key].size() > 30) sent_[key].pop_front();
  }
  return std::nullopt;
}

}  // namespace igbot::test
