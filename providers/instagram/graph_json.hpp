// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace igbot::instagram {

/// The longest answer that is read.
inline constexpr std::size_t k_largest_answer = 1U << 20U;

/// An answer of the Graph API: one JSON object, whole and without doubles; nothing for anything
/// else.
std::optional<nlohmann::json> parse_answer(const std::string& body);

/// A member by name; null when the value is no object or has none of that name.
const nlohmann::json* member_of(const nlohmann::json& value, const char* name);
/// A text or number by name; nothing when it is anything else. Ids come as either.
std::optional<std::string> text_of(const nlohmann::json& value, const char* name);
std::optional<std::int64_t> number_of(const nlohmann::json& value, const char* name);

/// Digits and nothing else, so that it can stand in a path.
bool is_graph_id(const std::string& text);
/// The `id` of an answer; nothing when it is no id.
std::optional<std::string> id_of(const nlohmann::json& value, const char* name = "id");

/// The cursor to the next page of a listing; nothing on the last one. Never the address Meta
/// offers: the token stands in it.
std::optional<std::string> next_cursor(const nlohmann::json& answer);

}  // namespace igbot::instagram
