// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/account/account_repository.hpp"
#include "core/clock.hpp"
#include "core/secret.hpp"

namespace igbot {

/// An account as the platform describes it to the holder of a token.
struct InstagramIdentity {
  std::string instagram_id;
  std::string username;      ///< lower case, without the @
  std::string account_type;  ///< BUSINESS, MEDIA_CREATOR, PERSONAL; empty = not said
};

struct IssuedToken {
  Secret token;
  /// None: it does not expire on a clock, or nobody said when.
  std::optional<Timestamp> expires_at;
};

/// The port to Meta's two logins. Throws ErrorKind::auth when the platform refuses the token, code
/// or app (with the cause and the command that helps), ErrorKind::temporary when it cannot be
/// reached or asks to wait, ErrorKind::config when the app's id, secret or redirect address is
/// missing. Safe for use by several threads.
class InstagramLogin {
 public:
  virtual ~InstagramLogin() = default;
  /// Where a person grants access; `state` comes back in the redirect.
  virtual std::string authorization_url(AccountLogin login, const std::string& state) = 0;
  /// The long-lived token for the code of a redirect.
  virtual IssuedToken exchange_code(AccountLogin login, const std::string& code) = 0;
  /// The accounts that token reaches: one for Instagram Login; with Facebook Login those of the
  /// person's Pages.
  virtual std::vector<InstagramIdentity> identify(AccountLogin login, const Secret& token) = 0;
  /// A new token for one that still works and is at least 24 hours old (Instagram Login), or a new
  /// exchange (Facebook Login).
  virtual IssuedToken refresh(AccountLogin login, const Secret& token) = 0;
};

}  // namespace igbot
