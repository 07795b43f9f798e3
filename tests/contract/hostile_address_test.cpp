// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>

#include "core/error.hpp"
#include "core/http/public_address.hpp"
#include "providers/cloudinary/cloudinary_api.hpp"
#include "providers/http/curl_client.hpp"
#include "providers/staging/crawler_check.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/loopback_listener.hpp"
#include "tests/support/temporary_file.hpp"

namespace {

/// Whose owner answers with a public address first and with this machine ever after.
constexpr std::string_view k_rebound = "rebound.test";

std::atomic<int>& lookups() {
  static std::atomic<int> count = 0;
  return count;
}

}  // namespace

/// The resolver of this program, libcurl included: the C library's, but for that one name.
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                           addrinfo** found) {
  using Resolver = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto system = reinterpret_cast<Resolver>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  if (name == nullptr || name != k_rebound) return system(name, service, hints, found);
  return system(lookups()++ == 0 ? "93.184.216.34" : "127.0.0.1", service, hints, found);
}

namespace igbot {
namespace {

using namespace std::string_literals;
using test::LoopbackListener;

/// Addresses that lead to this machine or one within, by whatever spelling; %P is a port on which
/// this test listens.
const std::vector<std::string> k_hostile{
    // This machine.
    "https://127.0.0.1:%P/a", "https://localhost:%P/a", "https://LOCALHOST:%P/a",
    "https://localhost.:%P/a", "https://127.1:%P/a", "https://127.0.1:%P/a",
    "https://127.255.255.254:%P/a", "https://2130706433:%P/a", "https://0x7f000001:%P/a",
    "https://0x7f.0.0.1:%P/a", "https://0x7f.1:%P/a", "https://0177.0.0.1:%P/a",
    "https://017700000001:%P/a", "https://127.0.0.01:%P/a", "https://0:%P/a",
    "https://0.0.0.0:%P/a", "https://127.0.0.1.:%P/a", "https://[::1]:%P/a", "https://[::]:%P/a",
    "https://[0:0:0:0:0:0:0:1]:%P/a", "https://[::ffff:127.0.0.1]:%P/a",
    "https://[::ffff:7f00:1]:%P/a", "https://[::7f00:1]:%P/a", "https://[64:ff9b::7f00:1]:%P/a",
    "https://[2002:7f00:1::]:%P/a", "https://[::1%25lo]:%P/a", "https://[::1%lo]:%P/a",
    // Machines within.
    "https://10.0.0.1:%P/a", "https://10.255.255.255:%P/a", "https://172.16.0.1:%P/a",
    "https://172.31.255.255:%P/a", "https://192.168.0.1:%P/a", "https://192.168.1:%P/a",
    "https://0xc0a80001:%P/a", "https://3232235521:%P/a", "https://100.64.0.1:%P/a",
    "https://169.254.169.254:%P/latest/meta-data", "https://0xa9fea9fe:%P/a",
    "https://2852039166:%P/a", "https://[::ffff:169.254.169.254]:%P/a", "https://[fe80::1]:%P/a",
    "https://[fc00::1]:%P/a", "https://[fd12:3456::1]:%P/a", "https://[fec0::1]:%P/a",
    "https://[ff02::1]:%P/a", "https://198.18.0.1:%P/a", "https://192.0.2.1:%P/a",
    "https://203.0.113.1:%P/a", "https://224.0.0.1:%P/a", "https://255.255.255.255:%P/a",
    "https://[2001:db8::1]:%P/a",
    // What two parsers read differently.
    "https://user@127.0.0.1:%P/a", "https://example.org@127.0.0.1:%P/a",
    "https://127.0.0.1:%P@example.org/a", "https://example.org:80@127.0.0.1:%P/a",
    "https://127.0.0.1:%P\\@example.org/a", "https://127.0.0.1:%P#@example.org/a",
    "https://example.org\\.127.0.0.1:%P/a", "https:\\\\127.0.0.1:%P/a", "https:/127.0.0.1:%P/a",
    "https:127.0.0.1:%P/a", "https://127.0.0.1:%P\t/a", "https://127.0.0.1:%P\r\nHost: x/a",
    "https://127.0.0.1\0.example.org:%P/a"s, "https://%31%32%37.0.0.1:%P/a",
    "https://127%2e0%2e0%2e1:%P/a",
    "https://127\xE3\x80\x82"
    "0.0.1:%P/a",
    "https://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1:%P/a", "https://loc\xC3\xA1lhost:%P/a",
    "https://[127.0.0.1]:%P/a", "https://127.0.0.1:%P:443/a", "https://127.0.0.1:0%P:/a",
    "//127.0.0.1:%P/a", "ftp://127.0.0.1:%P/a", "file:///etc/passwd", "gopher://127.0.0.1:%P/a",
    "dict://127.0.0.1:%P/a", "https+http://127.0.0.1:%P/a", "http://10.0.0.1:%P/a",
    "http://127.1:%P/a", "http://[::ffff:127.0.0.1]:%P/a"};

std::string with_port(std::string url, int port) {
  const std::size_t at = url.find("%P");
  return at == std::string::npos ? url : url.replace(at, 2, std::to_string(port));
}

http::Request guarded(const std::string& url) {
  return {.url = url,
          .only_public = true,
          .connect_timeout = std::chrono::seconds(2),
          .timeout = std::chrono::seconds(5)};
}

/// Why nothing was sent; empty when something may have been.
std::string why_not_sent(http::HttpClient& client, const http::Request& request) {
  try {
    client.send(request);
  } catch (const http::TransportError& error) {
    return error.delivery() == http::Delivery::not_sent ? error.what() : "";
  } catch (const Error& error) {
    return error.kind() == ErrorKind::config ? error.what() : "";
  }
  return "";
}

TEST(HostileAddress, NoneIsConnectedToWhereAPublicOneIsNeeded) {
  const LoopbackListener listener([](int) {});
  http::CurlClient client;
  std::int64_t guarded_off = 0;
  for (const std::string& url : k_hostile) {
    const std::string why = why_not_sent(client, guarded(with_port(url, listener.port())));
    const bool is_spelling = why.find("url not allowed") != std::string::npos;
    const bool is_address = why.find("not public") != std::string::npos;
    // A name that no resolver knows leads nowhere.
    const bool is_unknown = why.find("resolve") != std::string::npos;
    EXPECT_TRUE(is_spelling || is_address || is_unknown) << url << ": " << why;
    if (is_address) ++guarded_off;
  }
  EXPECT_EQ(listener.connections(), 0U);
  EXPECT_GT(guarded_off, 20);
  test::tell_figures("S4", "hostile addresses where a public one is needed",
                     {{"addresses", k_hostile.size()},
                      {"refused at the socket", guarded_off},
                      {"connections", listener.connections()}});
}

// The control: without the guard this machine is reached by many of them.
TEST(HostileAddress, WithoutTheGuardThisMachineIsReached) {
  const LoopbackListener listener([](int) {});
  http::CurlClient client;
  for (const char* url : {"https://localhost:%P/a", "https://127.1:%P/a", "https://0x7f.1:%P/a",
                          "https://2130706433:%P/a", "https://0177.0.0.1:%P/a"}) {
    http::Request request = guarded(with_port(url, listener.port()));
    request.only_public = false;
    why_not_sent(client, request);
  }
  EXPECT_EQ(listener.connections(), 5U);
  test::tell_figures("S4", "control: hostile addresses without the guard",
                     {{"connections", listener.connections()}});
}

TEST(HostileAddress, TheLookAtWhereAStoreSaysACopyLiesConnectsToNoneOfThem) {
  const LoopbackListener listener([](int) {});
  http::CurlClient client;
  test::FakeClock clock;
  for (const std::string& url : k_hostile) {
    EXPECT_THROW(staging::check_as_crawler(client, clock, with_port(url, listener.port()),
                                           {"image/jpeg", 5}, staging::UrlFrom::store),
                 Error)
        << url;
  }
  EXPECT_EQ(listener.connections(), 0U);
}

/// What a program sees that looks a name up, and only then connects to it.
bool looks_public(const std::string& name) {
  addrinfo hints{};
  hints.ai_family = AF_INET;
  addrinfo* found = nullptr;
  if (::getaddrinfo(name.c_str(), nullptr, &hints, &found) != 0) return false;
  sockaddr_in address{};
  std::memcpy(&address, found->ai_addr, sizeof address);
  ::freeaddrinfo(found);
  std::array<std::uint8_t, 4> bytes{};
  std::memcpy(bytes.data(), &address.sin_addr, bytes.size());
  return http::is_public_address(bytes);
}

TEST(HostileAddress, ANameThatLeadsElsewhereTheSecondTimeIsNotConnectedTo) {
  std::array<std::size_t, 2> connections{};
  for (const bool is_guarded : {true, false}) {
    const LoopbackListener listener([](int) {});
    http::CurlClient client;
    lookups() = 0;
    ASSERT_TRUE(looks_public(std::string(k_rebound)));
    auto request = guarded(with_port("https://rebound.test:%P/a", listener.port()));
    request.only_public = is_guarded;
    const std::string why = why_not_sent(client, request);
    EXPECT_GE(lookups(), 2) << "libcurl asks the resolver of this program";
    EXPECT_EQ(why.find("not public") != std::string::npos, is_guarded) << why;
    connections.at(is_guarded ? 0 : 1) = listener.connections();
  }
  EXPECT_EQ(connections[0], 0U);
  EXPECT_EQ(connections[1], 1U) << "the control: who only looks the name up gets there";
  test::tell_figures("S4", "a name that leads elsewhere the second time",
                     {{"connections", connections[0]}});
  test::tell_figures("S4", "control: the same name, looked up before and not guarded",
                     {{"connections", connections[1]}});
}

TEST(HostileAddress, BehindAProxyNothingGoesPastIt) {
  const LoopbackListener listener([](int) {});
  const LoopbackListener proxy([](int) {});
  ::setenv("https_proxy", ("http://" + proxy.authority()).c_str(), 1);
  ::setenv("no_proxy", "localhost", 1);
  http::CurlClient client;
  why_not_sent(client, guarded(with_port("https://localhost:%P/a", listener.port())));
  ::unsetenv("https_proxy");
  ::unsetenv("no_proxy");
  EXPECT_EQ(listener.connections(), 0U);
  EXPECT_EQ(proxy.connections(), 1U);
}

TEST(HostileAddress, CloudinaryMaySendNobodyToThisMachine) {
  test::FakeHttp http([](const http::Request&) {
    return http::Response{
        200,
        {{"Content-Type", "application/json"}},
        R"({"eager": [{"bytes": 5, "secure_url": "http://127.0.0.1/f_jpg/a.jpg"}]})"};
  });
  test::FakeClock clock;
  cloudinary::CloudinaryApi api(http, clock, {.cloud_name = "x", .api_key = "k", .api_secret = {}});
  const test::TemporaryFile file("a.jpg", "12345");
  EXPECT_THROW(api.upload("image", "a", file.path()), Error);
}

}  // namespace
}  // namespace igbot
