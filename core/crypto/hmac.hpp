// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace igbot::crypto {

/// HMAC-SHA256 (RFC 2104) of a text: 32 raw bytes, which may be the key of the next. Throws
/// ErrorKind::failed when libcrypto.so.3 is missing or refuses.
std::string hmac_sha256(std::string_view key, std::string_view text);

/// Bytes in lower-case hex.
std::string to_hex(std::string_view bytes);

}  // namespace igbot::crypto
