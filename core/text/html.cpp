// SPDX-License-Identifier: MIT
#include "core/text/html.hpp"

#include "core/text/text.hpp"

namespace igbot::text {
namespace {

std::size_t units_of(char32_t code) { return code > 0xFFFF ? 2 : 1; }

}  // namespace

std::string escape_html(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::size_t utf16_length(std::string_view text) {
  std::size_t length = 0;
  for (const char32_t code : utf8_decode(text)) length += units_of(code);
  return length;
}

std::string cut_utf16(std::string_view text, std::size_t units) {
  if (utf16_length(text) <= units) return std::string(text);
  std::string cut;
  std::size_t used = 0;
  for (const std::string& character : utf8_characters(text)) {
    const std::size_t next = used + units_of(utf8_decode(character).front());
    if (next + 1 > units) break;
    cut += character;
    used = next;
  }
  return cut + "…";
}

}  // namespace igbot::text
