// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/account/instagram_login.hpp"
#include "core/error.hpp"
#include "core/http/http.hpp"

namespace igbot::instagram {

/// What answers about tokens say, as pure functions; nothing for one that does not say it.

/// A token, which lives from `now` on; also inside of `data`, as one of Meta's pages shows it.
std::optional<IssuedToken> token_in(const http::Response& response, Timestamp now);
/// Whose token it is, by GET /me of Instagram Login.
std::optional<InstagramIdentity> identity_in(const http::Response& response);

struct PageOfAccounts {
  std::vector<InstagramIdentity> accounts;
  std::optional<std::string> next;  ///< the cursor of the next page
};
/// The Instagram accounts of GET /me/accounts of Facebook Login; Pages without one are left out.
std::optional<PageOfAccounts> accounts_in(const http::Response& response);

/// Why a call with a token failed: ErrorKind::auth when the token or the app's permission is
/// refused, ErrorKind::temporary for everything else. `what` names the call.
Error token_error(const http::Response& response, const std::string& what);
/// The same where a code or token is exchanged: any explicit refusal but a limit or failure of
/// Instagram's own is ErrorKind::auth.
Error exchange_error(const http::Response& response, const std::string& what);

}  // namespace igbot::instagram
