// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "tests/support/ready_process.hpp"

namespace igbot::test {

/// `igbot-sandbox` as a process of its own, for tests that kill what talks to it.
class SandboxProcess : public ReadyProcess {
 public:
  /// The arguments are those of the program.
  explicit SandboxProcess(std::vector<std::string> arguments);

  /// "http://127.0.0.1:PORT", of the Graph API; url() is of the Bot API.
  const std::string& graph_url() const { return other_urls().at("graph"); }
};

}  // namespace igbot::test
