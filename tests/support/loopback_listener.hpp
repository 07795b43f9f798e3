// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace igbot::test {

/// Accepts connections on a port of 127.0.0.1 that the system chooses and hands each descriptor to
/// a function on a thread of its own. When the listener goes, what is open is cut and waited for.
class LoopbackListener {
 public:
  using Serve = std::function<void(int descriptor)>;

  explicit LoopbackListener(Serve serve);
  ~LoopbackListener();
  LoopbackListener(const LoopbackListener&) = delete;
  LoopbackListener& operator=(const LoopbackListener&) = delete;

  int port() const { return port_; }
  std::string authority() const { return "127.0.0.1:" + std::to_string(port_); }
  /// How many were accepted.
  std::size_t connections() const { return connections_; }

 private:
  void accept_all();
  void serve_one(int descriptor);

  Serve serve_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<std::size_t> connections_ = 0;
  std::mutex mutex_;  // what follows is kept by it
  bool is_over_ = false;
  std::set<int> open_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace igbot::test
