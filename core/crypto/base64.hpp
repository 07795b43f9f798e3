// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace igbot::crypto {

/// Base64 with the standard alphabet and padding (RFC 4648, section 4).
std::string to_base64(std::string_view bytes);
/// Nothing for a text that is anything else.
std::optional<std::string> from_base64(std::string_view text);

/// Base64 with the URL alphabet and no padding (RFC 4648, section 5; RFC 7515, section 2).
std::string to_base64url(std::string_view bytes);
/// Nothing for a text that is anything else.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace igbot::crypto
