// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.hpp"

namespace igbot::text {

/// The words of an enumeration, as the database and people know them.
template <typename Enum, std::size_t N>
using Names = std::array<std::pair<Enum, const char*>, N>;

/// "?" for a value that the table lacks.
template <typename Enum, std::size_t N>
std::string name_of(const Names<Enum, N>& names, Enum value) {
  for (const auto& [candidate, name] : names) {
    if (candidate == value) return name;
  }
  return "?";
}

/// Nothing for a word that names none.
template <typename Enum, std::size_t N>
std::optional<Enum> find_name(const Names<Enum, N>& names, std::string_view word) {
  for (const auto& [value, name] : names) {
    if (word == name) return value;
  }
  return std::nullopt;
}

/// The same for what the database holds: a word that names none throws ErrorKind::bug, naming
/// `what`.
template <typename Enum, std::size_t N>
Enum stored_name(const Names<Enum, N>& names, const std::string& word, const char* what) {
  if (const auto value = find_name(names, word)) return *value;
  throw Error(ErrorKind::bug, "unknown " + std::string(what) + " in the database: " + word);
}

}  // namespace igbot::text
