// SPDX-License-Identifier: MIT
#include "core/crypto/base64.hpp"

#include <sodium.h>

#include <algorithm>

namespace igbot::crypto {
namespace {

constexpr int k_standard_alphabet = sodium_base64_VARIANT_ORIGINAL;
constexpr int k_url_alphabet = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string encode_base64(std::string_view bytes, int alphabet) {
  std::string text(sodium_base64_encoded_len(bytes.size(), alphabet), '\0');
  ::sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), alphabet);
  text.pop_back();  // the terminating zero
  return text;
}

std::optional<std::string> decode_base64(std::string_view text, int alphabet) {
  // libsodium 1.0.18 takes bytes beyond ASCII for digits.
  const bool is_ascii = std::none_of(text.begin(), text.end(),
                                     [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
  if (!is_ascii) return std::nullopt;
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed =
      ::sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &length, &end, alphabet);
  if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(length);
  return bytes;
}

}  // namespace

std::string to_base64(std::string_view bytes) { return encode_base64(bytes, k_standard_alphabet); }
std::optional<std::string> from_base64(std::string_view text) {
  return decode_base64(text, k_standard_alphabet);
}

std::string to_base64url(std::string_view bytes) { return encode_base64(bytes, k_url_alphabet); }
std::optional<std::string> from_base64url(std::string_view text) {
  return decode_base64(text, k_url_alphabet);
}

}  // namespace igbot::crypto
