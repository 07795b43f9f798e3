// SPDX-License-Identifier: MIT
#include "core/crypto/digest.hpp"

#include <dlfcn.h>

#include <array>
#include <cstdint>

#include "core/error.hpp"

namespace igbot::crypto {
namespace {

constexpr std::size_t k_longest_digest = 64;  // EVP_MAX_MD_SIZE
// openssl/crypto.h: OPENSSL_INIT_NO_LOAD_CONFIG; the system's openssl.cnf is not ours to obey.
constexpr std::uint64_t k_no_load_config = 0x80;

/// The few functions of libcrypto 3 used here (EVP_DigestInit(3), EVP_MD_fetch(3)).
struct Libcrypto {
  int (*init_crypto)(std::uint64_t options, const void* settings);
  void* (*md_fetch)(void* library, const char* algorithm, const char* properties);
  void* (*ctx_new)();
  void (*ctx_free)(void* context);
  int (*init)(void* context, const void* md, void* engine);
  int (*update)(void* context, const void* bytes, std::size_t size);
  int (*final)(void* context, unsigned char* digest, unsigned int* size);
  void* sha256 = nullptr;
  void* md5 = nullptr;
};

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
  crypto.init_crypto(k_no_load_config, nullptr);
  crypto.sha256 = crypto.md_fetch(nullptr, "SHA256", nullptr);
  crypto.md5 = crypto.md_fetch(nullptr, "MD5", nullptr);
  return crypto;
}

/// Opened once and kept until the process ends.
const Libcrypto& libcrypto() {
  static const Libcrypto crypto = open_libcrypto();
  return crypto;
}

[[noreturn]] void refuse() {
  throw Error(ErrorKind::failed, "libcrypto refused to compute a digest", "check libssl3");
}

}  // namespace

struct Digest::Context {
  explicit Context(const void* md) : handle(libcrypto().ctx_new()) {
    if (md == nullptr || handle == nullptr || libcrypto().init(handle, md, nullptr) != 1) {
      libcrypto().ctx_free(handle);
      refuse();
    }
  }
  ~Context() { libcrypto().ctx_free(handle); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  void* handle;
};

Digest::Digest(DigestAlgorithm algorithm)
    : context_(std::make_unique<Context>(algorithm == DigestAlgorithm::sha256 ? libcrypto().sha256
                                                                              : libcrypto().md5)) {}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::update(std::string_view bytes) {
  if (libcrypto().update(context_->handle, bytes.data(), bytes.size()) != 1) refuse();
}

std::string Digest::hex() {
  std::array<unsigned char, k_longest_digest> digest{};
  unsigned int size = 0;
  if (libcrypto().final(context_->handle, digest.data(), &size) != 1) refuse();
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(std::size_t{size} * 2);
  for (std::size_t i = 0; i < size; ++i) {
    text += digits[digest[i] >> 4U];
    text += digits[digest[i] & 0x0FU];
  }
  return text;
}

std::string digest_hex(DigestAlgorithm algorithm, std::string_view bytes) {
  Digest digest(algorithm);
  digest.update(bytes);
  return digest.hex();
}

}  // namespace igbot::crypto
