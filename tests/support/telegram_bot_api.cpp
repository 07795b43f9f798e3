// SPDX-License-Identifier: MIT
#include "tests/support/telegram_bot_api.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <nlohmann/json.hpp>

#include "tests/support/telegram_rules.hpp"

namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t k_max_upload_bytes = 50'000'000;
constexpr std::int64_t k_bot_id = 123456789;

ApiAnswer ok(const Json& result) {
  return {200, Json{{"ok", true}, {"result", result}}.dump(), "", std::nullopt};
}

ApiAnswer bad_request(const std::string& problem) {
  return api_error(400, "Bad Request: " + problem);
}

std::optional<std::int64_t> integer_in(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The text after parsing, or the problem with it.
ParsedHtml rendered(const ApiCall& call, const std::string& name) {
  const std::string raw = call.field(name);
  if (!is_valid_utf8(raw)) return {"", "strings must be encoded in UTF-8"};
  const std::string mode = call.field("parse_mode");
  if (mode.empty()) return {raw, ""};
  if (mode != "HTML" && mode != "html") return {"", "unsupported parse_mode"};
  return parse_telegram_html(raw);
}

std::string text_problem(const ApiCall& call) {
  if (call.field("text").size() > 32768) return "text is too long";
  const ParsedHtml text = rendered(call, "text");
  if (!text.problem.empty()) return text.problem;
  if (trimmed(text.text).empty()) return "message text is empty";
  return utf16_length(trimmed(text.text)) > 4096 ? "message is too long" : "";
}

std::string caption_problem(const ApiCall& call) {
  const ParsedHtml caption = rendered(call, "caption");
  if (!caption.problem.empty()) return caption.problem;
  return utf16_length(trimmed(caption.text)) > 1024 ? "message caption is too long" : "";
}

std::string upload_problem(const ApiCall& call, const std::string& kind) {
  const auto found = call.uploads.find(kind);
  if (found == call.uploads.end()) return "there is no " + kind + " in the request";
  if (call.uploads.size() != 1) return "unexpected file in the request";
  if (found->second.bytes.empty()) return "file must be non-empty";
  if (kind == "photo") return photo_problem(found->second.bytes);
  return found->second.bytes.size() > k_max_upload_bytes ? "file is too big" : "";
}

/// The first parameter a method does not have: a strict server helps more than a lenient one.
std::string unknown_parameter(const ApiCall& call, const std::set<std::string>& known) {
  for (const auto& [name, value] : call.fields) {
    if (!known.contains(name)) return "sandbox: unknown parameter \"" + name + "\"";
  }
  return "";
}

std::string bool_problem(const ApiCall& call, const std::string& name) {
  const std::string value = call.field(name);
  const bool known = value.empty() || value == "true" || value == "false";
  return known ? "" : "sandbox: parameter \"" + name + "\" must be true or false";
}

const std::set<std::string>& send_parameters() {
  static const std::set<std::string> k_known{"chat_id",
                                             "text",
                                             "caption",
                                             "parse_mode",
                                             "reply_markup",
                                             "photo",
                                             "video",
                                             "document",
                                             "duration",
                                             "width",
                                             "height",
                                             "supports_streaming",
                                             "has_spoiler",
                                             "message_thread_id",
                                             "disable_notification",
                                             "protect_content",
                                             "reply_parameters",
                                             "link_preview_options",
                                             "disable_content_type_detection"};
  return k_known;
}

std::string chat_kind(const SandboxChat& chat) {
  return chat.type.empty() ? chat_type_of(chat.id) : chat.type;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

std::string chat_type_of(std::int64_t id) {
  if (id > 0) return "private";
  return id <= -1'000'000'000'000 ? "supergroup" : "group";
}

std::string ApiCall::field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

std::optional<std::int64_t> ApiCall::chat() const { return integer_in(field("chat_id")); }

const Upload* ApiCall::upload() const {
  return uploads.empty() ? nullptr : &uploads.begin()->second;
}

ApiAnswer api_error(int code, const std::string& description) {
  return {code, Json{{"ok", false}, {"error_code", code}, {"description", description}}.dump(),
          description, std::nullopt};
}

ApiAnswer api_error_with(int code, const std::string& description, const std::string& parameter,
                         std::int64_t value) {
  const Json body{{"ok", false},
                  {"error_code", code},
                  {"description", description},
                  {"parameters", {{parameter, value}}}};
  return {code, body.dump(), description, std::nullopt};
}

BotApi::BotApi(const std::vector<SandboxChat>& chats, bool rate_limits)
    : rate_limits_(rate_limits) {
  for (const SandboxChat& chat : chats) chats_[chat.id] = chat;
}

void BotApi::add_chat(const SandboxChat& chat) {
  const std::lock_guard lock(mutex_);
  chats_[chat.id] = chat;
}

void BotApi::set_member(std::int64_t chat, std::int64_t user, const std::string& status) {
  const std::lock_guard lock(mutex_);
  members_[{chat, user}] = status;
}

ApiAnswer BotApi::call(const ApiCall& call) {
  const std::string method = lower(call.method);
  if (method == "getupdates") return get_updates(call);
  const std::lock_guard lock(mutex_);
  if (method == "getme") {
    return ok({{"id", k_bot_id},
               {"is_bot", true},
               {"first_name", "Sandbox"},
               {"username", "igbot_sandbox_bot"},
               {"can_join_groups", true}});
  }
  if (method == "sendmessage") return send(call, "text");
  if (method == "sendphoto") return send(call, "photo");
  if (method == "sendvideo") return send(call, "video");
  if (method == "senddocument") return send(call, "document");
  if (method == "editmessagetext") return edit(call, "text");
  if (method == "editmessagecaption") return edit(call, "caption");
  if (method == "editmessagereplymarkup") return edit(call, "keyboard");
  if (method == "deletemessage") return delete_message(call);
  if (method == "answercallbackquery") return answer_callback(call);
  if (method == "setmycommands") return set_commands(call);
  if (method == "deletewebhook") return delete_webhook();
  if (method == "getwebhookinfo") {
    return ok({{"url", webhook_ ? "https://example.com/hook" : ""},
               {"has_custom_certificate", false},
               {"pending_update_count", updates_.size()}});
  }
  if (method == "getchat") return chat_info(call);
  if (method == "getchatmember") return chat_member(call);
  if (method == "getchatadministrators") return chat_administrators(call);
  return api_error(404, "Not Found: method not found");
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

std::string BotApi::message_json(const SandboxChat& chat, std::int64_t id,
                                 const Message& message) const {
  Json json{{"message_id", id},
            {"from", {{"id", k_bot_id}, {"is_bot", true}, {"first_name", "Sandbox"}}},
            {"chat", {{"id", chat.id}, {"type", chat_kind(chat)}, {"title", chat.title}}},
            {"date", std::chrono::duration_cast<std::chrono::seconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count()}};
  const std::string text = trimmed(parse_telegram_html(message.html).text);
  const std::string file_id = "file-" + std::to_string(chat.id) + "-" + std::to_string(id);
  const Json file{{"file_id", file_id}, {"file_unique_id", file_id}};
  if (message.kind == "text") {
    json["text"] = text;
  } else {
    json[message.kind] = message.kind == "photo" ? Json::array({file}) : file;
    if (!text.empty()) json["caption"] = text;
  }
  const Json keyboard = Json::parse(message.keyboard, nullptr, false);
  if (!keyboard.is_discarded()) json["reply_markup"] = keyboard;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ApiAnswer BotApi::send(const ApiCall& call, const std::string& kind) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  if (problem.empty()) problem = unknown_parameter(call, send_parameters());
  if (problem.empty()) problem = bool_problem(call, "supports_streaming");
  if (problem.empty()) problem = kind == "text" ? text_problem(call) : caption_problem(call);
  const std::string keyboard = call.field("reply_markup");
  if (problem.empty() && !keyboard.empty()) problem = keyboard_problem(keyboard);
  if (problem.empty() && kind != "text") problem = upload_problem(call, kind);
  if (!problem.empty()) return bad_request(problem);
  if (const std::optional<int> wait = seconds_to_wait(chat->id)) {
    return api_error_with(429, "Too Many Requests: retry after " + std::to_string(*wait),
                          "retry_after", *wait);
  }
  const std::int64_t id = ++last_message_[chat->id];
  const Message message{kind, call.field(kind == "text" ? "text" : "caption"), keyboard};
  messages_[{chat->id, id}] = message;
  ApiAnswer answer = ok(Json::parse(message_json(*chat, id, message)));
  answer.message_id = id;
  return answer;
}

ApiAnswer BotApi::edit(const ApiCall& call, const std::string& what) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  const std::optional<std::int64_t> id = integer_in(call.field("message_id"));
  if (!id || *id <= 0) return bad_request("message identifier is not specified");
  if (what == "text") problem = text_problem(call);
  if (what == "caption") problem = caption_problem(call);
  const std::string keyboard = call.field("reply_markup");
  if (problem.empty() && !keyboard.empty()) problem = keyboard_problem(keyboard);
  if (!problem.empty()) return bad_request(problem);
  const auto found = messages_.find({chat->id, *id});
  if (found == messages_.end()) return bad_request("message to edit not found");
  Message& message = found->second;
  if (what == "text" && message.kind != "text") {
    return bad_request("there is no text in the message to edit");
  }
  if (what == "caption" && message.kind == "text") {
    return bad_request("there is no caption in the message to edit");
  }
  Message changed{message.kind, what == "keyboard" ? message.html : call.field(what), keyboard};
  if (changed.html == message.html && changed.keyboard == message.keyboard) {
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the "
        "same as a current content and reply markup of the message");
  }
  message = std::move(changed);
  ApiAnswer answer = ok(Json::parse(message_json(*chat, *id, message)));
  answer.message_id = *id;
  return answer;
}

ApiAnswer BotApi::delete_message(const ApiCall& call) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  const std::optional<std::int64_t> id = integer_in(call.field("message_id"));
  if (!id || *id <= 0) return bad_request("message identifier is not specified");
  if (messages_.erase({chat->id, *id}) == 0) return bad_request("message to delete not found");
  return ok(true);
}

