// SPDX-License-Identifier: MIT
#include "cli/log_lines.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/exit_code.hpp"

namespace igbot::cli {
namespace {

using log::Level;

template <std::size_t N>
bool is_one_of(const std::optional<std::string>& word, const std::array<std::string_view, N>& of) {
  return word && std::find(of.begin(), of.end(), *word) != of.end();
}

Level level_of_post(const AuditEntry& entry) {
  constexpr std::array<std::string_view, 5> k_passing{"claimed", "sending", "preparing", "prepared",
                                                      "publishing"};
  constexpr std::array<std::string_view, 2> k_doubtful{"unknown", "missed"};
  if (entry.after == "failed") return Level::error;
  if (is_one_of(entry.after, k_doubtful)) return Level::warning;
  if (is_one_of(entry.after, k_passing)) return entry.reason ? Level::warning : Level::debug;
  return Level::info;
}

Level level_of_change(const AuditEntry& entry) {
  if (entry.entity == "post") return level_of_post(entry);
  // Of a sync there is one entry with the counts, on its source.
  if (entry.entity == "media" || entry.entity == "content") return Level::debug;
  return Level::info;
}

/// "card's answer lost" as card_s_answer_lost.
std::string event_word(const std::string& action) {
  std::string word;
  for (const char c : action) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_letter) {
      word += c;
    } else if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c - 'A' + 'a');
    } else if (!word.empty() && word.back() != '_') {
      word += '_';
    }
  }
  return word;
}

std::string change_message(const AuditEntry& entry) {
  std::string message;
  if (entry.before && entry.after) {
    message = *entry.before + " -> " + *entry.after;
  } else if (entry.after || entry.before) {
    message = entry.after ? *entry.after : "was " + *entry.before;
  }
  if (entry.reason) message += (message.empty() ? "" : "; ") + *entry.reason;
  return message;
}

}  // namespace

log::Line log_line_of(const Change& change) {
  const AuditEntry& entry = change.entry;
  log::Line line{level_of_change(entry), entry.entity + "." + event_word(entry.action),
                 change_message(entry)};
  if (change.chat) line.fields.push_back({"chat", number(*change.chat)});
  line.fields.push_back({"id", entry.entity_id});
  line.fields.push_back({"actor", change.actor.id});
  return line;
}

log::Line log_line_of(const Error& failure) {
  const bool passes = failure.kind() == ErrorKind::temporary;
  log::Line line{passes ? Level::warning : Level::error, "failed", failure.what()};
  line.fields.push_back({"exit_code", std::int64_t{exit_code_of(failure.kind())}});
  if (!failure.hint().empty()) line.fields.push_back({"hint", failure.hint()});
  return line;
}

}  // namespace igbot::cli
