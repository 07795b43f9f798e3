// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

namespace igbot::http {

/// Whether anybody on the internet could reach that address, by IANA's registries of
/// special-purpose addresses (RFC 6890 and what was added since): not this machine, a private
/// network, a link, a test, multicast. Addresses that carry an IPv4 address (mapped, NAT64, 6to4)
/// are what they carry.
bool is_public_address(const std::array<std::uint8_t, 4>& ipv4);
bool is_public_address(const std::array<std::uint8_t, 16>& ipv6);

}  // namespace igbot::http
