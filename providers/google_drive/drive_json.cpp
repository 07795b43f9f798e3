// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_json.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.hpp"
#include "core/text/strict_json.hpp"
#include "core/text/text.hpp"

namespace igbot::google_drive {

std::optional<nlohmann::json> parse_object(const std::string& text) {
  constexpr std::size_t k_deepest_answer = 20;
  try {
    nlohmann::json value = text::parse_strict_json(
        text, {.bytes = k_largest_answer, .depth = k_deepest_answer}, "answer");
    if (value.is_object()) return value;
  } catch (const Error&) {
    // Whoever asked says what it was an answer to.
  }
  return std::nullopt;
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
