// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace igbot::http {

/// Whether a request may go to that URL: https to any host, plain http to this machine only
/// (127.0.0.0/8 written in full, [::1], localhost). A URL that two parsers could read differently
/// (user names, backslashes, control characters, spaces) is never allowed.
bool is_allowed_url(std::string_view url);

/// True for a plain http URL that is allowed, so one to this machine.
bool is_loopback_url(std::string_view url);

/// Scheme, host and port of a URL ("https://example.org:8443"): what stands before its path.
std::string origin_of_url(std::string_view url);

/// The URL as it may be shown: no query, no user name, no bot token.
std::string redact_url(std::string_view url);

/// `text` for use in a query or a path segment (RFC 3986 unreserved characters stay).
std::string percent_encode(std::string_view text);
/// The reverse; nothing when a '%' is followed by anything but two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text);
/// The value of a query: + is a space there, too. What is encoded wrongly stays as it is.
std::string query_decode(std::string_view text);

}  // namespace igbot::http
