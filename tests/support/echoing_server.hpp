// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/support/loopback_listener.hpp"

namespace igbot::test {

/// A request as a server repeats it.
struct Echoed {
  std::string secrets;  ///< in plain text, one after the other
  std::string percent_encoded;
  std::string base64;
  std::string request;  ///< head and body as they came
};

/// How it is repeated: the bytes of a whole answer.
struct EchoManner {
  std::string name;
  std::function<std::string(const Echoed&)> answer;
};

/// Refusals in the form of each provider, with the secrets in each form where words stand; pages,
/// redirects, headers and what is no answer at all, with everything in them.
std::vector<EchoManner> echo_manners();

/// Stands in front of a server on 127.0.0.1, hands the first requests on to it and answers all
/// later ones with what it was sent.
class EchoingServer {
 public:
  explicit EchoingServer(const std::string& url_behind);

  std::string url() const { return "http://" + listener_.authority(); }
  /// From now on so many requests are handed on.
  void echo_after(std::size_t honest, EchoManner manner);
  void be_honest() { echo_after(static_cast<std::size_t>(-1), {}); }

  /// Since then: requests, and those that were answered with themselves.
  std::size_t requests() const;
  std::size_t echoes() const;
  /// What it was told in confidence since then: tokens, codes, secrets, signatures.
  std::set<std::string> heard() const;
  /// Called for each request before it is answered.
  void on_request(std::function<void()> watch);

 private:
  void serve(int descriptor);

  int port_behind_;
  mutable std::mutex mutex_;  // what follows is kept by it
  std::size_t honest_ = static_cast<std::size_t>(-1);
  EchoManner manner_;
  std::size_t requests_ = 0;
  std::size_t echoes_ = 0;
  std::set<std::string> heard_;
  std::function<void()> watch_;
  LoopbackListener listener_;  // the last, so that its threads end before what they use
};

}  // namespace igbot::test
