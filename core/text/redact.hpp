// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace igbot::text {

/// What stands in place of a secret.
inline constexpr std::string_view k_redacted = "[redacted]";

/// The one place where text leaves the program: bot tokens (also in a URL path), values of
/// access_token, client_secret and their like (query, JSON or `name = value`), signed S3 queries,
/// Authorization headers, bearer tokens and Meta or Google tokens standing alone become
/// "[redacted]". JSON stays JSON. Digests ("sha256:…") are left alone.
std::string redact(std::string_view text);

}  // namespace igbot::text
