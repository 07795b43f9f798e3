// SPDX-License-Identifier: MIT
#include "core/crypto/random_token.hpp"

#include <sodium.h>

#include <array>

#include "core/error.hpp"

namespace igbot::crypto {

Secret random_token() {
  if (::sodium_init() < 0) throw Error(ErrorKind::failed, "libsodium could not be initialised");
  constexpr std::size_t k_random_bytes = 24;
  constexpr int k_url_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<unsigned char, k_random_bytes> bytes{};
  ::randombytes_buf(bytes.data(), bytes.size());
  std::array<char, sodium_base64_ENCODED_LEN(k_random_bytes, k_url_variant)> text{};
  ::sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), k_url_variant);
  return Secret(text.data());
}

}  // namespace igbot::crypto
