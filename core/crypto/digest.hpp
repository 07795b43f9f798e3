// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace igbot::crypto {

enum class DigestAlgorithm { sha256, md5 };

/// A digest computed piece by piece, by OpenSSL's libcrypto: it uses the CPU's SHA instructions.
/// The library is opened at the first use, so commands that hash nothing do not pay for it.
/// One object is for one thread; several objects may work at once.
class Digest {
 public:
  /// Throws ErrorKind::failed when libcrypto.so.3 is missing or refuses the algorithm.
  explicit Digest(DigestAlgorithm algorithm);
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;

  void update(std::string_view bytes);
  /// The digest of everything so far, in lower-case hex; ends this computation.
  std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// The digest of one text, in lower-case hex.
std::string digest_hex(DigestAlgorithm algorithm, std::string_view bytes);

}  // namespace igbot::crypto
