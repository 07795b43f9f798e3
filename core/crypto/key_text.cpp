// SPDX-License-Identifier: MIT
#include "core/crypto/key_text.hpp"

#include <sodium.h>

#include <algorithm>

#include "core/crypto/base64.hpp"
#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot::crypto {
namespace {

constexpr std::size_t k_text_key_bytes = 32;

/// Base64 in either alphabet, with or without padding: the replaced system's keys are such, too.
Secret decode(std::string line) {
  std::replace(line.begin(), line.end(), '+', '-');
  std::replace(line.begin(), line.end(), '/', '_');
  while (line.ends_with('=')) line.pop_back();
  auto key = from_base64url(line);
  if (!key || key->size() != k_text_key_bytes) {
    throw Error(ErrorKind::config, "not an encryption key: 32 bytes in base64 are one",
                "put the intact key back, or for the first time: igbotctl key generate FILE");
  }
  return Secret(std::move(*key));
}

}  // namespace

void require_sodium() {
  if (::sodium_init() < 0) throw Error(ErrorKind::failed, "libsodium could not be initialised");
}

std::vector<Secret> parse_keys(const Secret& text) {
  require_sodium();
  std::vector<Secret> keys;
  for (const std::string& line : text::split(text.reveal(), '\n')) {
    if (text::trim(line).starts_with('#')) continue;
    for (const std::string& word : text::split(line, ',')) {
      const std::string trimmed = text::trim(word);
      if (!trimmed.empty()) keys.push_back(decode(trimmed));
    }
  }
  return keys;
}

}  // namespace igbot::crypto
