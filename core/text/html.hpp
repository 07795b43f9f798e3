// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace igbot::text {

/// Escapes text for Telegram's HTML (core.telegram.org/bots/api#html-style): & < > and ".
std::string escape_html(std::string_view text);

/// Length as Telegram counts it: UTF-16 code units.
std::size_t utf16_length(std::string_view text);

/// The text cut to at most `units` UTF-16 units, the last an ellipsis when something was cut. Cut
/// before escaping: Telegram's limits hold after parsing.
std::string cut_utf16(std::string_view text, std::size_t units);

}  // namespace igbot::text
