// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <utility>

#include "tests/support/telegram_rules.hpp"

namespace igbot::test {
namespace {

constexpr std::size_t k_longest_command = 64;

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_word(text[at])) ++at;
  return at;
}

bool may_surround_command(char c) { return !is_word(c) && c != '/' && c != '<' && c != '>'; }

/// Where the command that begins at `at` ends; `at` itself when none begins there.
std::size_t command_end(std::string_view text, std::size_t at) {
  if (text[at] != '/' || (at > 0 && !may_surround_command(text[at - 1]))) return at;
  std::size_t end = word_end(text, at + 1);
  if (end == at + 1 || end - at - 1 > k_longest_command) return at;
  if (end < text.size() && text[end] == '@') {
    const std::size_t name_end = word_end(text, end + 1);
    if (name_end - end - 1 >= 3) end = name_end;
  }
  return end < text.size() && !may_surround_command(text[end]) ? at : end;
}

}  // namespace

std::vector<TextEntity> bot_commands_in(std::string_view utf8) {
  std::vector<TextEntity> found;
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const std::size_t end = command_end(utf8, at);
    if (end == at) continue;
    found.push_back({"bot_command", utf16_length(utf8.substr(0, at)), end - at});
    at = end;
  }
  return found;
}

ParsedHtml without_margins(ParsedHtml text) {
  const std::string kept = trimmed(text.text);
  // Blanks are single bytes and units.
  const std::size_t cut = kept.empty() ? text.text.size() : text.text.find(kept);
  const std::size_t size = utf16_length(kept);
  std::vector<TextEntity> entities;
  for (TextEntity& entity : text.entities) {
    const std::size_t begin = std::max(entity.offset, cut) - cut;
    const std::size_t end = std::min(std::max(entity.offset + entity.length, cut) - cut, size);
    if (begin >= end) continue;
    entity.offset = begin;
    entity.length = end - begin;
    entities.push_back(std::move(entity));
  }
  return {kept, text.problem, std::move(entities)};
}

}  // namespace igbot::test
