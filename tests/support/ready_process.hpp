// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace igbot::test {

/// A server as a process of its own that prints "ready URL" once it listens, and before that a line
/// "NAME URL" for each other address it has: ready when the constructor returns, gone with the
/// object.
class ReadyProcess {
 public:
  /// Throws std::runtime_error when it ends, or says anything else, before it is ready.
  ReadyProcess(std::string program, std::vector<std::string> arguments);
  ~ReadyProcess();
  ReadyProcess(const ReadyProcess&) = delete;
  ReadyProcess& operator=(const ReadyProcess&) = delete;

  /// "http://127.0.0.1:PORT".
  const std::string& url() const { return url_; }
  /// By name.
  const std::map<std::string, std::string>& other_urls() const { return other_urls_; }
  /// SIGTERM; the exit status, or 128 + signal.
  int stop();

 private:
  pid_t process_ = -1;
  std::string url_;
  std::map<std::string, std::string> other_urls_;
};

}  // namespace igbot::test
