// SPDX-License-Identifier: MIT
#include "core/access/access.hpp"

#include <algorithm>
#include <array>

namespace igbot::access {
namespace {

constexpr std::array<std::string_view, 4> k_roles{"member", "editor", "admin", "owner"};

/// The least role that may.
Role least_role(const House& house, Right right) {
  if (right == Right::look) return Role::member;
  if (right == Right::administer || house.is_channel) return Role::admin;
  if (house.policy == AccessPolicy::everyone) return Role::member;
  return right == Right::post ? Role::editor : Role::admin;
}

}  // namespace

std::string_view to_string(Role role) { return k_roles.at(static_cast<std::size_t>(role)); }

std::optional<Role> role_from(std::string_view text) {
  const auto* const found = std::find(k_roles.begin(), k_roles.end(), text);
  if (found == k_roles.end()) return std::nullopt;
  return static_cast<Role>(found - k_roles.begin());
}

bool may(const House& house, const std::optional<Standing>& who, Right right) {
  if (!who || !who->is_present) return false;
  const Role role = who->is_chat_admin ? std::max(who->role, Role::admin) : who->role;
  return role >= least_role(house, right);
}

std::string who_may(const House& house, Right right) {
  switch (least_role(house, right)) {
    case Role::member:
      return "anybody present in the chat";
    case Role::editor:
      return "an editor, admin or owner";
    case Role::admin:
    case Role::owner:
      break;
  }
  return "an admin or owner";
}

}  // namespace igbot::access
