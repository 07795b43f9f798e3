// SPDX-License-Identifier: MIT
#include "core/crypto/libcrypto.hpp"

#include <dlfcn.h>

#include <string>

#include "core/error.hpp"

namespace igbot::crypto {
namespace {

// openssl/crypto.h: OPENSSL_INIT_NO_LOAD_CONFIG; the system's openssl.cnf is not ours to obey.
constexpr std::uint64_t k_no_load_config = 0x80;

template <typename Function>
void load(void* library, const char* name, Function& function) {
  void* symbol = ::dlsym(library, name);
  if (symbol == nullptr) {
    throw Error(ErrorKind::failed, std::string("libcrypto.so.3 lacks a function: ") + name,
                "install libssl3");
  }
  function = reinterpret_cast<Function>(symbol);
}

Libcrypto open_libcrypto() {
  void* library = ::dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    throw Error(ErrorKind::failed, "libcrypto.so.3 could not be opened", "install libssl3");
  }
  Libcrypto crypto{};
  load(library, "OPENSSL_init_crypto", crypto.init_crypto);
  load(library, "EVP_MD_fetch", crypto.md_fetch);
  load(library, "EVP_MD_CTX_new", crypto.ctx_new);
  load(library, "EVP_MD_CTX_free", crypto.ctx_free);
  load(library, "EVP_DigestInit_ex", crypto.init);
  load(library, "EVP_DigestUpdate", crypto.update);
  load(library, "EVP_DigestFinal_ex", crypto.final);
  load(library, "EVP_CIPHER_fetch", crypto.cipher_fetch);
  load(library, "EVP_CIPHER_CTX_new", crypto.cipher_ctx_new);
  load(library, "EVP_CIPHER_CTX_free", crypto.cipher_ctx_free);
  load(library, "EVP_DecryptInit_ex", crypto.decrypt_init);
  load(library, "EVP_DecryptUpdate", crypto.decrypt_update);
  load(library, "EVP_DecryptFinal_ex", crypto.decrypt_final);
  load(library, "HMAC", crypto.hmac);
  load(library, "BIO_new_mem_buf", crypto.bio_new_mem_buf);
  load(library, "BIO_free", crypto.bio_free);
  load(library, "PEM_read_bio_PrivateKey", crypto.pem_read_private_key);
  load(library, "EVP_PKEY_is_a", crypto.pkey_is_a);
  load(library, "EVP_PKEY_get_bits", crypto.pkey_get_bits);
  load(library, "EVP_PKEY_free", crypto.pkey_free);
  load(library, "EVP_DigestSignInit", crypto.digest_sign_init);
  load(library, "EVP_DigestSign", crypto.digest_sign);
  load(library, "ERR_clear_error", crypto.err_clear_error);
  crypto.init_crypto(k_no_load_config, nullptr);
  crypto.sha256 = crypto.md_fetch(nullptr, "SHA256", nullptr);
  crypto.md5 = crypto.md_fetch(nullptr, "MD5", nullptr);
  return crypto;
}

}  // namespace

const Libcrypto& libcrypto() {
  static const Libcrypto crypto = open_libcrypto();
  return crypto;
}

}  // namespace igbot::crypto
