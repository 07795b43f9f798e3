// SPDX-License-Identifier: MIT
#include "core/account/account_repository.hpp"

#include "core/text/names.hpp"

namespace igbot {
namespace {

constexpr text::Names<AccountLogin, 2> k_logins{{
    {AccountLogin::instagram, "instagram"},
    {AccountLogin::facebook, "facebook"},
}};
constexpr text::Names<AccountState, 3> k_account_states{{
    {AccountState::active, "active"},
    {AccountState::dead, "dead"},
    {AccountState::removed, "removed"},
}};

std::vector<Account> accounts_from(const sql::Result& result) {
  std::vector<Account> accounts;
  for (const sql::Row& row : result.rows) {
    accounts.push_back({row.id<AccountId>(0), row.text(1), row.text(2),
                        text::stored_name(k_logins, row.text(3), "login"),
                        row.optional_id<CredentialId>(4),
                        text::stored_name(k_account_states, row.text(5), "account state")});
  }
  return accounts;
}

std::optional<Account> only(std::vector<Account> accounts) {
  if (accounts.empty()) return std::nullopt;
  return std::move(accounts.front());
}

}  // namespace

std::string to_string(AccountLogin login) { return text::name_of(k_logins, login); }

std::optional<AccountLogin> account_login_from(const std::string& text) {
  return text::find_name(k_logins, text);
}

std::string to_string(AccountState state) { return text::name_of(k_account_states, state); }

std::vector<Account> AccountRepository::all() const {
  return accounts_from(chat_.db().execute(
      "SELECT id, instagram_id, username, login, credential_id, state FROM accounts "
      "WHERE chat_id = $1 AND state <> 'removed' ORDER BY username, id",
      {chat_.key()}));
}

std::optional<Account> AccountRepository::find(AccountId id) const {
  return only(accounts_from(chat_.db().execute(
      "SELECT id, instagram_id, username, login, credential_id, state FROM accounts "
      "WHERE chat_id = $1 AND id = $2",
      {chat_.key(), id})));
}

std::optional<Account> AccountRepository::find_by_username(const std::string& username) const {
  return only(accounts_from(chat_.db().execute(
      "SELECT id, instagram_id, username, login, credential_id, state FROM accounts "
      "WHERE chat_id = $1 AND username = $2 AND state <> 'removed' ORDER BY id",
      {chat_.key(), username})));
}

std::optional<Account> AccountRepository::find_by_instagram_id(
    const std::string& instagram_id) const {
  return only(accounts_from(chat_.db().execute(
      "SELECT id, instagram_id, username, login, credential_id, state FROM accounts "
      "WHERE chat_id = $1 AND instagram_id = $2 AND state <> 'removed'",
      {chat_.key(), instagram_id})));
}

std::optional<Account> AccountRepository::find_removed(const std::string& instagram_id) const {
  return only(accounts_from(chat_.db().execute(
      "SELECT id, instagram_id, username, login, credential_id, state FROM accounts "
      "WHERE chat_id = $1 AND instagram_id = $2 AND state = 'removed' ORDER BY id DESC LIMIT 1",
      {chat_.key(), instagram_id})));
}

Account AccountRepository::add(const NewAccount& account) {
  if (find_by_instagram_id(account.instagram_id)) {
    throw Error(ErrorKind::conflict, "the chat has this account already: @" + account.username);
  }
  const auto id = chat_.db()
                      .execute(
                          "INSERT INTO accounts (chat_id, instagram_id, username, login, state, "
                          "created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6) "
                          "RETURNING id",
                          {chat_.key(), account.instagram_id, account.username,
                           to_string(account.login), to_string(AccountState::dead), chat_.now()})
                      .front()
                      .id<AccountId>(0);
  Account added{id,           account.instagram_id, account.username, account.login,
                std::nullopt, AccountState::dead};
  audit(added, "created", std::nullopt);
  return added;
}

void AccountRepository::describe(const Account& account, const std::string& username,
                                 AccountLogin login) {
  if (account.username == username && account.login == login) return;
  chat_.db().execute(
      "UPDATE accounts SET username = $3, login = $4, updated_at = $5 "
      "WHERE chat_id = $1 AND id = $2",
      {chat_.key(), account.id, username, to_string(login), chat_.now()});
  Account described = account;
  described.username = username;
  audit(described, "described", std::nullopt);
}

void AccountRepository::set_credential(const Account& account, CredentialId credential) {
  chat_.db().execute(
      "UPDATE accounts SET credential_id = $3, state = $4, updated_at = $5 "
      "WHERE chat_id = $1 AND id = $2",
      {chat_.key(), account.id, credential, to_string(AccountState::active), chat_.now()});
  audit(account, "connected", std::nullopt);
}

void AccountRepository::set_state(const Account& account, AccountState state,
                                  const std::optional<std::string>& reason) {
  if (account.state == state) return;
  chat_.db().execute(
      "UPDATE accounts SET state = $3, updated_at = $4 WHERE chat_id = $1 AND id = $2",
      {chat_.key(), account.id, to_string(state), chat_.now()});
  audit(account, to_string(account.state) + " -> " + to_string(state), reason);
}

void AccountRepository::audit(const Account& account, const std::string& action,
                              const std::optional<std::string>& reason) const {
  chat_.audit({.entity = "account",
               .entity_id = std::to_string(number(account.id)),
               .action = action,
               .after = "@" + account.username,
               .reason = reason});
}

}  // namespace igbot
