// SPDX-License-Identifier: MIT
#include "providers/telegram/telegram_messenger.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "core/text/html.hpp"
#include "providers/telegram/telegram_outcome.hpp"

namespace igbot::telegram {
namespace {

using bot::MediaKind;

// core.telegram.org/bots/api#sending-files, by multipart.
constexpr std::uintmax_t k_max_photo_bytes = 10'000'000;
constexpr std::uintmax_t k_max_file_bytes = 50'000'000;

struct Wire {
  const char* method;
  const char* field;
};

Wire wire_of(MediaKind kind) {
  switch (kind) {
    case MediaKind::photo:
      return {"sendPhoto", "photo"};
    case MediaKind::video:
      return {"sendVideo", "video"};
    case MediaKind::document:
      return {"sendDocument", "document"};
    case MediaKind::none:
      break;
  }
  return {"sendMessage", ""};
}

std::string keyboard_json(const bot::Keyboard& keyboard) {
  nlohmann::json rows = nlohmann::json::array();
  for (const auto& row : keyboard) {
    nlohmann::json buttons = nlohmann::json::array();
    for (const bot::Button& button : row) {
      nlohmann::json json{{"text", button.text}};
      if (button.url.empty()) {
        json["callback_data"] = button.callback_data;
      } else {
        json["url"] = button.url;
      }
      buttons.push_back(std::move(json));
    }
    rows.push_back(std::move(buttons));
  }
  return nlohmann::json{{"inline_keyboard", rows}}.dump(-1, ' ', false,
                                                        nlohmann::json::error_handler_t::replace);
}

/// `selective`: only whoever the text mentions is asked (core.telegram.org/bots/api#forcereply).
std::string force_reply_json(const std::string& placeholder) {
  return nlohmann::json{
      {"force_reply", true}, {"selective", true}, {"input_field_placeholder", placeholder}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string file_name_of(const bot::OutgoingMessage& message) {
  return message.file_name.empty() ? message.file.filename().string() : message.file_name;
}

/// The text of a message without media; one that stands for a file ends with the file's name.
std::string text_of(const bot::OutgoingMessage& message) {
  const std::string name = file_name_of(message);
  if (name.empty()) return message.html;
  return message.html + (message.html.empty() ? "" : "\n\n") + "<code>" + text::escape_html(name) +
         "</code>";
}

std::vector<http::Header> parameters_of(const bot::OutgoingMessage& message, bool as_text) {
  std::vector<http::Header> parameters{{"chat_id", std::to_string(number(message.chat))}};
  const std::string html = as_text ? text_of(message) : message.html;
  if (!html.empty()) {
    parameters.push_back({as_text ? "text" : "caption", html});
    parameters.push_back({"parse_mode", "HTML"});
  }
  if (!message.keyboard.empty()) {
    parameters.push_back({"reply_markup", keyboard_json(message.keyboard)});
  } else if (!message.reply_placeholder.empty()) {
    parameters.push_back({"reply_markup", force_reply_json(message.reply_placeholder)});
  }
  return parameters;
}

/// What the file may go as by its size alone.
MediaKind kind_for_size(MediaKind wanted, std::uintmax_t size) {
  if (size > k_max_file_bytes) return MediaKind::none;
  if (wanted == MediaKind::photo && size > k_max_photo_bytes) return MediaKind::document;
  return wanted;
}

/// The next thing to try after a refusal; nothing when another form would not help.
std::optional<MediaKind> fallback_of(MediaKind refused, const std::string& why) {
  if (refused == MediaKind::document) return MediaKind::none;
  if (refused == MediaKind::none || !is_about_the_file(why)) return std::nullopt;
  return MediaKind::document;
}

}  // namespace

bot::SendOutcome TelegramMessenger::send(const bot::OutgoingMessage& message) {
  MediaKind kind = message.media;
  if (kind != MediaKind::none && message.content.empty()) {
    std::error_code unreadable;
    const std::uintmax_t size = std::filesystem::file_size(message.file, unreadable);
    if (unreadable || !std::ifstream(message.file).good())
      return bot::Refused{"cannot read file: " + message.file.string()};
    kind = kind_for_size(kind, size);
  }
  if (message.as_jpeg && kind != MediaKind::photo) {
    if (auto outcome = send_as_jpeg(message)) return *outcome;
  }
  while (true) {
    bot::SendOutcome outcome = send_as(kind, message);
    const auto* refused = std::get_if<bot::Refused>(&outcome);
    if (refused != nullptr && message.as_jpeg && kind == MediaKind::photo &&
        is_about_the_file(refused->why)) {
      if (auto as_jpeg = send_as_jpeg(message)) return *as_jpeg;
    }
    const auto next = refused != nullptr ? fallback_of(kind, refused->why) : std::nullopt;
    if (!next) return outcome;
    kind = *next;
  }
}

/// Nothing when there is no JPEG, or Telegram will not take that either.
std::optional<bot::SendOutcome> TelegramMessenger::send_as_jpeg(
    const bot::OutgoingMessage& message) {
  const auto jpeg = message.as_jpeg();
  if (!jpeg) return std::nullopt;
  bot::OutgoingMessage shown = message;
  shown.file = *jpeg;
  shown.file_name = std::filesystem::path(file_name_of(message)).replace_extension("jpg").string();
  shown.mime = "image/jpeg";
  bot::SendOutcome outcome = send_as(MediaKind::photo, shown);
  const auto* refused = std::get_if<bot::Refused>(&outcome);
  if (refused != nullptr && is_about_the_file(refused->why)) return std::nullopt;
  return outcome;
}

bot::SendOutcome TelegramMessenger::send_as(MediaKind kind, const bot::OutgoingMessage& message) {
  const Wire wire = wire_of(kind);
  ApiCall call{wire.method, parameters_of(message, kind == MediaKind::none), {}};
  if (kind != MediaKind::none) {
    call.attachment =
        Attachment{wire.field, message.file, message.content, file_name_of(message), message.mime};
  }
  if (kind == MediaKind::video) call.parameters.push_back({"supports_streaming", "true"});
  try {
    return outcome_of(api_.call(call), kind);
  } catch (const http::TransportError& error) {
    return outcome_of(error);
  }
}

bot::SendOutcome TelegramMessenger::edit(TelegramMessageId id,
                                         const bot::OutgoingMessage& message) {
  const bool as_text = message.media == MediaKind::none;
  bot::SendOutcome outcome = edit_as(as_text, id, message);
  const auto* refused = std::get_if<bot::Refused>(&outcome);
  // What went out in another form than remembered is still this message.
  if (refused != nullptr && is_about_the_form(refused->why)) return edit_as(!as_text, id, message);
  return outcome;
}

bot::SendOutcome TelegramMessenger::edit_as(bool as_text, TelegramMessageId id,
                                            const bot::OutgoingMessage& message) {
  ApiCall call{
      as_text ? "editMessageText" : "editMessageCaption", parameters_of(message, as_text), {}};
  call.parameters.push_back({"message_id", std::to_string(number(id))});
  try {
    return edit_outcome_of(api_.call(call), id, message);
  } catch (const http::TransportError& error) {
    return outcome_of(error);
  }
}

bot::SendOutcome TelegramMessenger::erase(TelegramChatId chat,
                                          const std::vector<TelegramMessageId>& ids) {
  ApiCall call{"deleteMessage", {{"chat_id", std::to_string(number(chat))}}, {}};
  if (ids.size() == 1) {
    call.parameters.push_back({"message_id", std::to_string(number(ids.front()))});
  } else {
    nlohmann::json list = nlohmann::json::array();
    for (const TelegramMessageId id : ids) list.push_back(number(id));
    call.method = "deleteMessages";
    call.parameters.push_back({"message_ids", list.dump()});
  }
  try {
    return erase_outcome_of(api_.call(call), ids.front());
  } catch (const http::TransportError& error) {
    return outcome_of(error);
  }
}

}  // namespace igbot::telegram
