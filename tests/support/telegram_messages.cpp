// SPDX-License-Identifier: MIT
#include <chrono>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/support/telegram_bot_api.hpp"

// The part of BotApi that concerns messages: sending, editing, and what is kept of them.
namespace igbot::test {
namespace {

constexpr std::size_t k_max_upload_bytes = 50'000'000;
/// A sandbox that runs for long forgets its oldest files.
constexpr std::size_t k_max_kept_bytes = 200'000'000;

/// The text after parsing, or the problem with it.
ParsedHtml rendered(const ApiCall& call, const std::string& name) {
  const std::string raw = call.field(name);
  if (!is_valid_utf8(raw)) return {"", "strings must be encoded in UTF-8"};
  const std::string mode = call.field("parse_mode");
  if (!mode.empty() && mode != "HTML" && mode != "html") return {"", "unsupported parse_mode"};
  ParsedHtml text = mode.empty() ? ParsedHtml{raw, ""} : parse_telegram_html(raw);
  for (TextEntity& command : bot_commands_in(text.text)) text.entities.push_back(command);
  return without_margins(std::move(text));
}

std::string text_problem(const ApiCall& call) {
  if (call.field("text").size() > 32768) return "text is too long";
  const ParsedHtml text = rendered(call, "text");
  if (!text.problem.empty()) return text.problem;
  if (text.text.empty()) return "message text is empty";
  return utf16_length(text.text) > 4096 ? "message is too long" : "";
}

std::string caption_problem(const ApiCall& call) {
  const ParsedHtml caption = rendered(call, "caption");
  if (!caption.problem.empty()) return caption.problem;
  return utf16_length(caption.text) > 1024 ? "message caption is too long" : "";
}

std::string upload_problem(const ApiCall& call, const std::string& kind) {
  const auto found = call.uploads.find(kind);
  if (found == call.uploads.end()) return "there is no " + kind + " in the request";
  if (call.uploads.size() != 1) return "unexpected file in the request";
  if (found->second.bytes.empty()) return "file must be non-empty";
  if (kind == "photo") return photo_problem(found->second.bytes);
  return found->second.bytes.size() > k_max_upload_bytes ? "file is too big" : "";
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

/// Equal keyboards are equal texts.
std::string normalised(const std::string& markup) {
  return markup.empty() ? "" : nlohmann::json::parse(markup).dump();
}

bool has_equal_content(const SandboxMessage& a, const SandboxMessage& b) {
  return a.text == b.text && a.entities == b.entities && a.markup == b.markup;
}

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

const SandboxMessage* BotApi::find_message(std::int64_t chat, std::int64_t id) const {
  const auto found = messages_.find({chat, id});
  return found == messages_.end() || found->second.is_deleted ? nullptr : &found->second;
}

std::optional<SandboxMessage> BotApi::message(std::int64_t chat, std::int64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto found = messages_.find({chat, id});
  return found == messages_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<SandboxMessage> BotApi::last_message(std::int64_t chat) const {
  const std::lock_guard lock(mutex_);
  const auto last = last_message_.find(chat);
  if (last == last_message_.end()) return std::nullopt;
  for (std::int64_t id = last->second; id > 0; --id) {
    if (const SandboxMessage* message = find_message(chat, id)) return *message;
  }
  return std::nullopt;
}

void BotApi::age_message(std::int64_t chat, std::int64_t message, std::chrono::seconds by) {
  const std::lock_guard lock(mutex_);
  const auto found = messages_.find({chat, message});
  if (found == messages_.end()) throw std::invalid_argument("there is no such message to age");
  found->second.date -= by.count();
  touch(found->second);
}

void BotApi::touch(SandboxMessage& message) { message.revision = ++revision_; }

SandboxMessage& BotApi::store(std::int64_t chat, SandboxMessage message) {
  message.id = ++last_message_[chat];
  message.date = seconds_now();
  SandboxMessage& stored = messages_[{chat, message.id}] = std::move(message);
  touch(stored);
  if (!stored.file) return stored;
  with_file_.emplace_back(chat, stored.id);
  file_bytes_ += stored.file->bytes.size();
  while (file_bytes_ > k_max_kept_bytes && with_file_.size() > 1) {
    SandboxMessage& oldest = messages_[with_file_.front()];
    if (oldest.file) file_bytes_ -= oldest.file->bytes.size();
    oldest.file.reset();
    with_file_.pop_front();
  }
  return stored;
}

std::string BotApi::full_json(const SandboxChat& chat, const SandboxMessage& message) const {
  const SandboxMessage* replied =
      message.reply_to ? find_message(chat.id, *message.reply_to) : nullptr;
  return message_json(chat, message, replied);
}

std::string BotApi::reply_problem(const ApiCall& call, std::int64_t chat) const {
  const std::string reply = call.field("reply_parameters");
  if (reply.empty()) return "";
  const ReplyTarget target = parse_reply_parameters(reply);
  if (!target.problem.empty()) return target.problem;
  const bool exists = find_message(chat, target.message) != nullptr;
  return exists || target.may_be_gone ? "" : "message to be replied not found";
}

std::string BotApi::send_problem(const ApiCall& call, const SandboxChat& chat,
                                 const std::string& kind) const {
  std::string problem = unknown_parameter(call, send_parameters());
  if (problem.empty()) problem = bool_problem(call, "supports_streaming");
  if (problem.empty()) problem = kind == "text" ? text_problem(call) : caption_problem(call);
  const std::string markup = call.field("reply_markup");
  if (problem.empty() && !markup.empty()) problem = keyboard_problem(markup);
  if (problem.empty() && type_of(chat) == "channel" && is_force_reply(markup)) {
    problem = "force_reply is not supported in channels";
  }
  if (problem.empty()) problem = reply_problem(call, chat.id);
  if (problem.empty() && kind != "text") problem = upload_problem(call, kind);
  return problem;
}

ApiAnswer BotApi::send(const ApiCall& call, const std::string& kind) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  if (const auto why = bot_locked_out(*chat)) return api_error(403, "Forbidden: " + *why);
  problem = send_problem(call, *chat, kind);
  if (!problem.empty()) return bad_request(problem);
  if (const std::optional<int> wait = seconds_to_wait(chat->id)) {
    return api_error_with(429, "Too Many Requests: retry after " + std::to_string(*wait),
                          "retry_after", *wait);
  }
  const ParsedHtml text = rendered(call, kind == "text" ? "text" : "caption");
  SandboxMessage message{.kind = kind,
                         .from = k_sandbox_bot,
                         .text = text.text,
                         .entities = text.entities,
                         .markup = normalised(call.field("reply_markup"))};
  if (!call.field("reply_parameters").empty()) {
    const ReplyTarget target = parse_reply_parameters(call.field("reply_parameters"));
    if (find_message(chat->id, target.message) != nullptr) message.reply_to = target.message;
  }
  if (kind != "text") message.file = std::make_shared<const Upload>(*call.upload());
  const SandboxMessage& sent = store(chat->id, std::move(message));
  ApiAnswer answer = api_ok(full_json(*chat, sent));
  answer.message_id = sent.id;
  return answer;
}

ApiAnswer BotApi::edit(const ApiCall& call, const std::string& what) {
  std::string problem;
  const SandboxChat* chat = find_chat(call, problem);
  if (chat == nullptr) return bad_request(problem);
  const std::optional<std::int64_t> id = call.integer("message_id");
  if (!id || *id <= 0) return bad_request("message identifier is not specified");
  if (what == "text") problem = text_problem(call);
  if (what == "caption") problem = caption_problem(call);
  const std::string markup = call.field("reply_markup");
  if (problem.empty() && !markup.empty()) {
    problem = keyboard_problem(markup, MarkupKinds::inline_keyboard);
  }
  if (!problem.empty()) return bad_request(problem);
  if (find_message(chat->id, *id) == nullptr) return bad_request("message to edit not found");
  SandboxMessage& message = messages_[{chat->id, *id}];
  if (message.from != k_sandbox_bot) return bad_request("message can't be edited");
  if (what == "text" && message.kind != "text") {
    return bad_request("there is no text in the message to edit");
  }
  if (what == "caption" && message.kind == "text") {
    return bad_request("there is no caption in the message to edit");
  }
  SandboxMessage changed = message;
  changed.markup = normalised(markup);
  if (what != "keyboard") {
    const ParsedHtml text = rendered(call, what);
    changed.text = text.text;
    changed.entities = text.entities;
  }
  if (has_equal_content(changed, message)) {
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the "
        "same as a current content and reply markup of the message");
  }
  // Telegram marks what is written anew, not what has other buttons.
  if (what != "keyboard") changed.edited = seconds_now();
  message = std::move(changed);
  touch(message);
  ApiAnswer answer = api_ok(full_json(*chat, message));
  answer.message_id = *id;
  return answer;
}

}  // namespace igbot::test
