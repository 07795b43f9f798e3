// SPDX-License-Identifier: MIT
#include "core/http/public_address.hpp"

#include <algorithm>
#include <cstddef>

namespace igbot::http {
namespace {

struct Ipv4Block {
  std::array<std::uint8_t, 4> first;
  unsigned bits;
};
constexpr std::array<Ipv4Block, 15> k_special_ipv4{{
    {{0, 0, 0, 0}, 8},        // this network
    {{10, 0, 0, 0}, 8},       // private
    {{100, 64, 0, 0}, 10},    // shared by customers of a provider
    {{127, 0, 0, 0}, 8},      // this machine
    {{169, 254, 0, 0}, 16},   // link; clouds tell machines their secrets there
    {{172, 16, 0, 0}, 12},    // private
    {{192, 0, 0, 0}, 24},     // protocols
    {{192, 0, 2, 0}, 24},     // documentation
    {{192, 88, 99, 0}, 24},   // 6to4 relays, given up
    {{192, 168, 0, 0}, 16},   // private
    {{198, 18, 0, 0}, 15},    // measurements
    {{198, 51, 100, 0}, 24},  // documentation
    {{203, 0, 113, 0}, 24},   // documentation
    {{224, 0, 0, 0}, 4},      // multicast
    {{240, 0, 0, 0}, 4},      // reserved, and broadcast
}};

template <std::size_t N>
bool starts_with(const std::array<std::uint8_t, N>& address,
                 const std::array<std::uint8_t, N>& first, unsigned bits) {
  for (unsigned bit = 0; bit < bits; ++bit) {
    const unsigned mask = 0x80U >> bit % 8;
    if ((address.at(bit / 8) & mask) != (first.at(bit / 8) & mask)) return false;
  }
  return true;
}

std::array<std::uint8_t, 4> ipv4_at(const std::array<std::uint8_t, 16>& ipv6, std::size_t at) {
  return {ipv6.at(at), ipv6.at(at + 1), ipv6.at(at + 2), ipv6.at(at + 3)};
}

}  // namespace

bool is_public_address(const std::array<std::uint8_t, 4>& ipv4) {
  return std::none_of(k_special_ipv4.begin(), k_special_ipv4.end(), [&](const Ipv4Block& block) {
    return starts_with(ipv4, block.first, block.bits);
  });
}

bool is_public_address(const std::array<std::uint8_t, 16>& ipv6) {
  constexpr std::array<std::uint8_t, 16> k_none{};
  constexpr std::array<std::uint8_t, 16> k_mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  constexpr std::array<std::uint8_t, 16> k_nat64{0, 0x64, 0xff, 0x9b};
  constexpr std::array<std::uint8_t, 16> k_6to4{0x20, 0x02};
  constexpr std::array<std::uint8_t, 16> k_protocols{0x20, 0x01, 0x00, 0x00};
  constexpr std::array<std::uint8_t, 16> k_documentation{0x20, 0x01, 0x0d, 0xb8};
  constexpr std::array<std::uint8_t, 16> k_documentation_2{0x3f, 0xff};
  constexpr std::array<std::uint8_t, 16> k_global{0x20};
  if (starts_with(ipv6, k_mapped, 96) || starts_with(ipv6, k_nat64, 96)) {
    return is_public_address(ipv4_at(ipv6, 12));
  }
  if (starts_with(ipv6, k_none, 96)) return false;  // ::, ::1 and the compatible ones
  if (starts_with(ipv6, k_6to4, 16)) return is_public_address(ipv4_at(ipv6, 2));
  return starts_with(ipv6, k_global, 3) && !starts_with(ipv6, k_protocols, 23) &&
         !starts_with(ipv6, k_documentation, 32) && !starts_with(ipv6, k_documentation_2, 20);
}

}  // namespace igbot::http
