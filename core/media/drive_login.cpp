// SPDX-License-Identifier: MIT
#include "core/media/drive_login.hpp"

#include "core/access/authorise.hpp"
#include "core/account/login_redirect.hpp"
#include "core/account/login_states.hpp"
#include "core/crypto/pkce.hpp"
#include "core/crypto/random_token.hpp"
#include "core/http/url.hpp"
#include "core/text/text.hpp"

namespace igbot::media {
namespace {

constexpr const char* k_kind = "google_drive";
constexpr const char* k_again = "igbotctl source connect drive";

/// The address without what was put behind it: what the code was given for.
std::string redirect_of(const std::string& address) {
  const std::string trimmed = text::trim(address);
  std::string redirect = trimmed.substr(0, trimmed.find('?'));
  if (http::is_loopback_url(redirect)) return redirect;
  throw Error(ErrorKind::usage, "this is not the whole address that a login with Google ends with",
              "copy it from the browser; it begins with http://127.0.0.1");
}

}  // namespace

BegunDriveLogin begin_drive_login(ChatScope scope, GoogleLogin& google, const crypto::KeyRing& keys,
                                  const std::string& redirect_uri) {
  access::require_right(scope, access::Right::administer);
  const Secret state = crypto::random_token();
  const Secret verifier = crypto::pkce_verifier();
  const std::string url =
      google.authorization_url(redirect_uri, state.reveal(), crypto::pkce_challenge(verifier));
  LoginStates(scope).add(state, k_kind, verifier, keys);
  return {url, scope.now() + k_login_state_lives};
}

TakenDriveRedirect take_drive_redirect(ChatScope scope, const std::string& address,
                                       const crypto::KeyRing& keys) {
  access::require_right(scope, access::Right::administer);
  const LoginRedirect redirect = parse_login_redirect(address);
  const std::string redirect_uri = redirect_of(address);
  const RedeemedLogin login = LoginStates(scope).redeem(redirect.state, k_again);
  if (login.kind != k_kind || !login.verifier) {
    return {{},
            Error(ErrorKind::conflict, "this address belongs to another kind of login", k_again)};
  }
  if (!redirect.error.empty()) return {{}, not_granted(redirect, k_again)};
  return {GrantedDriveLogin{redirect.code, keys.open(*login.verifier, login.owner), redirect_uri},
          {}};
}

}  // namespace igbot::media
