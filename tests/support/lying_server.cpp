// SPDX-License-Identifier: MIT
#include "tests/support/lying_server.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <thread>

#include "core/text/text.hpp"

namespace igbot::test {
namespace {

constexpr std::size_t k_for_ever{48UL << 20U};
constexpr std::size_t k_longest_request{1UL << 20U};
/// Small, so that what was sent is nearly what was read.
constexpr int k_send_buffer{256 * 1024};

/// How many bytes follow a request's head. Chunked bodies are not understood: nobody sends them.
std::size_t body_size_of(const std::string& head) {
  const std::string lowered = text::to_lower(head);
  constexpr std::string_view k_name = "\r\ncontent-length:";
  const std::size_t at = lowered.find(k_name);
  return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + k_name.size(), nullptr, 10);
}

const PlainAnswer* honest_answer(const Script& script, const std::string& target) {
  const auto found = std::find_if(
      script.honest.begin(), script.honest.end(),
      [&](const auto& entry) { return target.find(entry.first) != std::string::npos; });
  return found == script.honest.end() ? nullptr : &found->second;
}

}  // namespace

std::string bytes_of(const PlainAnswer& answer) {
  std::string bytes = "HTTP/1.1 " + std::to_string(answer.status) + " said\r\n";
  if (!answer.type.empty()) bytes += "Content-Type: " + answer.type + "\r\n";
  for (const auto& [name, value] : answer.headers) bytes.append(name + ": " + value + "\r\n");
  if (answer.status != 204) {
    bytes += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
  }
  return bytes + "\r\n" + answer.body;
}

bool Conversation::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t went = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (went < 0 && errno == EINTR) continue;
    if (went <= 0) return false;
    sent_ += static_cast<std::size_t>(went);
    bytes.remove_prefix(static_cast<std::size_t>(went));
  }
  return true;
}

void Conversation::send_for_ever(std::string_view piece, std::chrono::milliseconds pause) {
  for (std::size_t went = 0; went < k_for_ever; went += piece.size()) {
    if (!send(piece)) return;
    if (pause.count() > 0) std::this_thread::sleep_for(pause);
  }
  wait();
}

void Conversation::wait() {
  while (read_more()) unread_.clear();
}

void Conversation::reset() {
  const linger at_once{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

bool Conversation::read_more() {
  std::array<char, 16384> piece{};
  const ssize_t got = ::recv(descriptor_, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  unread_.append(piece.data(), static_cast<std::size_t>(got));
  return unread_.size() <= k_longest_request;
}

bool Conversation::read_request() {
  std::size_t end = 0;
  while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) return false;
  }
  const std::string head = unread_.substr(0, end + 2);
  const std::size_t whole = end + 4 + body_size_of(head);
  while (unread_.size() < whole) {
    if (!read_more()) return false;
  }
  unread_.erase(0, whole);
  const std::vector<std::string> words = text::split(head.substr(0, head.find("\r\n")), ' ');
  method = words.front();
  target = words.size() > 1 ? words[1] : "";
  return true;
}

LyingServer::LyingServer(Script script)
    : script_(std::move(script)), trap_([](int) {}), listener_([this](int fd) { serve(fd); }) {}

void LyingServer::serve(int descriptor) {
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &k_send_buffer, sizeof k_send_buffer);
  Conversation conversation(descriptor, sent_);
  conversation.trap = "http://" + trap_.authority();
  while (conversation.read_request()) {
    if (const PlainAnswer* honest = honest_answer(script_, conversation.target)) {
      if (!conversation.send(bytes_of(*honest))) return;
      continue;
    }
    ++lied_;
    script_.lie.tell(conversation, script_.truth);
    if (!conversation.goes_on) return;
  }
}

}  // namespace igbot::test
