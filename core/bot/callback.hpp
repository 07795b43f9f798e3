// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace igbot::bot {

/// What a button carries: `v1:<verb>:<id>:<value>`, at most 64 bytes. Never trusted: whoever
/// handles it checks chat, right and state again.
struct Callback {
  std::string verb;
  std::optional<std::int64_t> id;  ///< the post, where the verb is about one
  std::string value;
};

/// Nothing for what no button of this version carries.
std::optional<Callback> parse_callback(std::string_view data);

/// The data of a button; `id` 0 = about nothing with an id. Throws ErrorKind::bug for more than 64
/// bytes.
std::string print_callback(const std::string& verb, std::int64_t id, const std::string& value);

}  // namespace igbot::bot
