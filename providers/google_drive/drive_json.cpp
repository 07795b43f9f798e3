// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/text/text.hpp"

namespace igbot::google_drive {
namespace {

/// How many objects and arrays lie inside one another at most. Looked at before parsing, because
/// the library's own way of watching takes time by the square of a list's length.
std::size_t depth_of(const std::string& text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool is_in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_in_text && c == '\\') {
      ++i;
    } else if (c == '"') {
      is_in_text = !is_in_text;
    } else if (!is_in_text && (c == '{' || c == '[')) {
      deepest = std::max(deepest, ++depth);
    } else if (!is_in_text && (c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

}  // namespace

std::optional<nlohmann::json> parse_object(const std::string& text) {
  constexpr std::size_t k_deepest_answer = 20;
  if (text.size() > k_largest_answer || depth_of(text) > k_deepest_answer) return std::nullopt;
  nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
  if (!value.is_object()) return std::nullopt;
  return value;
}

const nlohmann::json* member_of(const nlohmann::json& value, const char* name) {
  if (!value.is_object()) return nullptr;
  const auto found = value.find(name);
  return found == value.end() ? nullptr : &*found;
}

std::string text_in(const nlohmann::json& value, const char* name) {
  const nlohmann::json* found = member_of(value, name);
  return found != nullptr && found->is_string() ? found->get<std::string>() : "";
}

std::optional<std::int64_t> number_in(const nlohmann::json& value, const char* name) {
  const nlohmann::json* found = member_of(value, name);
  if (found == nullptr) return std::nullopt;
  if (found->is_string()) return text::to_integer(found->get<std::string>());
  const bool fits =
      found->is_number_integer() &&
      (!found->is_number_unsigned() || std::in_range<std::int64_t>(found->get<std::uint64_t>()));
  if (!fits) return std::nullopt;
  return found->get<std::int64_t>();
}

bool flag_in(const nlohmann::json& value, const char* name, bool otherwise) {
  const nlohmann::json* found = member_of(value, name);
  return found != nullptr && found->is_boolean() ? found->get<bool>() : otherwise;
}

}  // namespace igbot::google_drive
