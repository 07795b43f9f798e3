// SPDX-License-Identifier: MIT
#include "core/crypto/hmac.hpp"

#include "core/crypto/libcrypto.hpp"
#include "core/error.hpp"

namespace igbot::crypto {

std::string hmac_sha256(std::string_view key, std::string_view text) {
  constexpr std::size_t k_sha256_bytes = 32;
  std::string mac(k_sha256_bytes, '\0');
  unsigned int size = 0;
  const Libcrypto& crypto = libcrypto();
  const void* made = crypto.hmac(crypto.sha256, key.data(), static_cast<int>(key.size()),
                                 reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                                 reinterpret_cast<unsigned char*>(mac.data()), &size);
  if (made == nullptr || size != k_sha256_bytes) {
    throw Error(ErrorKind::failed, "libcrypto refused to compute an HMAC", "check libssl3");
  }
  return mac;
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += {k_digits[byte >> 4U], k_digits[byte & 0x0FU]};
  }
  return text;
}

}  // namespace igbot::crypto
