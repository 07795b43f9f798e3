// SPDX-License-Identifier: MIT
#include "core/crypto/fernet.hpp"

#include <sodium.h>

#include <array>

#include "core/crypto/base64.hpp"
#include "core/crypto/key_text.hpp"
#include "core/crypto/libcrypto.hpp"
#include "core/error.hpp"

namespace igbot::crypto {
namespace {

// version, time stamp, iv, ciphertext (whole blocks, at least one), HMAC
constexpr char k_version = '\x80';
constexpr std::size_t k_iv_at = 1 + 8;
constexpr std::size_t k_block = 16;
constexpr std::size_t k_text_at = k_iv_at + k_block;
constexpr std::size_t k_mac_bytes = crypto_auth_hmacsha256_BYTES;
constexpr std::size_t k_half_key = 16;
constexpr std::size_t k_longest_token = 1024UL * 1024;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// The token's bytes; nothing unless they have the shape of a token.
std::optional<std::string> decode_token(std::string token) {
  if (token.size() > k_longest_token) return std::nullopt;
  while (token.ends_with('=')) token.pop_back();
  auto bytes = from_base64url(token);
  if (!bytes) return std::nullopt;
  const std::size_t size = bytes->size();
  const bool whole = size >= k_text_at + k_block + k_mac_bytes &&
                     (size - k_text_at - k_mac_bytes) % k_block == 0 && bytes->front() == k_version;
  return whole ? bytes : std::nullopt;
}

bool is_authentic(std::string_view token, std::string_view signing_key) {
  const std::string_view body = token.substr(0, token.size() - k_mac_bytes);
  std::array<unsigned char, k_mac_bytes> mac{};
  crypto_auth_hmacsha256_state state;
  ::crypto_auth_hmacsha256_init(&state, bytes_of(signing_key), signing_key.size());
  ::crypto_auth_hmacsha256_update(&state, bytes_of(body), body.size());
  ::crypto_auth_hmacsha256_final(&state, mac.data());
  ::sodium_memzero(&state, sizeof state);
  return ::sodium_memcmp(mac.data(), token.data() + body.size(), mac.size()) == 0;
}

/// A decryption that goes away with its key.
class Decryption {
 public:
  Decryption() : context_(libcrypto().cipher_ctx_new()) {}
  ~Decryption() { libcrypto().cipher_ctx_free(context_); }
  Decryption(const Decryption&) = delete;
  Decryption& operator=(const Decryption&) = delete;
  void* get() const { return context_; }

 private:
  void* context_;
};

/// Nothing when the padding is wrong.
std::optional<Secret> decrypt(std::string_view token, std::string_view key) {
  const Libcrypto& crypto = libcrypto();
  static void* const cipher = crypto.cipher_fetch(nullptr, "AES-128-CBC", nullptr);
  const Decryption decryption;
  const std::string_view text = token.substr(k_text_at, token.size() - k_text_at - k_mac_bytes);
  if (cipher == nullptr || decryption.get() == nullptr ||
      crypto.decrypt_init(decryption.get(), cipher, nullptr, bytes_of(key),
                          bytes_of(token.substr(k_iv_at, k_block))) != 1) {
    throw Error(ErrorKind::failed, "libcrypto refused to decrypt", "check libssl3");
  }
  std::string plain(text.size() + k_block, '\0');
  auto* const out = reinterpret_cast<unsigned char*>(plain.data());
  int size = 0;
  int rest = 0;
  const bool good = crypto.decrypt_update(decryption.get(), out, &size, bytes_of(text),
                                          static_cast<int>(text.size())) == 1 &&
                    crypto.decrypt_final(decryption.get(), out + size, &rest) == 1;
  std::optional<Secret> secret;
  if (good)
    secret =
        Secret(plain.substr(0, static_cast<std::size_t>(size) + static_cast<std::size_t>(rest)));
  ::sodium_memzero(plain.data(), plain.size());
  return secret;
}

}  // namespace

FernetKeys FernetKeys::parse(const Secret& text) {
  std::vector<Secret> keys = parse_keys(text);
  if (keys.empty()) throw Error(ErrorKind::config, "no Fernet key was given");
  return FernetKeys(std::move(keys));
}

std::optional<Secret> FernetKeys::open(const std::string& token) const {
  const auto bytes = decode_token(token);
  if (!bytes) return std::nullopt;
  for (const Secret& key : keys_) {
    const std::string_view halves = key.reveal();
    if (is_authentic(*bytes, halves.substr(0, k_half_key))) {
      return decrypt(*bytes, halves.substr(k_half_key));
    }
  }
  return std::nullopt;
}

}  // namespace igbot::crypto
