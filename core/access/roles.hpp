// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/access/member_repository.hpp"

namespace igbot::access {

/// The member that a person names by Telegram id, or by @name with or without the @. Throws
/// ErrorKind::not_found, and ErrorKind::usage when several members had that name.
Member find_member(ChatScope chat, const std::string& who);

struct RoleChange {
  Member member;  ///< as it is now
  Role before = Role::member;
  bool changed() const { return before != member.standing.role; }
};

/// Gives a member another role; a role that is so already writes nothing. Takes an admin or owner.
/// Throws ErrorKind::conflict when the chat would be left without an owner who is present.
RoleChange change_role(ChatScope chat, const std::string& who, Role role,
                       const std::optional<std::string>& reason);

}  // namespace igbot::access
