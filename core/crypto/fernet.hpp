// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/secret.hpp"

namespace igbot::crypto {

/// The keys of a system that sealed its secrets as Fernet tokens (version 0x80: AES-128-CBC under
/// HMAC-SHA256, https://github.com/fernet/spec/blob/master/Spec.md): any of them opens. Tokens are
/// only read here, never made.
class FernetKeys {
 public:
  /// Keys separated by line breaks or commas, 32 bytes in base64 each; lines that begin with # are
  /// comments. Throws ErrorKind::config when there is none or one is no key.
  static FernetKeys parse(const Secret& text);

  /// What a token holds: verified first, then decrypted; nothing when it is no whole token or none
  /// of the keys made it. Its age does not matter.
  std::optional<Secret> open(const std::string& token) const;

 private:
  explicit FernetKeys(std::vector<Secret> keys) : keys_(std::move(keys)) {}

  std::vector<Secret> keys_;
};

}  // namespace igbot::crypto
