// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/settings/chat_settings.hpp"
#include "core/text/text.hpp"

/// Between the typed fields of ChatSettings and their canonical text.
namespace igbot::codec {

/// The words of each choice, in the order of its enumerators.
template <typename Enum>
inline constexpr std::array<std::string_view, 0> k_names{};
template <>
inline constexpr std::array<std::string_view, 3> k_names<OverduePolicy>{"one", "skip", "all"};
template <>
inline constexpr std::array<std::string_view, 2> k_names<CaptionStyle>{"enhanced", "simple"};
template <>
inline constexpr std::array<std::string_view, 2> k_names<AccessPolicy>{"everyone", "roles"};
template <>
inline constexpr std::array<std::string_view, 3> k_names<SourceType>{"local", "google_drive", "s3"};

[[noreturn]] inline void malformed(const std::string& text) {
  throw Error(ErrorKind::database, "malformed setting in the database: '" + text + "'",
              "igbotctl settings set KEY VALUE");
}

inline std::int64_t whole_number(const std::string& text) {
  const auto number = text::to_integer(text);
  if (!number) malformed(text);
  return *number;
}

inline std::string to_text(bool value) { return value ? "true" : "false"; }
inline std::string to_text(int value) { return std::to_string(value); }
template <typename Rep, typename Period>
std::string to_text(std::chrono::duration<Rep, Period> value) {
  return std::to_string(value.count());
}
inline std::string to_text(const std::string& value) { return value; }
inline std::string to_text(const std::optional<std::string>& value) { return value.value_or(""); }
inline std::string to_text(const std::optional<Timestamp>& value) {
  return value ? std::to_string(to_millis(*value)) : "";
}
template <typename Enum>
requires std::is_enum_v<Enum> std::string to_text(Enum value) {
  return std::string(k_names<Enum>.at(static_cast<std::size_t>(value)));
}

inline void from_text(const std::string& text, bool& value) {
  if (text != "true" && text != "false") malformed(text);
  value = text == "true";
}
inline void from_text(const std::string& text, int& value) {
  value = static_cast<int>(whole_number(text));
}
template <typename Rep, typename Period>
void from_text(const std::string& text, std::chrono::duration<Rep, Period>& value) {
  value = std::chrono::duration<Rep, Period>(static_cast<Rep>(whole_number(text)));
}
inline void from_text(const std::string& text, std::string& value) { value = text; }
inline void from_text(const std::string& text, std::optional<std::string>& value) {
  value = text.empty() ? std::nullopt : std::optional(text);
}
inline void from_text(const std::string& text, std::optional<Timestamp>& value) {
  value = text.empty() ? std::nullopt : std::optional(from_millis(whole_number(text)));
}
template <typename Enum>
requires std::is_enum_v<Enum>
void from_text(const std::string& text, Enum& value) {
  const auto& names = k_names<Enum>;
  for (std::size_t index = 0; index < names.size(); ++index) {
    if (names[index] != text) continue;
    value = static_cast<Enum>(index);
    return;
  }
  malformed(text);
}

}  // namespace igbot::codec
