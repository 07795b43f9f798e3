// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/io.hpp"
#include "core/clock.hpp"

namespace igbot::cli {

/// Parses `arguments` (without the program's name), runs the chosen command and returns the exit
/// code. Never throws: the one place that turns failures into messages and numbers.
int run_cli(std::vector<std::string> arguments, const Environment& environment, Clock& clock,
            Io& io);

}  // namespace igbot::cli
