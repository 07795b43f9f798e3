// SPDX-License-Identifier: MIT
#include "cli/loopback_listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "core/error.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_longest_request = 16384;
constexpr std::size_t k_longest_typed = 16384;
constexpr int k_patience_seconds = 5;

constexpr std::string_view k_answer =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
    "Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\n\r\n"
    "<!doctype html><title>igbotctl</title><p>That is all: go back to the terminal.</p>\n";
constexpr std::string_view k_nothing_here =
    "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

class Connection {
 public:
  explicit Connection(int fd) : fd_(fd) {
    const timeval patience{k_patience_seconds, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  }
  ~Connection() { ::close(fd_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The target of "GET /?code=… HTTP/1.1"; empty for anything else.
  std::string target() const {
    std::string request;
    std::array<char, 4096> piece{};
    while (request.find("\r\n\r\n") == std::string::npos && request.size() < k_longest_request) {
      const ssize_t size = ::recv(fd_, piece.data(), piece.size(), 0);
      if (size <= 0) break;
      request.append(piece.data(), static_cast<std::size_t>(size));
    }
    constexpr std::string_view k_get = "GET ";
    if (!request.starts_with(k_get)) return {};
    const std::size_t end = request.find(' ', k_get.size());
    return end == std::string::npos ? "" : request.substr(k_get.size(), end - k_get.size());
  }

  void answer(std::string_view text) const { ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL); }

 private:
  int fd_;
};

/// The whole line that is waiting; nothing at the end of the input.
std::optional<std::string> read_typed(int fd) {
  std::string line;
  char letter = 0;
  while (line.size() < k_longest_typed) {
    const ssize_t size = ::read(fd, &letter, 1);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return line.empty() ? std::nullopt : std::optional(line);
    if (letter == '\n') return line;
    line += letter;
  }
  return line;
}

[[noreturn]] void cannot_listen() {
  throw Error(ErrorKind::failed,
              std::string("no port of this machine can be listened on: ") + std::strerror(errno),
              "igbotctl source connect drive --login --paste");
}

}  // namespace

LoopbackListener::LoopbackListener() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (fd_ < 0) cannot_listen();
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (::bind(fd_, generic, size) != 0 || ::listen(fd_, 4) != 0 ||
      ::getsockname(fd_, generic, &size) != 0) {
    ::close(fd_);
    cannot_listen();
  }
  port_ = ntohs(address.sin_port);
}

LoopbackListener::~LoopbackListener() { ::close(fd_); }

std::string LoopbackListener::address() const {
  return "http://127.0.0.1:" + std::to_string(port_) + "/";
}

std::optional<std::string> LoopbackListener::wait(int typed) const {
  while (true) {
    std::array<pollfd, 2> ready{{{fd_, POLLIN, 0}, {typed, POLLIN, 0}}};
    if (::poll(ready.data(), ready.size(), -1) < 0) {
      if (errno == EINTR) return std::nullopt;  // Ctrl-C
      cannot_listen();
    }
    if (ready[1].revents != 0) return read_typed(typed);
    const int accepted = ::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC);
    if (accepted < 0) continue;
    const Connection browser(accepted);
    const std::string target = browser.target();
    if (target.starts_with("/?") && target.find("state=") != std::string::npos) {
      browser.answer(k_answer);
      return address() + target.substr(1);
    }
    browser.answer(k_nothing_here);
  }
}

}  // namespace igbot::cli
