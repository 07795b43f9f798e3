// SPDX-License-Identifier: MIT
#include "tests/support/sandbox_process.hpp"

#include <utility>

namespace igbot::test {

SandboxProcess::SandboxProcess(std::vector<std::string> arguments)
    : ReadyProcess(IGBOT_SANDBOX_BINARY, std::move(arguments)) {}

}  // namespace igbot::test
