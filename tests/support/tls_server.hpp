// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <mutex>
#include <string>

#include "tests/support/loopback_listener.hpp"
#include "tests/support/temporary_file.hpp"

namespace igbot::test {

template <typename T, void (*Free)(T*)>
struct OpensslFree {
  void operator()(T* owned) const { Free(owned); }
};
using Certificate = std::unique_ptr<X509, OpensslFree<X509, &X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY, &EVP_PKEY_free>>;
using TlsContext = std::unique_ptr<SSL_CTX, OpensslFree<SSL_CTX, &SSL_CTX_free>>;

struct Identity {
  Certificate certificate;
  PrivateKey key;
};

/// What a certificate says; its times in days from now.
struct CertificateWish {
  std::string dns = "localhost";  ///< its only alternative name, byte for byte
  std::string common_name = "localhost";
  int from = -1;
  int until = 1;
  bool is_authority = false;
  std::string usage = "serverAuth";
};

/// Signed by itself when there is no `signer`.
Identity make_identity(const CertificateWish& wish, const Identity* signer = nullptr);

/// An authority for one test, with its certificate in a file.
class ThrowawayAuthority {
 public:
  ThrowawayAuthority();
  const Identity& identity() const { return identity_; }
  std::string file() const { return file_->path().string(); }

 private:
  Identity identity_;
  std::unique_ptr<TemporaryFile> file_;
};

/// Answers any request with "{}" over TLS up to a version, and keeps what it heard.
class TlsServer {
 public:
  explicit TlsServer(Identity identity, int newest_version = TLS1_3_VERSION);
  int port() const { return listener_.port(); }
  /// What came through finished handshakes.
  std::string heard() const;

 private:
  void serve(int descriptor);

  Identity identity_;
  TlsContext context_;
  mutable std::mutex mutex_;
  std::string heard_;
  LoopbackListener listener_;  // the last, so that its threads end before what they use
};

}  // namespace igbot::test
