// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace igbot::test {

/// `igbot-sandbox` as a process of its own, for tests that kill what talks to it: ready when the
/// constructor returns, killed with the object.
class SandboxProcess {
 public:
  /// The arguments are those of the program; throws std::runtime_error when it does not get ready.
  explicit SandboxProcess(std::vector<std::string> arguments);
  ~SandboxProcess();
  SandboxProcess(const SandboxProcess&) = delete;
  SandboxProcess& operator=(const SandboxProcess&) = delete;

  /// "http://127.0.0.1:PORT", of the Bot API.
  const std::string& url() const { return url_; }
  /// The same of the Graph API.
  const std::string& graph_url() const { return graph_url_; }
  /// SIGTERM; the exit status, or 128 + signal.
  int stop();

 private:
  pid_t process_ = -1;
  std::string url_;
  std::string graph_url_;
};

}  // namespace igbot::test
