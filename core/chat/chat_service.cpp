// SPDX-License-Identifier: MIT
#include "core/chat/chat_service.hpp"

#include "core/access/authorise.hpp"
#include "core/account/account_repository.hpp"
#include "core/account/credential_repository.hpp"
#include "core/health/chat_overview.hpp"
#include "core/settings/settings_repository.hpp"

namespace igbot {
namespace {

using access::Right;

std::int64_t count(ChatScope scope, const char* sql) {
  return scope.db().execute(sql, {scope.key()}).front().integer(0);
}

/// Erases what could act for the team elsewhere; an account without a token is dead.
std::int64_t erase_credentials(ChatScope scope) {
  AccountRepository accounts(scope);
  for (const Account& account : accounts.all()) {
    if (account.credential) accounts.set_state(account, AccountState::dead, "chat archived");
  }
  // Drafts of the wizard and logins half done may hold sealed secrets, too.
  for (const char* sql : {"DELETE FROM conversations WHERE chat_id = $1",
                          "DELETE FROM oauth_states WHERE chat_id = $1"}) {
    scope.db().execute(sql, {scope.key()});
  }
  return static_cast<std::int64_t>(CredentialRepository(scope).erase_all());
}

/// News that nobody was told yet are old when the chat comes back.
void drop_notices(ChatScope scope) {
  scope.db().execute(
      "UPDATE outbox SET state = 'dropped', wake_at = NULL, last_error = 'chat archived' "
      "WHERE chat_id = $1 AND kind = 'notice' AND state = 'waiting'",
      {scope.key()});
}

}  // namespace

Chat ChatService::get() const { return ChatRepository(unit_).find(key_).value(); }

void ChatService::rename(const std::string& name) {
  const Chat chat = get();
  if (chat.name == name) return;
  access::require_right(unit_.chat(key_), Right::administer);
  ChatRepository(unit_).rename(chat, name);
}

Archived ChatService::archive(const std::optional<std::string>& reason) {
  const Chat chat = get();
  const ChatScope scope = unit_.chat(key_);
  Archived archived;
  archived.open_posts = count(scope,
                              "SELECT count(*) FROM posts WHERE chat_id = $1 AND state IN "
                              "('planned', 'awaiting', 'approved')");
  if (chat.state == ChatState::archived) return archived;
  access::require_right(scope, Right::administer);
  archived.changed = true;
  archived.credentials = erase_credentials(scope);
  drop_notices(scope);
  ChatRepository(unit_).set_state(chat, ChatState::archived, reason);
  return archived;
}

Unarchived ChatService::unarchive(const std::optional<std::string>& reason) {
  const Chat chat = get();
  const ChatScope scope = unit_.chat(key_);
  Unarchived unarchived{.state = chat.state};
  if (chat.state != ChatState::archived) return unarchived;
  access::require_right_even_if_archived(scope, Right::administer);
  unarchived.changed = true;
  unarchived.state = SettingsRepository(scope).exists() ? ChatState::active : ChatState::setup;
  unarchived.overdue = health::count_overdue(scope);
  unarchived.dead_accounts =
      count(scope, "SELECT count(*) FROM accounts WHERE chat_id = $1 AND state = 'dead'");
  ChatRepository(unit_).set_state(chat, unarchived.state, reason);
  return unarchived;
}

}  // namespace igbot
