// SPDX-License-Identifier: MIT
#include "providers/http/curl_public_socket.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include "core/http/public_address.hpp"

namespace igbot::http {
namespace {

bool is_public(const curl_sockaddr& to) {
  if (to.family == AF_INET) {
    sockaddr_in address{};
    std::memcpy(&address, &to.addr, sizeof address);
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &address.sin_addr, bytes.size());
    return is_public_address(bytes);
  }
  if (to.family != AF_INET6) return false;
  sockaddr_in6 address{};
  // `addr` is declared as a sockaddr and is as large as its family needs.
  std::memcpy(&address, static_cast<const void*>(&to.addr), sizeof address);
  std::array<std::uint8_t, 16> bytes{};
  std::memcpy(bytes.data(), &address.sin6_addr, bytes.size());
  return is_public_address(bytes);
}

}  // namespace

curl_socket_t open_public_socket(void* was_private, curlsocktype, curl_sockaddr* address) {
  if (!is_public(*address)) {
    *static_cast<bool*>(was_private) = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool has_proxy() {
  constexpr std::array k_names{"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
  return std::any_of(k_names.begin(), k_names.end(), [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  });
}

}  // namespace igbot::http
