// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/crypto/key_ring.hpp"
#include "core/error.hpp"
#include "core/media/google_login.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::media {

/// Where a person is sent back to when nothing listens there: the address is copied from the
/// browser. Google accepts every port of this machine for installed applications (RFC 8252, 7.3).
inline constexpr const char* k_pasted_redirect = "http://127.0.0.1:1/";

/// A login that a person goes on with in a browser.
struct BegunDriveLogin {
  std::string url;
  Timestamp expires_at{};
};

/// In the transaction of whoever begins it; takes who may administer the chat. Throws
/// ErrorKind::config as GoogleLogin does.
BegunDriveLogin begin_drive_login(ChatScope scope, GoogleLogin& google, const crypto::KeyRing& keys,
                                  const std::string& redirect_uri);

/// What came back from it, its state used up.
struct GrantedDriveLogin {
  Secret code;
  Secret verifier;
  std::string redirect_uri;
};

/// As account_connect's TakenRedirect: a refusal uses the state up, too, so it is returned.
struct TakenDriveRedirect {
  std::optional<GrantedDriveLogin> granted;
  std::optional<Error> refused;
};

/// Takes the address that a person was sent to, in the transaction of the same actor. Throws
/// ErrorKind::usage for what is no such address, and as LoginStates for a state that is not the
/// actor's.
TakenDriveRedirect take_drive_redirect(ChatScope scope, const std::string& address,
                                       const crypto::KeyRing& keys);

}  // namespace igbot::media
