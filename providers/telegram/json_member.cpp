// SPDX-License-Identifier: MIT
#include "providers/telegram/json_member.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace igbot::telegram {

const nlohmann::json* member(const nlohmann::json& value, const char* name) {
  if (!value.is_object()) return nullptr;
  const auto found = value.find(name);
  return found == value.end() ? nullptr : &*found;
}

std::optional<std::int64_t> integer(const nlohmann::json& value, const char* name) {
  const nlohmann::json* found = member(value, name);
  if (found == nullptr || !found->is_number_integer()) return std::nullopt;
  // Without its sign lost: 2^64 - 1001 is not the chat -1001.
  const bool fits =
      !found->is_number_unsigned() || std::in_range<std::int64_t>(found->get<std::uint64_t>());
  if (!fits) return std::nullopt;
  return found->get<std::int64_t>();
}

}  // namespace igbot::telegram
