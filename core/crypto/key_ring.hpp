// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "core/secret.hpp"

namespace igbot::crypto {

/// What a sealed secret belongs to; it opens nowhere else.
struct SealedFor {
  ChatKey chat{};
  std::string kind;
  std::int64_t row = 0;
};

struct Sealed {
  std::string key_id;
  std::string bytes;  ///< nonce and ciphertext
};

/// The installation's encryption keys: the first seals, any opens (libsodium XChaCha20-Poly1305,
/// random nonce, bound to chat, kind, row and key id). A key is 32 bytes in base64; its id follows
/// from it and may be shown.
class KeyRing {
 public:
  /// Keys separated by line breaks or commas; lines that begin with # are comments; a key given
  /// twice counts once. Throws ErrorKind::config when there is none or one is no key.
  static KeyRing parse(const Secret& text);
  /// Throws ErrorKind::config also unless it is an ordinary file, not a symbolic link, that is this
  /// user's (or root's) and nobody else may touch.
  static KeyRing read(const std::filesystem::path& file);

  Sealed seal(const Secret& secret, const SealedFor& owner) const;
  /// Throws ErrorKind::auth when no key has that id, and when the bytes were changed or belong to
  /// something else.
  Secret open(const Sealed& sealed, const SealedFor& owner) const;

  /// The first one seals.
  std::vector<std::string> ids() const;

 private:
  struct Key {
    std::string id;
    Secret bytes;
  };
  explicit KeyRing(std::vector<Key> keys) : keys_(std::move(keys)) {}

  std::vector<Key> keys_;
};

/// A new random key, as a line of a key file.
Secret generate_key();

}  // namespace igbot::crypto
