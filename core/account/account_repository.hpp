// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/unit_of_work.hpp"

namespace igbot {

/// Through which of Meta's two logins an account is reached.
enum class AccountLogin { instagram, facebook };
std::string to_string(AccountLogin login);
/// Nothing for a word that names no login.
std::optional<AccountLogin> account_login_from(const std::string& text);

enum class AccountState {
  active,
  dead,     ///< has no token that works; a person must connect it again
  removed,  ///< kept for the history alone
};
std::string to_string(AccountState state);

/// An Instagram account of a chat.
struct Account {
  AccountId id{};
  std::string instagram_id;
  std::string username;  ///< lower case, without the @
  AccountLogin login = AccountLogin::instagram;
  std::optional<CredentialId> credential;
  AccountState state = AccountState::active;
};

struct NewAccount {
  std::string instagram_id;
  std::string username;
  AccountLogin login = AccountLogin::instagram;
};

/// The accounts of one chat. Every change is audited.
class AccountRepository {
 public:
  explicit AccountRepository(ChatScope chat) : chat_(chat) {}

  /// Those not removed, by username.
  std::vector<Account> all() const;
  std::optional<Account> find(AccountId id) const;
  /// Those not removed.
  std::optional<Account> find_by_username(const std::string& username) const;
  std::optional<Account> find_by_instagram_id(const std::string& instagram_id) const;
  /// The one that was removed last.
  std::optional<Account> find_removed(const std::string& instagram_id) const;

  /// Adds it, `dead` until it has a credential. Throws ErrorKind::conflict when the chat has that
  /// Instagram account already.
  Account add(const NewAccount& account);
  /// What the platform says of it now; unchanged writes nothing.
  void describe(const Account& account, const std::string& username, AccountLogin login);
  /// Gives it a credential of the same chat and makes it active.
  void set_credential(const Account& account, CredentialId credential);
  void set_state(const Account& account, AccountState state,
                 const std::optional<std::string>& reason);

 private:
  void audit(const Account& account, const std::string& action,
             const std::optional<std::string>& reason) const;

  ChatScope chat_;
};

}  // namespace igbot
