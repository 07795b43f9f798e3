// SPDX-License-Identifier: MIT
#include "providers/telegram/json_member.hpp"

#include <nlohmann/json.hpp>

namespace igbot::telegram {

const nlohmann::json* member(const nlohmann::json& value, const char* name) {
  if (!value.is_object()) return nullptr;
  const auto found = value.find(name);
  return found == value.end() ? nullptr : &*found;
}

std::optional<std::int64_t> integer(const nlohmann::json& value, const char* name) {
  const nlohmann::json* found = member(value, name);
  if (found == nullptr || !found->is_number_integer()) return std::nullopt;
  return found->get<std::int64_t>();
}

}  // namespace igbot::telegram
