// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/secret.hpp"

namespace igbot::crypto {

/// A fresh code verifier (RFC 7636, 4.1): 64 characters with 384 random bits.
Secret pkce_verifier();
/// Its S256 code challenge (4.2): the SHA-256 in base64url without padding.
std::string pkce_challenge(const Secret& verifier);

}  // namespace igbot::crypto
