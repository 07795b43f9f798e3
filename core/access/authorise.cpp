// SPDX-License-Identifier: MIT
#include "core/access/authorise.hpp"

#include "core/access/member_repository.hpp"
#include "core/settings/setting_codec.hpp"
#include "core/text/text.hpp"

namespace igbot::access {
namespace {

constexpr std::string_view k_of_telegram = "telegram:";

/// What is known of the chat before anybody is asked about.
struct Door {
  std::string name;
  std::string telegram_id;
  bool is_archived = false;
  bool is_channel = false;
};

Door door_of(ChatScope scope) {
  const auto result = scope.db().execute(
      "SELECT name, telegram_id, state, is_channel FROM chats WHERE id = $1", {scope.key()});
  const auto& row = result.front();
  return {row.text(0), std::to_string(row.integer(1)), row.text(2) == "archived", row.boolean(3)};
}

/// Only this setting: the rest of them costs more than the question is worth.
AccessPolicy policy_of(ChatScope scope) {
  AccessPolicy policy = ChatSettings{}.access_policy;
  const auto stored = scope.db().execute(
      "SELECT value FROM chat_settings WHERE chat_id = $1 AND key = 'access_policy'",
      {scope.key()});
  if (!stored.empty()) codec::from_text(stored.front().text(0), policy);
  return policy;
}

bool is_trusted(const Actor& actor) {
  return actor.id.starts_with("cli:") || actor.id.starts_with("worker:");
}

std::optional<Standing> standing_of(ChatScope scope, const Actor& actor) {
  if (!actor.id.starts_with(k_of_telegram)) {
    throw Error(ErrorKind::bug, "unknown kind of actor: " + actor.id);
  }
  const auto user = text::to_integer(std::string_view(actor.id).substr(k_of_telegram.size()));
  if (!user) throw Error(ErrorKind::bug, "not a telegram user: " + actor.id);
  const auto member = MemberRepository(scope).find(static_cast<TelegramUserId>(*user));
  if (!member) return std::nullopt;
  return member->standing;
}

void require_open(const Door& door) {
  if (!door.is_archived) return;
  throw Error(ErrorKind::conflict,
              "nothing is changed or posted in " + door.name + ": the chat is archived",
              "igbotctl chat unarchive --chat " + door.telegram_id);
}

void require_standing(ChatScope scope, const Door& door, Right right) {
  if (is_trusted(scope.actor())) return;
  const House house{policy_of(scope), door.is_channel};
  if (!may(house, standing_of(scope, scope.actor()), right)) {
    throw Error(ErrorKind::conflict,
                scope.actor().name + " may not do this in " + door.name + ": it takes " +
                    who_may(house, right),
                "the operator gives roles: igbotctl chat role");
  }
  scope.permit();
}

}  // namespace

void require_right(ChatScope scope, Right right) {
  if (scope.actor().id.starts_with("worker:")) return;
  const Door door = door_of(scope);
  require_open(door);
  require_standing(scope, door, right);
}

void require_not_archived(ChatScope scope) { require_open(door_of(scope)); }

void require_right_even_if_archived(ChatScope scope, Right right) {
  require_standing(scope, door_of(scope), right);
}

bool has_right(ChatScope scope, const Actor& actor, Right right) {
  if (is_trusted(actor)) return true;
  return may({policy_of(scope), door_of(scope).is_channel}, standing_of(scope, actor), right);
}

}  // namespace igbot::access
