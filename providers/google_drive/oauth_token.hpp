// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "core/secret.hpp"
#include "providers/google_drive/google_drive.hpp"

namespace igbot::google_drive {

/// The only right that is asked for.
inline constexpr const char* k_read_scope = "https://www.googleapis.com/auth/drive.readonly";

/// What Google's token endpoint gave.
struct IssuedTokens {
  Secret access;
  std::chrono::seconds life{0};
  Secret refresh;     ///< empty: none
  std::string scope;  ///< words separated by spaces; empty: not said
};

/// Posts a form to Google's token endpoint and reads the answer; any answer comes back.
http::Response post_form(http::HttpClient& http, const std::string& url,
                         const std::vector<http::Header>& fields);

/// The tokens in a 2xx answer; throws ErrorKind::failed when there are none.
IssuedTokens tokens_in(const http::Response& response);

/// Why the token endpoint refused. ErrorKind::auth with all known causes for a grant that is not
/// accepted, ErrorKind::config for a client that is unknown, ErrorKind::temporary for its own
/// troubles.
Error token_refusal(const http::Response& refused, CredentialKind kind);

/// The refresh token of a credential of kind google_oauth; throws ErrorKind::auth without one.
Secret refresh_token_of(const Secret& credential);

/// google.client_id and google.client_secret; throws ErrorKind::config when one is not set.
const GoogleConfig& with_client(const GoogleConfig& google);

}  // namespace igbot::google_drive
