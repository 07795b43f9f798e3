// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace igbot::test {

/// What the Bot API checks about content, as pure functions. A "problem" is the description of the
/// refusal without its "Bad Request: " prefix, word for word, or empty when there is none. Sources:
/// core.telegram.org/bots/api and the behaviour of tdlib's HTML parser.

/// How a part of a text is shown: type as Telegram names it, place in UTF-16 code units.
struct TextEntity {
  std::string type;
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string url = {};       ///< of a text_link
  std::string language = {};  ///< of a pre

  bool operator==(const TextEntity&) const = default;
};

/// The text that remains of Telegram HTML with its entities, or why it cannot be parsed.
struct ParsedHtml {
  std::string text;
  std::string problem;
  std::vector<TextEntity> entities = {};
};
ParsedHtml parse_telegram_html(std::string_view html);

/// Length as Telegram counts it: UTF-16 code units.
std::size_t utf16_length(std::string_view utf8);
bool is_valid_utf8(std::string_view text);
std::string trimmed(std::string_view text);

/// The commands in a text as Telegram marks them: `/pause`, `/pause@some_bot`.
std::vector<TextEntity> bot_commands_in(std::string_view utf8);
/// What Telegram keeps of a text: without blanks around it, its entities moved and cut to fit.
ParsedHtml without_margins(ParsedHtml text);

enum class MarkupKinds { any, inline_keyboard };

/// `reply_markup` as JSON text: an inline keyboard of at most 100 buttons in rows of 1 to 8, each
/// with exactly one action, or where `any` is allowed a forced reply; at most 10 KB.
std::string keyboard_problem(const std::string& json, MarkupKinds allowed = MarkupKinds::any);
bool is_force_reply(const std::string& markup_json);
bool has_button(const std::string& markup_json, const std::string& callback_data);

/// `reply_parameters` as JSON text.
struct ReplyTarget {
  std::int64_t message = 0;
  bool may_be_gone = false;
  std::string problem = {};
};
ReplyTarget parse_reply_parameters(const std::string& json);

struct ImageInfo {
  std::string format;  ///< "jpeg", "png" or "webp"
  long width = 0;
  long height = 0;
};
/// Format and dimensions by the headers; nothing for anything else or a cut-off file.
std::optional<ImageInfo> image_info(std::string_view bytes);

/// What sendPhoto refuses: not an image, over 10 MB, width + height over 10000, ratio over 20.
std::string photo_problem(std::string_view bytes);

}  // namespace igbot::test
