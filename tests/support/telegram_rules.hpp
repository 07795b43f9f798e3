// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace igbot::test {

/// What the Bot API checks about content, as pure functions. A "problem" is the description of the
/// refusal without its "Bad Request: " prefix, word for word, or empty when there is none. Sources:
/// core.telegram.org/bots/api and the behaviour of tdlib's HTML parser.

/// The text that remains of Telegram HTML, or why it cannot be parsed.
struct ParsedHtml {
  std::string text;
  std::string problem;
};
ParsedHtml parse_telegram_html(std::string_view html);

/// Length as Telegram counts it: UTF-16 code units.
std::size_t utf16_length(std::string_view utf8);
bool is_valid_utf8(std::string_view text);
std::string trimmed(std::string_view text);

/// `reply_markup` as JSON text: an inline keyboard whose buttons each carry exactly one action.
std::string keyboard_problem(const std::string& json);

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
