// SPDX-License-Identifier: MIT
#include "core/crypto/key_ring.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "core/crypto/key_text.hpp"
#include "core/error.hpp"
#include "core/private_file.hpp"

namespace igbot::crypto {
namespace {

constexpr std::size_t k_key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t k_nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t k_tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t k_id_bytes = 8;

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

/// Shown and stored beside what the key sealed: says nothing about the key itself.
std::string id_of(const Secret& key) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  ::crypto_generichash(hash.data(), hash.size(), bytes_of(key.reveal()), key.reveal().size(),
                       nullptr, 0);
  std::array<char, hash.size() * 2 + 1> hex{};
  ::sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return std::string(hex.data(), k_id_bytes);
}

std::string associated_data(const SealedFor& owner, const std::string& key_id) {
  return "igbotctl 1\n" + std::to_string(number(owner.chat)) + "\n" + owner.kind + "\n" +
         std::to_string(owner.row) + "\n" + key_id;
}

PrivateFile terms_of_key_file(const std::filesystem::path& file) {
  return {"key file", "as key_file",
          "put it back, or for the first time: igbotctl key generate " + file.string(),
          "a key is one line"};
}

}  // namespace

KeyRing KeyRing::parse(const Secret& text) {
  std::vector<Key> keys;
  for (Secret& key : parse_keys(text)) {
    const std::string id = id_of(key);
    const bool known =
        std::any_of(keys.begin(), keys.end(), [&](const Key& each) { return each.id == id; });
    if (!known) keys.push_back({id, std::move(key)});
  }
  if (keys.empty()) {
    throw Error(ErrorKind::config, "no encryption key is configured",
                "igbotctl key generate FILE, and key_file = \"FILE\" in the configuration");
  }
  return KeyRing(std::move(keys));
}

KeyRing KeyRing::read(const std::filesystem::path& file) {
  const Secret content = read_private_file(file, terms_of_key_file(file));
  try {
    return parse(content);
  } catch (const Error& error) {
    throw Error(error.kind(), std::string(error.what()) + ": " + file.string(), error.hint());
  }
}

Sealed KeyRing::seal(const Secret& secret, const SealedFor& owner) const {
  const Key& key = keys_.front();
  const std::string bound = associated_data(owner, key.id);
  const std::string& plain = secret.reveal();
  std::string bytes(k_nonce_bytes + plain.size() + k_tag_bytes, '\0');
  ::randombytes_buf(bytes.data(), k_nonce_bytes);
  ::crypto_aead_xchacha20poly1305_ietf_encrypt(
      bytes_of(bytes) + k_nonce_bytes, nullptr, bytes_of(plain), plain.size(), bytes_of(bound),
      bound.size(), nullptr, bytes_of(bytes), bytes_of(key.bytes.reveal()));
  return {key.id, std::move(bytes)};
}

Secret KeyRing::open(const Sealed& sealed, const SealedFor& owner) const {
  const auto key = std::find_if(keys_.begin(), keys_.end(),
                                [&](const Key& each) { return each.id == sealed.key_id; });
  if (key == keys_.end()) {
    throw Error(ErrorKind::auth, "no configured key has the id " + sealed.key_id,
                "put the key that sealed it into key_file, after the first one; igbotctl key list "
                "shows what is missing");
  }
  const Error damaged(ErrorKind::auth,
                      "credential cannot be opened: it was changed, or belongs to something else",
                      "connect it again");
  if (sealed.bytes.size() < k_nonce_bytes + k_tag_bytes) throw damaged;
  const std::string bound = associated_data(owner, key->id);
  std::string plain(sealed.bytes.size() - k_nonce_bytes - k_tag_bytes, '\0');
  const int failed = ::crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes_of(plain), nullptr, nullptr, bytes_of(sealed.bytes) + k_nonce_bytes,
      sealed.bytes.size() - k_nonce_bytes, bytes_of(bound), bound.size(), bytes_of(sealed.bytes),
      bytes_of(key->bytes.reveal()));
  if (failed != 0) throw damaged;
  return Secret(std::move(plain));
}

std::vector<std::string> KeyRing::ids() const {
  std::vector<std::string> ids;
  for (const Key& key : keys_) ids.push_back(key.id);
  return ids;
}

Secret generate_key() {
  require_sodium();
  std::array<unsigned char, k_key_bytes> key{};
  ::randombytes_buf(key.data(), key.size());
  std::string text(sodium_base64_ENCODED_LEN(k_key_bytes, sodium_base64_VARIANT_ORIGINAL), '\0');
  ::sodium_bin2base64(text.data(), text.size(), key.data(), key.size(),
                      sodium_base64_VARIANT_ORIGINAL);
  ::sodium_memzero(key.data(), key.size());
  text.pop_back();  // the terminating zero
  return Secret(std::move(text));
}

}  // namespace igbot::crypto
