// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/secret.hpp"

namespace igbot::media {

/// The port to Google's login for installed applications (RFC 8252 with PKCE, RFC 7636).
class GoogleLogin {
 public:
  virtual ~GoogleLogin() = default;

  /// Where a person grants reading their Drive: they are sent back to `redirect_uri`, an address of
  /// their own machine, with `state`. `challenge`: S256, base64url. Throws ErrorKind::config when
  /// no client is configured.
  virtual std::string authorization_url(const std::string& redirect_uri, const std::string& state,
                                        const std::string& challenge) = 0;
  /// What a chat keeps for it, a credential of kind google_oauth. Throws ErrorKind::auth when
  /// Google refuses the code, or gives no token that lasts.
  virtual Secret exchange_code(const Secret& code, const Secret& verifier,
                               const std::string& redirect_uri) = 0;
  /// Asks Google to forget it; one that Google does not know is no error.
  virtual void revoke(const Secret& credential) = 0;
};

}  // namespace igbot::media
