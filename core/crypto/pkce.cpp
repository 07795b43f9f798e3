// SPDX-License-Identifier: MIT
#include "core/crypto/pkce.hpp"

#include <sodium.h>

#include <array>

#include "core/crypto/key_text.hpp"
#include "core/crypto/random_token.hpp"

namespace igbot::crypto {

Secret pkce_verifier() { return Secret(random_token().reveal() + random_token().reveal()); }

std::string pkce_challenge(const Secret& verifier) {
  require_sodium();
  const std::string& text = verifier.reveal();
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  ::crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
  constexpr int k_challenge_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, k_challenge_variant)>
      encoded{};
  ::sodium_bin2base64(encoded.data(), encoded.size(), digest.data(), digest.size(),
                      k_challenge_variant);
  return encoded.data();
}

}  // namespace igbot::crypto
