// SPDX-License-Identifier: MIT
#include "core/http/public_address.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <cstring>
#include <string>

namespace igbot::http {
namespace {

bool is_public(const char* text) {
  std::array<std::uint8_t, 16> ipv6{};
  if (std::strchr(text, ':') != nullptr) {
    EXPECT_EQ(::inet_pton(AF_INET6, text, ipv6.data()), 1) << text;
    return is_public_address(ipv6);
  }
  std::array<std::uint8_t, 4> ipv4{};
  EXPECT_EQ(::inet_pton(AF_INET, text, ipv4.data()), 1) << text;
  return is_public_address(ipv4);
}

TEST(PublicAddress, IsWhatAnybodyOnTheInternetCouldReach) {
  for (const char* text :
       {"1.1.1.1",          "8.8.8.8",           "9.255.255.255",        "11.0.0.0",
        "100.63.255.255",   "100.128.0.0",       "126.255.255.255",      "128.0.0.0",
        "169.253.255.255",  "172.15.255.255",    "172.32.0.0",           "192.167.255.255",
        "192.169.0.0",      "198.17.255.255",    "198.20.0.0",           "223.255.255.255",
        "2606:4700::1111",  "2a00:1450:4001::1", "2001:4860:4860::8888", "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8", "2002:808:808::1"}) {
    EXPECT_TRUE(is_public(text)) << text;
  }
}

TEST(PublicAddress, IsNoneOfThisMachineANetworkWithinOrALink) {
  for (const char* text : {"0.0.0.0",
                           "0.255.255.255",
                           "10.0.0.0",
                           "10.255.255.255",
                           "100.64.0.0",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.255.255",
                           "169.254.169.254",
                           "172.16.0.0",
                           "172.31.255.255",
                           "192.0.0.1",
                           "192.0.2.1",
                           "192.88.99.1",
                           "192.168.0.0",
                           "192.168.255.255",
                           "198.18.0.0",
                           "198.19.255.255",
                           "198.51.100.1",
                           "203.0.113.1",
                           "224.0.0.1",
                           "239.255.255.255",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::7f00:1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "64:ff9b::10.0.0.1",
                           "64:ff9b:1::1",
                           "2002:7f00:1::",
                           "2002:a00:1::",
                           "2001::1",
                           "2001:db8::1",
                           "3fff::1",
                           "fc00::1",
                           "fdff::1",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1",
                           "100::1",
                           "4000::1"}) {
    EXPECT_FALSE(is_public(text)) << text;
  }
}

}  // namespace
}  // namespace igbot::http
