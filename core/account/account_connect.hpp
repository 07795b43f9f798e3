// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/account/account_choice.hpp"
#include "core/store/store.hpp"

namespace igbot {

/// A login that a person goes on with in a browser.
struct BegunLogin {
  AccountLogin login = AccountLogin::instagram;
  std::string url;
  Timestamp expires_at{};
};

/// In the transaction of whoever begins it; takes who may administer the chat. Throws
/// ErrorKind::config as InstagramLogin does.
BegunLogin begin_login(ChatScope scope, InstagramLogin& platform, AccountLogin login);

/// What came back from it, its state used up.
struct GrantedLogin {
  AccountLogin login = AccountLogin::instagram;
  Secret code;
};

/// Takes the address that a person was sent to. `expected`: the login that was begun, where the
/// caller knows. Throws ErrorKind::usage for what is no such address, as LoginStates for a state
/// that is not the actor's, and ErrorKind::auth when the person did not grant access. The state is
/// used up in every case but the first two, so a refusal must be stored, too: it is returned.
struct TakenRedirect {
  std::optional<GrantedLogin> granted;
  std::optional<Error> refused;
};
TakenRedirect take_redirect(ChatScope scope, const std::string& pasted,
                            std::optional<AccountLogin> expected);

/// Exchanges the code and asks which account it reaches: network, outside every transaction.
VerifiedToken verify_login(InstagramLogin& platform, const GrantedLogin& granted,
                           const WantedAccount& wanted, Timestamp now);

/// "igbotctl account connect --chat ID --login instagram".
std::string connect_command(ChatScope scope, std::optional<AccountLogin> login);

}  // namespace igbot
