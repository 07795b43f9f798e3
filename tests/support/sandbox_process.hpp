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
};

}  // namespace igbot::test
