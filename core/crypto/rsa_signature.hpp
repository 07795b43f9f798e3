// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/secret.hpp"

namespace igbot::crypto {

/// RS256 (RFC 7518, section 3.3): RSASSA-PKCS1-v1_5 with SHA-256 over a text, as raw bytes. The key
/// is an unencrypted private RSA key in PEM (PKCS#8 or PKCS#1) of 2048 to 8192 bits. Throws
/// ErrorKind::usage for a key that is anything else, ErrorKind::failed when libcrypto.so.3 is
/// missing or refuses.
std::string sign_rs256(const Secret& private_key, std::string_view text);

}  // namespace igbot::crypto
