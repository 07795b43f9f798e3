// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/secret.hpp"

namespace igbot::crypto {

/// Makes libsodium ready; throws ErrorKind::failed when it cannot be.
void require_sodium();

/// The keys of a text: 32 bytes in base64 each (either alphabet, with or without padding),
/// separated by line breaks or commas; lines that begin with # are comments. Returns the bytes of
/// each, in order; throws ErrorKind::config for a word that is no key.
std::vector<Secret> parse_keys(const Secret& text);

}  // namespace igbot::crypto
