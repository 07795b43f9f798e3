// SPDX-License-Identifier: MIT
#include "core/log/log.hpp"

#include <nlohmann/json.hpp>
#include <random>

#include "core/text/names.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::log {
namespace {

constexpr std::size_t k_longest_text = 2000;
constexpr std::size_t k_run_id_length = 10;

constexpr text::Names<Level, 4> k_level_names{{{Level::error, "error"},
                                               {Level::warning, "warning"},
                                               {Level::info, "info"},
                                               {Level::debug, "debug"}}};

/// As syslog(3) numbers them.
int priority_of(Level level) {
  switch (level) {
    case Level::error:
      return 3;
    case Level::warning:
      return 4;
    case Level::info:
      return 6;
    case Level::debug:
      return 7;
  }
  return 3;
}

/// What leaves the program of a text: one line, no secret, no more than a reader will read.
std::string clean(const std::string& text) {
  std::string line = text::redact(text::one_line(text));
  if (line.size() <= k_longest_text) return line;
  std::size_t end = k_longest_text;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  return line.substr(0, end) + "…";
}

nlohmann::json json_value(const Field& field) {
  if (const auto* number = std::get_if<std::int64_t>(&field.value)) return *number;
  return clean(std::get<std::string>(field.value));
}

std::string dumped(const nlohmann::json& document) {
  return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// A word as it is; anything else in quotes, as JSON writes it.
std::string text_value(const Field& field) {
  if (const auto* number = std::get_if<std::int64_t>(&field.value)) return std::to_string(*number);
  std::string value = clean(std::get<std::string>(field.value));
  const bool is_word = !value.empty() && value.find_first_of(" \"=\\") == std::string::npos;
  return is_word ? value : dumped(value);
}

std::string json_line(const Line& line, Timestamp at, const std::string& run) {
  nlohmann::json document{{"time", utc_text(at)},
                          {"level", name_of(line.level)},
                          {"event", line.event},
                          {"message", clean(line.message)},
                          {"run", run}};
  for (const Field& field : line.fields) document[field.name] = json_value(field);
  return dumped(document);
}

std::string text_line(const Line& line, const std::string& run) {
  std::string text = line.event + " run=" + run;
  for (const Field& field : line.fields) text += " " + field.name + "=" + text_value(field);
  if (!line.message.empty()) text += ": " + clean(line.message);
  return text;
}

}  // namespace

std::string name_of(Level level) { return text::name_of(k_level_names, level); }

std::optional<Level> level_from(std::string_view word) {
  return text::find_name(k_level_names, word);
}

std::string formatted(const Line& line, Style style, Timestamp at, const std::string& run) {
  std::string text = style.json ? json_line(line, at, run) : text_line(line, run);
  if (style.journal) return "<" + std::to_string(priority_of(line.level)) + ">" + text;
  return style.json ? text : utc_text(at) + " " + name_of(line.level) + " " + text;
}

void Log::add(const Line& line) {
  if (!writes(line.level)) return;
  if (line.level <= Level::info) has_told_work_ = true;
  const std::string text = formatted(line, style_, clock_.now(), run_);
  const std::lock_guard lock(mutex_);
  write_(text);
}

std::string new_run_id() {
  constexpr std::string_view k_characters = "abcdefghijklmnopqrstuvwxyz234567";
  std::random_device random;
  std::uniform_int_distribution<std::size_t> any(0, k_characters.size() - 1);
  std::string id;
  for (std::size_t i = 0; i < k_run_id_length; ++i) id += k_characters[any(random)];
  return id;
}

}  // namespace igbot::log
