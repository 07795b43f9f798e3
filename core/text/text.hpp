// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace igbot::text {

std::vector<std::string> split(std::string_view text, char separator);
std::string trim(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// ASCII letters only.
std::string to_lower(std::string_view text);

/// The whole text as a decimal number; nothing when it is anything else.
std::optional<std::int64_t> to_integer(std::string_view text);

/// How many characters must change to make one word the other.
std::size_t distance(std::string_view left, std::string_view right);

/// The candidate with the fewest edits to `word` ("" when there are none): for "did you mean".
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// Invalid bytes become U+FFFD.
std::u32string utf8_decode(std::string_view text);
/// The text in pieces of one code point each.
std::vector<std::string> utf8_characters(std::string_view text);
/// Line breaks, tabs and other control characters become spaces: for tables and log lines.
std::string one_line(std::string_view text);

/// "1 post", "3 posts".
std::string count(std::int64_t number, std::string_view singular, std::string_view plural);

}  // namespace igbot::text