ApiAnswer BotApi::answer_callback(const ApiCall& call) {
  if (utf16_length(call.field("text")) > 200) return bad_request("MESSAGE_TOO_LONG");
  const std::string problem = bool_problem(call, "show_alert");
  if (!problem.empty()) return bad_request(problem);
  if (callbacks_.erase(call.field("callback_query_id")) == 0) {
    return bad_request("query is too old and response timeout expired or query ID is invalid");
  }
  return ok(true);
}

ApiAnswer BotApi::set_commands(const ApiCall& call) {
  const Json commands = Json::parse(call.field("commands"), nullptr, false);
  if (!commands.is_array()) return bad_request("can't parse commands: expected an Array");
  if (commands.size() > 100) return bad_request("BOT_COMMANDS_TOO_MUCH");
  for (const Json& each : commands) {
    if (!each.is_object() || !each.value("command", Json()).is_string() ||
        !each.value("description", Json()).is_string()) {
      return bad_request("can't parse commands: expected an Object with command and description");
    }
    const std::string name = each["command"];
    const std::size_t length = utf16_length(each["description"].get<std::string>());
    const bool named =
        !name.empty() && name.size() <= 32 &&
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
    if (!named) return bad_request("BOT_COMMAND_INVALID");
    if (length < 1 || length > 256) return bad_request("BOT_COMMAND_DESCRIPTION_INVALID");
  }
  return ok(true);
}

ApiAnswer BotApi::chat_info(const ApiCall& call) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  return ok({{"id", chat->id}, {"type", chat_kind(*chat)}, {"title", chat->title}});
}

ApiAnswer BotApi::chat_member(const ApiCall& call) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  const std::optional<std::int64_t> user = integer_in(call.field("user_id"));
  if (!user) return bad_request("invalid user_id specified");
  const auto found = members_.find({chat->id, *user});
  if (found == members_.end()) return bad_request("user not found");
  return ok({{"status", found->second},
             {"user", {{"id", *user}, {"is_bot", false}, {"first_name", "Member"}}}});
}

ApiAnswer BotApi::chat_administrators(const ApiCall& call) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  if (chat_kind(*chat) == "private") {
    return bad_request("there are no administrators in the private chat");
  }
  Json list = Json::array();
  for (const auto& [key, status] : members_) {
    if (key.first != chat->id || (status != "creator" && status != "administrator")) continue;
    list.push_back({{"status", status},
                    {"user", {{"id", key.second}, {"is_bot", false}, {"first_name", "Member"}}}});
  }
  return ok(list);
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
