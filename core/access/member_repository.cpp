// SPDX-License-Identifier: MIT
#include "core/access/member_repository.hpp"

namespace igbot::access {
namespace {

const std::string k_members =
    "SELECT u.telegram_id, u.username, u.first_name, u.last_name, m.role, m.is_chat_admin, "
    "m.is_present, m.joined_at, m.last_seen_at FROM memberships m JOIN users u ON u.id = m.user_id "
    "WHERE m.chat_id = $1";

Role stored_role(const std::string& text) {
  if (const auto role = role_from(text)) return *role;
  throw Error(ErrorKind::bug, "unknown role in the database: " + text);
}

std::vector<Member> members_from(const sql::Result& result) {
  std::vector<Member> members;
  for (const auto& row : result.rows) {
    members.push_back({{row.id<TelegramUserId>(0), row.optional_text(1), row.text(2), row.text(3)},
                       {stored_role(row.text(4)), row.boolean(5), row.boolean(6)},
                       row.timestamp(7),
                       row.optional_timestamp(8)});
  }
  return members;
}

void see(sql::Connection& db, Timestamp now, ChatKey chat, const UserProfile& user,
         Sighting sighting) {
  db.execute(
      "INSERT INTO users (telegram_id, username, first_name, last_name, first_seen_at, "
      "last_seen_at) VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (telegram_id) DO UPDATE SET "
      "username = excluded.username, first_name = excluded.first_name, "
      "last_name = excluded.last_name, last_seen_at = excluded.last_seen_at",
      {user.id, user.username, user.first_name, user.last_name, now});
  db.execute(
      "INSERT INTO memberships (chat_id, user_id, role, joined_at, last_seen_at) "
      "SELECT $1, id, 'member', $3, $3 FROM users WHERE telegram_id = $2 "
      "ON CONFLICT (chat_id, user_id) DO UPDATE SET is_present = CASE WHEN $4 = 1 THEN 1 ELSE "
      "memberships.is_present END, "
      "last_seen_at = excluded.last_seen_at",
      {chat, user.id, now, sighting == Sighting::inside});
}

void record_admin(sql::Connection& db, Timestamp now, ChatKey chat, TelegramUserId user,
                  bool is_chat_admin) {
  db.execute(
      "UPDATE memberships SET is_chat_admin = $3, admin_checked_at = $4 WHERE chat_id = $1 "
      "AND user_id = (SELECT id FROM users WHERE telegram_id = $2)",
      {chat, user, is_chat_admin, now});
}

}  // namespace

std::string UserProfile::name() const {
  std::string full = first_name;
  if (!last_name.empty()) full += (full.empty() ? "" : " ") + last_name;
  if (!full.empty()) return full;
  return username ? "@" + *username : id_text(id);
}

std::vector<Member> MemberRepository::all() const {
  return members_from(chat_.db().execute(
      k_members +
          " ORDER BY CASE m.role WHEN 'owner' THEN 0 WHEN 'admin' THEN 1 WHEN 'editor' THEN 2 "
          "ELSE 3 END, u.first_name, u.last_name, u.telegram_id",
      {chat_.key()}));
}

std::optional<Member> MemberRepository::find(TelegramUserId user) const {
  auto found =
      members_from(chat_.db().execute(k_members + " AND u.telegram_id = $2", {chat_.key(), user}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Member> MemberRepository::find_by_username(const std::string& username) const {
  return members_from(
      chat_.db().execute(k_members + " AND lower(u.username) = lower($2) ORDER BY u.telegram_id",
                         {chat_.key(), username}));
}

std::optional<Timestamp> MemberRepository::admin_checked_at(TelegramUserId user) const {
  const auto row = chat_.db().execute(
      "SELECT m.admin_checked_at FROM memberships m JOIN users u ON u.id = m.user_id "
      "WHERE m.chat_id = $1 AND u.telegram_id = $2",
      {chat_.key(), user});
  return row.empty() ? std::nullopt : row.front().optional_timestamp(0);
}

Member MemberRepository::get(TelegramUserId user) const {
  if (auto member = find(user)) return *member;
  throw Error(ErrorKind::not_found, "no such member of this chat: " + id_text(user),
              "igbotctl chat members");
}

void MemberRepository::update(TelegramUserId user, const char* assignment,
                              const sql::Value& value) {
  chat_.db().execute("UPDATE memberships SET " + std::string(assignment) +
                         " = $3 WHERE chat_id = $1 AND user_id = "
                         "(SELECT id FROM users WHERE telegram_id = $2)",
                     {chat_.key(), user, value});
}

void MemberRepository::set_role(TelegramUserId user, Role role,
                                const std::optional<std::string>& reason) {
  const Role before = get(user).standing.role;
  if (before == role) return;
  update(user, "role", to_string(role));
  chat_.audit({.entity = "member",
               .entity_id = id_text(user),
               .action = "role",
               .before = std::string(to_string(before)),
               .after = std::string(to_string(role)),
               .reason = reason});
}

void MemberRepository::set_present(TelegramUserId user, bool present) {
  if (get(user).standing.is_present == present) return;
  update(user, "is_present", present);
  chat_.audit(
      {.entity = "member", .entity_id = id_text(user), .action = present ? "came" : "left"});
}

void see_member(ChatScope chat, const UserProfile& user, Sighting sighting) {
  chat.technically([&] { see(chat.db(), chat.now(), chat.key(), user, sighting); });
}

void see_member(Bookkeeping& unit, ChatKey chat, const UserProfile& user, Sighting sighting) {
  see(unit.db(), unit.now(), chat, user, sighting);
}

void record_chat_admin(ChatScope chat, TelegramUserId user, bool is_chat_admin) {
  chat.technically([&] { record_admin(chat.db(), chat.now(), chat.key(), user, is_chat_admin); });
}

void record_chat_admin(Bookkeeping& unit, ChatKey chat, TelegramUserId user, bool is_chat_admin) {
  record_admin(unit.db(), unit.now(), chat, user, is_chat_admin);
}

}  // namespace igbot::access
