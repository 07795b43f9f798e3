// SPDX-License-Identifier: MIT
#include "core/access/roles.hpp"

#include <algorithm>

#include "core/access/authorise.hpp"
#include "core/text/text.hpp"

namespace igbot::access {
namespace {

/// Whether somebody else owns the chat and is there to do so.
bool has_other_owner(const MemberRepository& members, TelegramUserId than) {
  const auto all = members.all();
  return std::any_of(all.begin(), all.end(), [&](const Member& member) {
    return member.profile.id != than && member.standing.role == Role::owner &&
           member.standing.is_present;
  });
}

}  // namespace

Member find_member(ChatScope chat, const std::string& who) {
  const MemberRepository members(chat);
  std::vector<Member> found;
  if (const auto id = text::to_integer(who)) {
    if (auto member = members.find(static_cast<TelegramUserId>(*id))) return *member;
  } else {
    found = members.find_by_username(who.starts_with('@') ? who.substr(1) : who);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    throw Error(ErrorKind::not_found, "no such member of this chat: " + who,
                "igbotctl chat members lists those who were seen in it");
  }
  std::vector<std::string> ids;
  ids.reserve(found.size());
  for (const Member& member : found) ids.push_back(std::to_string(number(member.profile.id)));
  throw Error(ErrorKind::usage, "several members were called " + who + ": " + text::join(ids, ", "),
              "name one by its id; igbotctl chat members");
}

RoleChange change_role(ChatScope chat, const std::string& who, Role role,
                       const std::optional<std::string>& reason) {
  MemberRepository members(chat);
  RoleChange change{find_member(chat, who), {}};
  change.before = change.member.standing.role;
  change.member.standing.role = role;
  if (!change.changed()) return change;
  require_right(chat, Right::administer);
  const TelegramUserId user = change.member.profile.id;
  if (change.before == Role::owner && !has_other_owner(members, user)) {
    throw Error(ErrorKind::conflict,
                change.member.profile.name() + " is the last owner of this chat and stays owner",
                "make somebody else owner first: igbotctl chat role");
  }
  members.set_role(user, role, reason);
  return change;
}

}  // namespace igbot::access
