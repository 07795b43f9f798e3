// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace igbot::text {

/// How much a JSON document from outside may ask of us.
struct JsonBounds {
  std::size_t bytes;
  std::size_t depth;  ///< objects and arrays inside one another
};

/// Reads JSON that people and other programs wrote. Throws ErrorKind::usage, beginning with `what`
/// and naming line and column, unless it is one JSON value within the bounds in which no object
/// names a member twice.
nlohmann::json parse_strict_json(std::string_view text, const JsonBounds& bounds,
                                 const std::string& what);

}  // namespace igbot::text
