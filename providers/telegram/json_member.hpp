// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace igbot::telegram {

/// A member by name; null when the value is no object or has none of that name. By pointer: copying
/// JSON recurses as deep as a stranger nested it.
const nlohmann::json* member(const nlohmann::json& value, const char* name);

/// A whole number by name; nothing when it is anything else, or does not fit.
std::optional<std::int64_t> integer(const nlohmann::json& value, const char* name);

}  // namespace igbot::telegram
