// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <httplib.h>

#include <cstdlib>
#include <optional>

#include "providers/http/curl_client.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/lying_server.hpp"
#include "tests/support/tls_server.hpp"

namespace igbot::test {
namespace {

constexpr const char* k_path = "/bot123456789:AAE-token-nobody-may-hear/getMe";

/// SSL_CERT_FILE while the object lives.
class TrustedFile {
 public:
  explicit TrustedFile(const std::string& file) { ::setenv("SSL_CERT_FILE", file.c_str(), 1); }
  ~TrustedFile() { ::unsetenv("SSL_CERT_FILE"); }
  TrustedFile(const TrustedFile&) = delete;
  TrustedFile& operator=(const TrustedFile&) = delete;
};

struct BadServer {
  const char* name;
  Identity identity;
  int newest_version = TLS1_3_VERSION;
  const char* host = "localhost";
};

std::vector<BadServer> bad_servers(const Identity& known, const Identity& unknown) {
  // A certificate of a server is none of an authority, although an authority signed it.
  const Identity server = make_identity({}, &known);
  std::vector<BadServer> servers;
  const auto add = [&](const char* name, const CertificateWish& wish, const Identity* signer) {
    servers.push_back({.name = name, .identity = make_identity(wish, signer)});
  };
  add("expired", {.from = -3, .until = -2}, &known);
  add("not valid yet", {.from = 2, .until = 3}, &known);
  add("another host", {.dns = "example.org"}, &known);
  add("the host as common name only", {.dns = "example.org", .common_name = "localhost"}, &known);
  add("signed by itself", {}, nullptr);
  add("of an authority nobody knows", {}, &unknown);
  add("signed by the certificate of a server", {}, &server);
  add("for clients only", {.usage = "clientAuth"}, &known);
  add("a NUL within the name", {.dns = std::string("localhost\0.example.org", 22)}, &known);
  add("a name that goes on", {.dns = "localhost.example.org"}, &known);
  add("a star for all", {.dns = "*"}, &known);
  add("a star within", {.dns = "local*"}, &known);
  add("an address as a name", {.dns = "127.0.0.1", .common_name = "127.0.0.1"}, &known);
  servers.back().host = "127.0.0.1";
  add("a star for an address", {.dns = "*.0.0.1", .common_name = "127.0.0.1"}, &known);
  servers.back().host = "127.0.0.1";
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
    add(version == TLS1_VERSION ? "TLS 1.0" : "TLS 1.1", {}, &known);
    servers.back().newest_version = version;
  }
  return servers;
}

http::Request request_to(const char* host, int port) {
  return {.url = "https://" + std::string(host) + ":" + std::to_string(port) + k_path,
          .headers = {{"Authorization", "Bearer token-nobody-may-hear"}},
          .timeout = std::chrono::seconds(20)};
}

/// How a request failed; nothing when it was answered.
std::optional<http::Delivery> failure_at(const http::Request& request) {
  http::CurlClient client;
  try {
    client.send(request);
  } catch (const http::TransportError& error) {
    EXPECT_EQ(std::string(error.what()).find("nobody-may-hear"), std::string::npos);
    return error.delivery();
  }
  return std::nullopt;
}

TEST(Tls, OnlyAServerThatProvesItsNameHearsARequest) {
  const ThrowawayAuthority known;
  const ThrowawayAuthority unknown;
  const TrustedFile trusted(known.file());
  std::int64_t cases = 0;
  std::int64_t heard = 0;
  for (BadServer& bad : bad_servers(known.identity(), unknown.identity())) {
    const TlsServer server(std::move(bad.identity), bad.newest_version);
    EXPECT_EQ(failure_at(request_to(bad.host, server.port())), http::Delivery::not_sent)
        << bad.name;
    EXPECT_EQ(server.heard(), "") << bad.name;
    ++cases;
    heard += server.heard().empty() ? 0 : 1;
  }
  tell_figures("R6", "TLS servers that prove nothing", {{"cases", cases}, {"heard", heard}});
}

// The control: the same request arrives where the certificate is right.
TEST(Tls, AServerThatProvesItsNameIsAnswered) {
  const ThrowawayAuthority known;
  const TrustedFile trusted(known.file());
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const TlsServer server(make_identity({}, &known.identity()), version);
    EXPECT_EQ(failure_at(request_to("localhost", server.port())), std::nullopt);
    EXPECT_NE(server.heard().find(k_path), std::string::npos);
  }
}

// The control: a client that does not look is heard by all but the two old versions.
TEST(Tls, AClientThatDoesNotLookIsHeardByBadServers) {
  const ThrowawayAuthority known;
  const ThrowawayAuthority unknown;
  std::int64_t cases = 0;
  std::int64_t heard = 0;
  for (BadServer& bad : bad_servers(known.identity(), unknown.identity())) {
    const TlsServer server(std::move(bad.identity), bad.newest_version);
    httplib::SSLClient careless(bad.host, server.port());
    careless.enable_server_certificate_verification(false);
    careless.Get(k_path);
    ++cases;
    heard += server.heard().find(k_path) == std::string::npos ? 0 : 1;
  }
  EXPECT_GE(heard, cases - 2);
  tell_figures("R6", "control: a client that does not look at certificates",
               {{"cases", cases}, {"heard", heard}});
}

TEST(Tls, PlainHttpInsteadOfAHandshakeIsNotSent) {
  const LoopbackListener plain([](int descriptor) {
    std::atomic<std::size_t> sent = 0;
    Conversation(descriptor, sent).send(bytes_of({.body = "{}"}));
  });
  EXPECT_EQ(failure_at(request_to("localhost", plain.port())), http::Delivery::not_sent);
}

TEST(Tls, AHandshakeWithoutAnEndIsNotSent) {
  const LoopbackListener silent([](int descriptor) {
    std::atomic<std::size_t> sent = 0;
    Conversation(descriptor, sent).wait();
  });
  http::Request request = request_to("localhost", silent.port());
  request.timeout = std::chrono::milliseconds(300);
  EXPECT_EQ(failure_at(request), http::Delivery::not_sent);
}

}  // namespace
}  // namespace igbot::test
