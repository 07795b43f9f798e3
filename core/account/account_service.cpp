// SPDX-License-Identifier: MIT
#include "core/account/account_service.hpp"

#include "core/access/authorise.hpp"
#include "core/account/credential_repository.hpp"
#include "core/settings/registry.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/condition_repository.hpp"
#include "core/text/text.hpp"

namespace igbot {
namespace {

/// Posts that are not over: what somebody chose for them still counts.
constexpr const char* k_open_posts =
    "FROM posts WHERE chat_id = $1 AND account_id = $2 AND state IN ('planned', 'claimed', "
    "'sending', 'awaiting', 'approved', 'preparing', 'prepared', 'publishing', 'unknown', "
    "'failed', 'missed')";

bool is_called(const Account& account, const std::string& who) {
  return account.username == who || account.instagram_id == who || id_text(account.id) == who;
}

AccountView view_of(ChatScope scope, const Account& account, const std::string& used) {
  AccountView view{
      .account = account, .in_use = account.username == used, .expires_at = {}, .token_since = {}};
  const auto row = scope.db()
                       .execute(
                           "SELECT a.created_at, c.expires_at, COALESCE(c.refreshed_at, "
                           "c.issued_at, c.created_at) FROM accounts a LEFT JOIN credentials c ON "
                           "c.chat_id = a.chat_id AND c.id = a.credential_id "
                           "WHERE a.chat_id = $1 AND a.id = $2",
                           {scope.key(), account.id})
                       .front();
  view.created_at = row.timestamp(0);
  view.expires_at = row.optional_timestamp(1);
  view.token_since = row.optional_timestamp(2);
  view.open_posts =
      scope.db()
          .execute(std::string("SELECT count(*) ") + k_open_posts, {scope.key(), account.id})
          .front()
          .integer(0);
  return view;
}

}  // namespace

void end_token_conditions(UnitOfWork& unit, ChatKey chat, AccountId account) {
  unit.technically([&] {
    ConditionRepository conditions(unit);
    conditions.end(chat, k_token_dead, id_text(account));
    conditions.end(chat, k_token_expires, id_text(account));
    conditions.end(chat, k_token_renewal, id_text(account));
  });
}

std::string AccountService::used() const {
  if (!SettingsRepository(scope_).exists()) return {};
  return SettingsService(scope_).load().active_account;
}

std::vector<AccountView> AccountService::all() const {
  const std::string in_use = used();
  std::vector<AccountView> views;
  for (const Account& account : AccountRepository(scope_).all()) {
    views.push_back(view_of(scope_, account, in_use));
  }
  return views;
}

AccountView AccountService::get(const std::string& who) const {
  std::string name = text::to_lower(text::trim(who));
  if (name.starts_with('@')) name.erase(0, 1);
  const auto accounts = AccountRepository(scope_).all();
  // A name that consists of digits is a name before it is an id.
  for (const Account& account : accounts) {
    if (account.username == name) return view_of(scope_, account, used());
  }
  for (const Account& account : accounts) {
    if (is_called(account, name)) return view_of(scope_, account, used());
  }
  throw Error(ErrorKind::not_found, "the chat has no account called " + who,
              "igbotctl account list");
}

Account AccountService::find_or_add(const VerifiedToken& verified) {
  const InstagramIdentity& identity = verified.identity;
  AccountRepository accounts(scope_);
  const auto namesake = accounts.find_by_username(identity.username);
  if (namesake && namesake->instagram_id != identity.instagram_id) {
    throw Error(
        ErrorKind::conflict,
        "another account is called @" + identity.username + " here: " + namesake->instagram_id,
        "it was renamed meanwhile: connect that one again, or igbotctl account remove " +
            namesake->instagram_id);
  }
  auto known = accounts.find_by_instagram_id(identity.instagram_id);
  if (!known) known = accounts.find_removed(identity.instagram_id);
  if (!known) return accounts.add({identity.instagram_id, identity.username, verified.login});
  accounts.describe(*known, identity.username, verified.login);
  rename_in_use(known->username, identity.username);
  known->username = identity.username;
  known->login = verified.login;
  return *known;
}

/// The setting names the account by its username.
void AccountService::rename_in_use(const std::string& before, const std::string& after) {
  if (before == after || used() != before) return;
  SettingsService(scope_).set({{k_active_account, after}}, "the account is called so now");
}

ConnectedAccount AccountService::connect(const VerifiedToken& verified,
                                         const crypto::KeyRing& keys) {
  access::require_right(scope_, access::Right::administer);
  AccountRepository accounts(scope_);
  CredentialRepository credentials(scope_);
  const bool is_first = accounts.all().empty();
  const auto present = accounts.find_by_instagram_id(verified.identity.instagram_id);
  Account account = find_or_add(verified);
  if (account.credential) credentials.erase(*account.credential);
  const CredentialId credential = credentials.add({.kind = CredentialKind::instagram_token,
                                                   .secret = verified.issued.token,
                                                   .issued_at = verified.issued_at,
                                                   .expires_at = verified.issued.expires_at},
                                                  keys);
  accounts.set_credential(account, credential);
  account.credential = credential;
  account.state = AccountState::active;
  end_token_conditions(unit_, scope_.key(), account.id);
  const bool has_settings = SettingsRepository(scope_).exists();
  if (is_first && has_settings && used().empty()) {
    SettingsService(scope_).set({{k_active_account, account.username}}, "the first account");
  }
  if (!present) redraw_cards(scope_);
  return {.account = account,
          .is_new = !present,
          .was_dead = present && present->state == AccountState::dead,
          .in_use = used() == account.username};
}

SettingsOutcome AccountService::use(const std::string& who,
                                    const std::optional<std::string>& reason) {
  const std::string username = text::to_lower(who) == "none" ? "none" : get(who).account.username;
  return SettingsService(scope_).set({{k_active_account, username}}, reason);
}

void AccountService::require_not_publishing(const Account& account) const {
  const auto busy = scope_.db().execute(
      "SELECT id FROM posts WHERE chat_id = $1 AND state = 'publishing' AND "
      "prepared_account_id = $2 LIMIT 1",
      {scope_.key(), account.id});
  if (busy.empty()) return;
  throw Error(ErrorKind::conflict,
              "post " + std::to_string(busy.front().integer(0)) + " is being published with @" +
                  account.username,
              "try again when igbotctl post run has settled it");
}

std::int64_t AccountService::release_posts(const Account& account) {
  const auto posts = scope_.db().execute(std::string("SELECT id ") + k_open_posts + " ORDER BY id",
                                         {scope_.key(), account.id});
  for (const auto& row : posts.rows) {
    scope_.db().execute("UPDATE posts SET account_id = NULL WHERE chat_id = $1 AND id = $2",
                        {scope_.key(), row.integer(0)});
    scope_.audit({.entity = "post",
                  .entity_id = std::to_string(row.integer(0)),
                  .action = "account",
                  .before = "@" + account.username,
                  .reason = "the account was removed"});
  }
  if (!posts.empty()) redraw_cards(scope_);
  return static_cast<std::int64_t>(posts.rows.size());
}

RemovedAccount AccountService::remove(const std::string& who,
                                      const std::optional<std::string>& reason) {
  const AccountView view = get(who);
  const Account& account = view.account;
  access::require_right(scope_, access::Right::administer);
  require_not_publishing(account);
  RemovedAccount removed{account, view.in_use, release_posts(account)};
  if (view.in_use) {
    SettingsService(scope_).set({{k_active_account, "none"}},
                                "@" + account.username + " was removed");
  }
  if (account.credential) CredentialRepository(scope_).erase(*account.credential);
  AccountRepository(scope_).set_state(account, AccountState::removed, reason);
  end_token_conditions(unit_, scope_.key(), account.id);
  return removed;
}

}  // namespace igbot
