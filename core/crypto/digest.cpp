// SPDX-License-Identifier: MIT
#include "core/crypto/digest.hpp"

#include <array>

#include "core/crypto/hmac.hpp"
#include "core/crypto/libcrypto.hpp"
#include "core/error.hpp"

namespace igbot::crypto {
namespace {

constexpr std::size_t k_longest_digest = 64;  // EVP_MAX_MD_SIZE

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
  return to_hex({reinterpret_cast<const char*>(digest.data()), size});
}

std::string digest_hex(DigestAlgorithm algorithm, std::string_view bytes) {
  Digest digest(algorithm);
  digest.update(bytes);
  return digest.hex();
}

}  // namespace igbot::crypto
