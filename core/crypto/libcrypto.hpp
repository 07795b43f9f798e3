// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace igbot::crypto {

/// The few functions of OpenSSL 3's libcrypto used here (EVP_DigestInit(3), EVP_MD_fetch(3),
/// EVP_EncryptInit(3), EVP_CIPHER_fetch(3), HMAC(3), BIO_s_mem(3), PEM_read_bio_PrivateKey(3),
/// EVP_PKEY_get_size(3), EVP_DigestSignInit(3), ERR_clear_error(3)).
struct Libcrypto {
  int (*init_crypto)(std::uint64_t options, const void* settings);
  void* (*md_fetch)(void* library, const char* algorithm, const char* properties);
  void* (*ctx_new)();
  void (*ctx_free)(void* context);
  int (*init)(void* context, const void* md, void* engine);
  int (*update)(void* context, const void* bytes, std::size_t size);
  int (*final)(void* context, unsigned char* digest, unsigned int* size);
  void* (*cipher_fetch)(void* library, const char* algorithm, const char* properties);
  void* (*cipher_ctx_new)();
  void (*cipher_ctx_free)(void* context);
  int (*decrypt_init)(void* context, const void* cipher, void* engine, const unsigned char* key,
                      const unsigned char* iv);
  int (*decrypt_update)(void* context, unsigned char* out, int* size, const unsigned char* in,
                        int in_size);
  int (*decrypt_final)(void* context, unsigned char* out, int* size);
  unsigned char* (*hmac)(const void* md, const void* key, int key_size, const unsigned char* bytes,
                         std::size_t size, unsigned char* mac, unsigned int* mac_size);
  void* (*bio_new_mem_buf)(const void* bytes, int size);
  int (*bio_free)(void* bio);
  void* (*pem_read_private_key)(void* bio, void** key, int (*passphrase)(char*, int, int, void*),
                                void* user);
  int (*pkey_is_a)(const void* key, const char* name);
  int (*pkey_get_bits)(const void* key);
  void (*pkey_free)(void* key);
  int (*digest_sign_init)(void* context, void** key_context, const void* md, void* engine,
                          void* key);
  int (*digest_sign)(void* context, unsigned char* signature, std::size_t* size,
                     const unsigned char* text, std::size_t text_size);
  void (*err_clear_error)();
  void* sha256 = nullptr;
  void* md5 = nullptr;
};

/// The library, opened at the first use and kept until the process ends: commands that need none of
/// it do not pay for it. Throws ErrorKind::failed when libcrypto.so.3 is missing or lacks
/// something.
const Libcrypto& libcrypto();

}  // namespace igbot::crypto
