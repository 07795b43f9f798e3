// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace igbot::google_drive {

/// The longest answer that is read: a page of 1000 files, even with the longest names.
inline constexpr std::size_t k_largest_answer = 16U << 20U;

/// One JSON object within bounds; nothing for anything else.
std::optional<nlohmann::json> parse_object(const std::string& text);

/// A member by name; null when the value is no object or has none of that name.
const nlohmann::json* member_of(const nlohmann::json& value, const char* name);
/// A text by name; empty when it is anything else.
std::string text_in(const nlohmann::json& value, const char* name);
/// A whole number by name, as a number or as Google's text of one; nothing for anything else.
std::optional<std::int64_t> number_in(const nlohmann::json& value, const char* name);
/// What a member says; `otherwise` when it is no boolean.
bool flag_in(const nlohmann::json& value, const char* name, bool otherwise);

}  // namespace igbot::google_drive
