// SPDX-License-Identifier: MIT
#include "tests/support/tls_server.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace igbot::test {
namespace {

constexpr std::int64_t k_day_seconds{86400};

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("openssl: ") + what);
}

void add_extension(X509& certificate, int nid, const std::string& value) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, OpensslFree<X509_EXTENSION, &X509_EXTENSION_free>>
      extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  require(extension != nullptr && X509_add_ext(&certificate, extension.get(), -1) == 1,
          "extension");
}

/// Not by OpenSSL's text form: that has no NUL.
void add_name(X509& certificate, const std::string& dns) {
  ASN1_IA5STRING* text = ASN1_IA5STRING_new();
  ASN1_STRING_set(text, dns.data(), static_cast<int>(dns.size()));
  GENERAL_NAME* name = GENERAL_NAME_new();
  GENERAL_NAME_set0_value(name, GEN_DNS, text);
  GENERAL_NAMES* names = sk_GENERAL_NAME_new_null();
  sk_GENERAL_NAME_push(names, name);
  const int added = X509_add1_ext_i2d(&certificate, NID_subject_alt_name, names, 0, 0);
  GENERAL_NAMES_free(names);
  require(added == 1, "name");
}

}  // namespace

Identity make_identity(const CertificateWish& wish, const Identity* signer) {
  Identity made{Certificate(X509_new()), PrivateKey(EVP_EC_gen("P-256"))};
  X509& certificate = *made.certificate;
  X509_set_version(&certificate, X509_VERSION_3);
  static long k_serial = 1;
  ASN1_INTEGER_set(X509_get_serialNumber(&certificate), k_serial++);
  X509_gmtime_adj(X509_getm_notBefore(&certificate), wish.from * k_day_seconds);
  X509_gmtime_adj(X509_getm_notAfter(&certificate), wish.until * k_day_seconds);
  X509_set_pubkey(&certificate, made.key.get());
  X509_NAME* subject = X509_get_subject_name(&certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(wish.common_name.data()),
                             static_cast<int>(wish.common_name.size()), -1, 0);
  const Identity& by = signer == nullptr ? made : *signer;
  X509_set_issuer_name(&certificate, X509_get_subject_name(by.certificate.get()));
  add_extension(certificate, NID_basic_constraints,
                wish.is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  if (!wish.is_authority) {
    add_extension(certificate, NID_ext_key_usage, wish.usage);
    add_name(certificate, wish.dns);
  }
  require(X509_sign(&certificate, by.key.get(), EVP_sha256()) > 0, "signature");
  return made;
}

ThrowawayAuthority::ThrowawayAuthority()
    : identity_(make_identity({.common_name = "throw-away authority", .is_authority = true})) {
  const std::unique_ptr<BIO, OpensslFree<BIO, &BIO_free_all>> memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(memory.get(), identity_.certificate.get());
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &bytes);
  file_ =
      std::make_unique<TemporaryFile>("ca.pem", std::string(bytes, static_cast<std::size_t>(size)));
}

TlsServer::TlsServer(Identity identity, int newest_version)
    : identity_(std::move(identity)),
      context_(SSL_CTX_new(TLS_server_method())),
      listener_([this](int descriptor) { serve(descriptor); }) {
  // The lowest level, or OpenSSL itself would refuse the old versions that it plays here.
  if (newest_version < TLS1_2_VERSION) SSL_CTX_set_security_level(context_.get(), 0);
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context_.get(), newest_version);
  require(SSL_CTX_use_certificate(context_.get(), identity_.certificate.get()) == 1 &&
              SSL_CTX_use_PrivateKey(context_.get(), identity_.key.get()) == 1,
          "identity of a server");
}

std::string TlsServer::heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}

void TlsServer::serve(int descriptor) {
  // OpenSSL writes without MSG_NOSIGNAL, and clients that do not trust it hang up.
  sigset_t broken_pipe{};
  ::sigaddset(&broken_pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
  const std::unique_ptr<SSL, OpensslFree<SSL, &SSL_free>> tls(SSL_new(context_.get()));
  SSL_set_fd(tls.get(), descriptor);
  if (SSL_accept(tls.get()) != 1) return;
  std::array<char, 4096> piece{};
  std::string request;
  while (request.find("\r\n\r\n") == std::string::npos) {
    const int got = SSL_read(tls.get(), piece.data(), static_cast<int>(piece.size()));
    if (got <= 0) break;
    request.append(piece.data(), static_cast<std::size_t>(got));
  }
  {
    const std::lock_guard lock(mutex_);
    heard_ += request;
  }
  constexpr std::string_view k_answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  SSL_write(tls.get(), k_answer.data(), static_cast<int>(k_answer.size()));
  SSL_shutdown(tls.get());
}

}  // namespace igbot::test
