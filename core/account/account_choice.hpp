// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/account/instagram_login.hpp"

namespace igbot {

/// Which account somebody means; what is empty may be anything.
struct WantedAccount {
  std::string instagram_id = {};
  std::string username = {};  ///< lower case, without the @
};

/// A token and the account that the platform says it reaches.
struct VerifiedToken {
  AccountLogin login = AccountLogin::instagram;
  InstagramIdentity identity;
  IssuedToken issued;
  /// When the platform issued it; none for a token that somebody had already.
  std::optional<Timestamp> issued_at = {};
};

/// The one account that is meant among those a token reaches. Throws ErrorKind::conflict, naming
/// what there is, when it is none of them or a personal account, which Instagram lets no program
/// publish with; ErrorKind::usage when several could be meant.
InstagramIdentity choose_account(const std::vector<InstagramIdentity>& reached,
                                 const WantedAccount& wanted);

/// What a person must know of an account that can be connected but will not publish stories.
std::optional<std::string> warning_about(const InstagramIdentity& identity);

/// Asks the platform which accounts the token reaches and chooses. Throws as InstagramLogin and
/// choose_account do.
VerifiedToken verify_token(InstagramLogin& login, AccountLogin kind, const IssuedToken& issued,
                           const WantedAccount& wanted);

/// Facebook's tokens begin with EAA, Instagram's with IG.
AccountLogin login_of_token(const Secret& token);

}  // namespace igbot
