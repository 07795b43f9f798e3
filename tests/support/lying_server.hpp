// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/loopback_listener.hpp"

namespace igbot::test {

/// An answer as an honest server gives it; its length is added.
struct PlainAnswer {
  int status = 200;
  std::string type = "application/json";  ///< empty = no Content-Type
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
};
std::string bytes_of(const PlainAnswer& answer);

/// One connection on which a request's head came.
class Conversation {
 public:
  Conversation(int descriptor, std::atomic<std::size_t>& sent)
      : descriptor_(descriptor), sent_(sent) {}

  std::string method;
  std::string target;    ///< path and query of the request
  std::string trap;      ///< an address where nobody should come
  bool goes_on = false;  ///< the connection takes another request

  /// False once the other side is gone.
  bool send(std::string_view bytes);
  /// The same piece until the other side is gone, or 48 MiB went.
  void send_for_ever(std::string_view piece, std::chrono::milliseconds pause = {});
  /// Says nothing until the other side is gone.
  void wait();
  /// Ends the connection with a reset instead of in order.
  void reset();
  /// Reads the next request's head and body; false when none comes.
  bool read_request();

 private:
  bool read_more();

  int descriptor_;
  std::atomic<std::size_t>& sent_;
  std::string unread_;
};

/// How a server answers when it does not answer as it should; `truth` is what would be right.
struct Lie {
  std::string name;
  std::function<void(Conversation& with, const PlainAnswer& truth)> tell;
  /// It has no end of its own: only the client's patience ends it.
  bool is_endless = false;
};

/// What a server says where.
struct Script {
  /// What is said honestly, by a part of the request's target; the first that fits counts.
  std::vector<std::pair<std::string, PlainAnswer>> honest = {};
  PlainAnswer truth = {};
  Lie lie = {};
};

/// Lies to every request that its script has no honest answer for, and counts.
class LyingServer {
 public:
  explicit LyingServer(Script script);

  std::string url() const { return "http://" + listener_.authority(); }
  /// Requests that were lied to.
  std::size_t lied() const { return lied_; }
  std::size_t connections() const { return listener_.connections(); }
  /// Bytes that it was let to send.
  std::size_t sent() const { return sent_; }
  /// Connections to the address it redirects to.
  std::size_t trapped() const { return trap_.connections(); }

 private:
  void serve(int descriptor);

  Script script_;
  std::atomic<std::size_t> lied_ = 0;
  std::atomic<std::size_t> sent_ = 0;
  LoopbackListener trap_;
  LoopbackListener listener_;  // the last, so that its threads end before what they use
};

}  // namespace igbot::test
