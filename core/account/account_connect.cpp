// SPDX-License-Identifier: MIT
#include "core/account/account_connect.hpp"

#include "core/access/authorise.hpp"
#include "core/account/login_redirect.hpp"
#include "core/account/login_states.hpp"
#include "core/crypto/random_token.hpp"
#include "core/text/text.hpp"

namespace igbot {
std::string connect_command(ChatScope scope, std::optional<AccountLogin> login) {
  const auto row =
      scope.db().execute("SELECT telegram_id FROM chats WHERE id = $1", {scope.key()}).front();
  return "igbotctl account connect --chat " + std::to_string(row.integer(0)) + " --login " +
         (login ? to_string(*login) : "instagram");
}

BegunLogin begin_login(ChatScope scope, InstagramLogin& platform, AccountLogin login) {
  access::require_right(scope, access::Right::administer);
  const Secret state = crypto::random_token();
  const std::string url = platform.authorization_url(login, state.reveal());
  LoginStates(scope).add(state, to_string(login));
  return {login, url, scope.now() + k_login_state_lives};
}

TakenRedirect take_redirect(ChatScope scope, const std::string& pasted,
                            std::optional<AccountLogin> expected) {
  access::require_right(scope, access::Right::administer);
  const LoginRedirect redirect = parse_login_redirect(pasted);
  const std::string again = connect_command(scope, expected);
  const auto login = account_login_from(LoginStates(scope).redeem(redirect.state, again).kind);
  if (!login || (expected && *expected != *login)) {
    return {{}, Error(ErrorKind::conflict, "this address belongs to another kind of login", again)};
  }
  if (!redirect.error.empty()) return {{}, not_granted(redirect, again)};
  return {GrantedLogin{*login, redirect.code}, {}};
}

VerifiedToken verify_login(InstagramLogin& platform, const GrantedLogin& granted,
                           const WantedAccount& wanted, Timestamp now) {
  const IssuedToken issued = platform.exchange_code(granted.login, granted.code.reveal());
  if (issued.token.empty()) {
    throw Error(ErrorKind::failed, "the platform gave an empty token for the login",
                "igbotctl account connect, once more");
  }
  VerifiedToken verified = verify_token(platform, granted.login, issued, wanted);
  verified.issued_at = now;
  return verified;
}

}  // namespace igbot
