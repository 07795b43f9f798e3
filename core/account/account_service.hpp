// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/account/account_choice.hpp"
#include "core/account/account_repository.hpp"
#include "core/crypto/key_ring.hpp"
#include "core/settings/settings_write.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot {

/// An account with what is known of its token, the token apart.
struct AccountView {
  Account account;
  bool in_use = false;  ///< the chat publishes with it
  std::optional<Timestamp> expires_at;
  /// When the token came here: with the account, a login or a renewal.
  std::optional<Timestamp> token_since;
  Timestamp created_at{};
  std::int64_t open_posts = 0;  ///< that go out with it because somebody chose it for them
};

struct ConnectedAccount {
  Account account;
  bool is_new = false;    ///< the chat did not have it
  bool was_dead = false;  ///< it had, without a token that worked
  bool in_use = false;    ///< the chat publishes with it
};

struct RemovedAccount {
  Account account;
  bool was_in_use = false;
  std::int64_t posts = 0;  ///< open posts that go back to the account the chat uses
};

/// The Instagram accounts of one chat inside one transaction of its caller: what the shell and
/// Telegram both use. Every change takes who may administer the chat (core/access) and is audited.
class AccountService {
 public:
  AccountService(UnitOfWork& unit, ChatKey chat) : unit_(unit), scope_(unit.chat(chat)) {}

  /// Those not removed, by username.
  std::vector<AccountView> all() const;
  /// By username with or without the @, Instagram id or our own. Throws ErrorKind::not_found.
  AccountView get(const std::string& who) const;

  /// Stores a verified token for its account, new or not, in the place of the one before; the
  /// account works again, and what was told about its token is over. The first account of a chat is
  /// the one it uses. Throws ErrorKind::conflict when another account has that name here.
  ConnectedAccount connect(const VerifiedToken& verified, const crypto::KeyRing& keys);
  /// Publishes with it from now on.
  SettingsOutcome use(const std::string& who, const std::optional<std::string>& reason);
  /// Takes it away with its credential; the history keeps it. If the chat uses it, it uses none
  /// afterwards. Throws ErrorKind::conflict while a post is being published with it.
  RemovedAccount remove(const std::string& who, const std::optional<std::string>& reason);

 private:
  Account find_or_add(const VerifiedToken& verified);
  void rename_in_use(const std::string& before, const std::string& after);
  std::string used() const;
  std::int64_t release_posts(const Account& account);
  void require_not_publishing(const Account& account) const;

  UnitOfWork& unit_;
  ChatScope scope_;
};

/// The kinds of condition an account's token can be in; their subject is the account's id.
inline constexpr const char* k_token_dead = "token";
inline constexpr const char* k_token_expires = "token_expires";
inline constexpr const char* k_token_renewal = "token_renewal";
/// What was told about the token of this account is over.
void end_token_conditions(UnitOfWork& unit, ChatKey chat, AccountId account);

}  // namespace igbot
