// SPDX-License-Identifier: MIT
#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/telegram_rules.hpp"

// What the Bot API checks about reply_markup and reply_parameters.
namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t k_max_markup_bytes = 10'240;
constexpr std::size_t k_max_buttons = 100;
/// What a phone still shows as buttons that can be told apart.
constexpr std::size_t k_max_columns = 8;

std::string unknown_member(const Json& object, std::initializer_list<std::string_view> known) {
  for (const auto& [name, value] : object.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return "sandbox: unknown member \"" + name + "\"";
    }
  }
  return "";
}

std::string button_problem(const Json& button) {
  const std::string prefix = "can't parse inline keyboard button: ";
  if (!button.is_object()) return prefix + "InlineKeyboardButton must be an Object";
  for (const char* name : {"text", "url", "callback_data"}) {
    if (button.contains(name) && !button[name].is_string()) {
      return prefix + "Field \"" + name + "\" must be of type String";
    }
  }
  if (!button.contains("text")) return prefix + "Can't find field \"text\"";
  if (trimmed(button["text"].get<std::string>()).empty()) {
    return "inline keyboard button text must be non-empty";
  }
  std::string unknown = unknown_member(button, {"text", "url", "callback_data"});
  if (!unknown.empty()) return unknown;
  if (button.contains("callback_data") && button.contains("url")) {
    return "sandbox: a button has one action, callback_data or url";
  }
  if (button.contains("callback_data")) {
    const std::string data = button["callback_data"];
    return data.empty() || data.size() > 64 ? "BUTTON_DATA_INVALID" : "";
  }
  if (!button.contains("url")) return prefix + "Text buttons are unallowed in the inline keyboard";
  const std::string url = button["url"];
  const bool usable = url.starts_with("https://") || url.starts_with("http://") ||
                      url.starts_with("tg://") || url.starts_with("instagram://");
  return usable ? ""
                : "inline keyboard button URL '" + url + "' is invalid: Unsupported URL protocol";
}

std::string inline_keyboard_problem(const Json& markup) {
  const Json rows = markup.value("inline_keyboard", Json());
  const bool is_table =
      rows.is_array() &&
      std::all_of(rows.begin(), rows.end(), [](const Json& row) { return row.is_array(); });
  if (!is_table) {
    return "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays";
  }
  std::size_t buttons = 0;
  for (const Json& row : rows) {
    if (row.empty()) return "sandbox: a row of buttons is empty";
    if (row.size() > k_max_columns) {
      return "sandbox: a row has more than " + std::to_string(k_max_columns) + " buttons";
    }
    buttons += row.size();
    for (const Json& button : row) {
      std::string problem = button_problem(button);
      if (!problem.empty()) return problem;
    }
  }
  if (buttons > k_max_buttons) return "reply markup is too long";
  return unknown_member(markup, {"inline_keyboard"});
}

std::string force_reply_problem(const Json& markup) {
  const std::string prefix = "can't parse reply keyboard markup: ";
  if (markup["force_reply"] != true) return prefix + "Field \"force_reply\" must be true";
  if (markup.contains("selective") && !markup["selective"].is_boolean()) {
    return prefix + "Field \"selective\" must be of type Boolean";
  }
  if (markup.contains("input_field_placeholder")) {
    const Json& placeholder = markup["input_field_placeholder"];
    if (!placeholder.is_string()) {
      return prefix + "Field \"input_field_placeholder\" must be of type String";
    }
    const std::size_t length = utf16_length(placeholder.get<std::string>());
    if (length < 1 || length > 64) return "sandbox: input_field_placeholder has 1 to 64 characters";
  }
  return unknown_member(markup, {"force_reply", "selective", "input_field_placeholder"});
}

}  // namespace

std::string keyboard_problem(const std::string& json, MarkupKinds allowed) {
  const Json markup = Json::parse(json, nullptr, false);
  if (markup.is_discarded()) return "can't parse reply keyboard markup JSON object";
  if (!markup.is_object()) return "object expected as reply markup";
  if (json.size() > k_max_markup_bytes) return "reply markup is too long";
  if (!markup.contains("force_reply")) return inline_keyboard_problem(markup);
  return allowed == MarkupKinds::any ? force_reply_problem(markup) : "inline keyboard expected";
}

bool is_force_reply(const std::string& json) {
  const Json markup = Json::parse(json, nullptr, false);
  return markup.is_object() && markup.contains("force_reply");
}

bool has_button(const std::string& json, const std::string& callback_data) {
  const Json markup = Json::parse(json, nullptr, false);
  if (!markup.is_object() || !markup.contains("inline_keyboard")) return false;
  for (const Json& row : markup["inline_keyboard"]) {
    for (const Json& button : row) {
      if (button.value("callback_data", "") == callback_data) return true;
    }
  }
  return false;
}

ReplyTarget parse_reply_parameters(const std::string& json) {
  const Json reply = Json::parse(json, nullptr, false);
  if (!reply.is_object()) return {.problem = "can't parse reply parameters JSON object"};
  const Json id = reply.value("message_id", Json());
  if (!id.is_number_integer() || id.get<std::int64_t>() <= 0) {
    return {.problem = "message identifier is not specified"};
  }
  const Json lenient = reply.value("allow_sending_without_reply", Json(false));
  if (!lenient.is_boolean()) {
    return {.problem = "sandbox: allow_sending_without_reply must be true or false"};
  }
  return {.message = id,
          .may_be_gone = lenient,
          .problem = unknown_member(reply, {"message_id", "allow_sending_without_reply"})};
}

}  // namespace igbot::test
