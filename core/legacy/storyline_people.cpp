// SPDX-License-Identifier: MIT
#include "core/legacy/import_context.hpp"
#include "core/text/text.hpp"

namespace igbot::legacy {
namespace {

std::string name_of(const OldUser& user) {
  if (user.username) return "@" + *user.username;
  if (user.first_name && !text::trim(*user.first_name).empty()) return text::trim(*user.first_name);
  return std::to_string(user.telegram_id);
}

void import_user(ImportContext& context, const OldUser& user) {
  if (user.telegram_id <= 0) {
    context.tally.refuse(k_users, std::nullopt, user.line, "telegram_user_id is not positive");
    return;
  }
  sql::Connection& db = context.unit.db();
  const Timestamp seen = user.first_seen_at.value_or(context.unit.now());
  const bool added =
      db.execute(
            "INSERT INTO users (telegram_id, username, first_name, last_name, first_seen_at, "
            "last_seen_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (telegram_id) DO NOTHING",
            {user.telegram_id, user.username, user.first_name.value_or(""),
             user.last_name.value_or(""), seen, user.last_seen_at.value_or(seen)})
          .changes > 0;
  if (added) {
    context.tally.imported(k_users, std::nullopt);
  } else {
    context.tally.already(k_users, std::nullopt);
  }
  const auto id = db.execute("SELECT id FROM users WHERE telegram_id = $1", {user.telegram_id})
                      .front()
                      .integer(0);
  context.people[user.id] = {
      id, {"telegram:" + std::to_string(user.telegram_id), text::one_line(name_of(user))}};
}

struct Member {
  std::int64_t user = 0;
  std::string role;
  bool present = true;
  std::optional<Timestamp> joined_at;
  std::int64_t line = 0;
};

void import_member(ImportContext& context, ChatKey chat, const Member& member) {
  if (member.role != "owner" && member.role != "admin" && member.role != "member") {
    context.tally.refuse(k_members, chat, member.line, "unknown role: " + member.role);
    return;
  }
  const bool added =
      context.unit.db()
          .execute(
              "INSERT INTO memberships (chat_id, user_id, role, is_present, joined_at) "
              "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (chat_id, user_id) DO NOTHING",
              {chat, member.user, member.role, member.present,
               member.joined_at.value_or(context.unit.now())})
          .changes > 0;
  if (added) {
    context.tally.imported(k_members, chat);
  } else {
    context.tally.already(k_members, chat);
  }
}

}  // namespace

void import_users(ImportContext& context) {
  for (const OldUser& user : context.dump.users) import_user(context, user);
}

void import_members(ImportContext& context) {
  for (const OldMembership& row : context.dump.memberships) {
    const auto person = context.people.find(row.user);
    const Tenant* tenant = context.tenant(row, k_members);
    if (tenant == nullptr) continue;
    if (person == context.people.end()) {
      context.tally.refuse(k_members, tenant->chat.key, row.line,
                           "its user was refused or is not in the dump");
      continue;
    }
    import_member(context, tenant->chat.key,
                  {person->second.user_id, row.role, row.active, row.joined_at, row.line});
  }
  // Before there were memberships there was one team: everybody known was in it.
  if (context.dump.has_memberships || !context.default_tenant) return;
  const ChatKey chat = context.tenants[*context.default_tenant].chat.key;
  for (const OldUser& user : context.dump.users) {
    const auto person = context.people.find(user.id);
    if (person == context.people.end()) continue;
    import_member(context, chat,
                  {person->second.user_id, user.role, user.active, user.first_seen_at, user.line});
  }
}

}  // namespace igbot::legacy
