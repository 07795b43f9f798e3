// SPDX-License-Identifier: MIT
#include "tests/support/loopback_listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace igbot::test {

LoopbackListener::LoopbackListener(Serve serve)
    : serve_(std::move(serve)), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  if (socket_ < 0 || ::bind(socket_, any, size) != 0 || ::listen(socket_, SOMAXCONN) != 0 ||
      ::getsockname(socket_, any, &size) != 0) {
    throw std::system_error(errno, std::generic_category(), "no loopback listener");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

LoopbackListener::~LoopbackListener() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    for (const int descriptor : open_) ::shutdown(descriptor, SHUT_RDWR);
  }
  ::shutdown(socket_, SHUT_RDWR);
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  ::close(socket_);
}

void LoopbackListener::accept_all() {
  while (true) {
    const int accepted = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (accepted < 0 && errno == EINTR) continue;
    if (accepted < 0) return;
    ++connections_;
    const std::lock_guard lock(mutex_);
    if (is_over_) {
      ::close(accepted);
      return;
    }
    open_.insert(accepted);
    threads_.emplace_back([this, accepted] { serve_one(accepted); });
  }
}

void LoopbackListener::serve_one(int descriptor) {
  serve_(descriptor);
  const std::lock_guard lock(mutex_);
  open_.erase(descriptor);
  ::close(descriptor);
}

}  // namespace igbot::test
