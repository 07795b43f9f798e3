// SPDX-License-Identifier: MIT
#include "core/text/redact.hpp"

namespace igbot::text {
namespace {

constexpr std::size_t k_shortest_token = 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_token_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

}  // namespace

std::string redact(std::string_view text) {
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    // A Telegram bot token: digits, a colon, a long word.
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end > at && end < text.size() && text[end] == ':') {
      std::size_t word = end + 1;
      while (word < text.size() && is_token_character(text[word])) ++word;
      if (word - end > k_shortest_token) {
        clean += "[redacted]";
        at = word;
        continue;
      }
    }
    if (end == at) ++end;
    clean += text.substr(at, end - at);
    at = end;
  }
  return clean;
}

}  // namespace igbot::text
