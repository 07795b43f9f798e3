// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/settings/chat_settings.hpp"

namespace igbot::access {

/// What somebody is in a chat, the least first.
enum class Role { member, editor, admin, owner };

std::string_view to_string(Role role);
/// Nothing for a word that names no role.
std::optional<Role> role_from(std::string_view text);

/// What somebody wants to do in a chat, the least first.
enum class Right {
  look,        ///< see what there is
  post,        ///< decide about posts, plan them, look after the library, pause, switch dry run
  manage,      ///< settings and mix
  administer,  ///< access policy, media source, accounts, reset, a second init, roles, archive
};

/// Somebody in a chat, as far as deciding needs it.
struct Standing {
  Role role = Role::member;
  bool is_chat_admin = false;  ///< administers the chat in Telegram
  bool is_present = false;     ///< has not left
};

/// How a chat decides.
struct House {
  AccessPolicy policy = AccessPolicy::everyone;
  bool is_channel = false;
};

/// The whole rule. `everyone`: who is present may do everything but administer. `roles`: members
/// look, editors post, admins and owners do everything. Under either, administering takes an admin
/// or owner, and in a channel doing anything does. Administrators of the Telegram chat are admins.
/// Who is unknown or has left may nothing.
bool may(const House& house, const std::optional<Standing>& who, Right right);

/// "an owner or admin", "anybody present": who may, for messages.
std::string who_may(const House& house, Right right);

}  // namespace igbot::access
