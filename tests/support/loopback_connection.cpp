// SPDX-License-Identifier: MIT
#include "tests/support/loopback_connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>
#include <filesystem>

namespace igbot::test {
namespace {

using NameCall = int (*)(int, sockaddr*, socklen_t*);

/// The IPv4 port of one end of a descriptor, or -1 when it has none.
int port_of(int descriptor, NameCall name) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  if (name(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return -1;
  return address.sin_family == AF_INET ? ntohs(address.sin_port) : -1;
}

/// Calls `visit` with every descriptor bound to that port.
template <typename Visit>
void for_each_socket(int local_port, Visit visit) {
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    const int descriptor = std::atoi(entry.path().filename().c_str());
    if (port_of(descriptor, ::getsockname) == local_port) visit(descriptor);
  }
}

}  // namespace

// The HTTP library does not say which descriptor a request came in on; its two ports do.
void cut_connections(int local_port, int peer_port) {
  for_each_socket(local_port, [peer_port](int descriptor) {
    const int peer = port_of(descriptor, ::getpeername);
    if (peer >= 0 && (peer_port == 0 || peer == peer_port)) ::shutdown(descriptor, SHUT_RDWR);
  });
}

void widen_backlog(int local_port) {
  for_each_socket(local_port, [](int descriptor) {
    if (port_of(descriptor, ::getpeername) < 0) ::listen(descriptor, SOMAXCONN);
  });
}

}  // namespace igbot::test
