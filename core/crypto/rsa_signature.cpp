// SPDX-License-Identifier: MIT
#include "core/crypto/rsa_signature.hpp"

#include <memory>

#include "core/crypto/libcrypto.hpp"
#include "core/error.hpp"

namespace igbot::crypto {
namespace {

constexpr std::size_t k_longest_key_text = 16UL * 1024;
constexpr int k_shortest_key = 2048;
constexpr int k_longest_key = 8192;

using Handle = std::unique_ptr<void, void (*)(void*)>;

void free_bio(void* bio) { libcrypto().bio_free(bio); }

/// Without it the library would ask at the terminal for the passphrase of an encrypted key.
int no_passphrase(char*, int, int, void*) { return -1; }

Error no_rsa_key() {
  return {ErrorKind::usage, "not a private RSA key of 2048 to 8192 bits in PEM",
          "give the key file as it was downloaded"};
}

Handle read_rsa_key(const Secret& private_key) {
  const Libcrypto& crypto = libcrypto();
  const std::string& pem = private_key.reveal();
  if (pem.empty() || pem.size() > k_longest_key_text) throw no_rsa_key();
  const Handle bio(crypto.bio_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &free_bio);
  if (!bio) throw Error(ErrorKind::failed, "libcrypto refused to read a key", "check libssl3");
  Handle key(crypto.pem_read_private_key(bio.get(), nullptr, &no_passphrase, nullptr),
             crypto.pkey_free);
  crypto.err_clear_error();
  if (!key || crypto.pkey_is_a(key.get(), "RSA") != 1) throw no_rsa_key();
  const int bits = crypto.pkey_get_bits(key.get());
  if (bits < k_shortest_key || bits > k_longest_key) throw no_rsa_key();
  return key;
}

}  // namespace

std::string sign_rs256(const Secret& private_key, std::string_view text) {
  const Libcrypto& crypto = libcrypto();
  const Handle key = read_rsa_key(private_key);
  const Handle context(crypto.ctx_new(), crypto.ctx_free);
  std::string signature(k_longest_key / 8, '\0');
  std::size_t size = signature.size();
  const bool made =
      context &&
      crypto.digest_sign_init(context.get(), nullptr, crypto.sha256, nullptr, key.get()) == 1 &&
      crypto.digest_sign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                         reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
  if (!made) throw Error(ErrorKind::failed, "libcrypto refused to sign", "check libssl3");
  signature.resize(size);
  return signature;
}

}  // namespace igbot::crypto
