// SPDX-License-Identifier: MIT
#pragma once

namespace igbot::cli {

/// Parses the arguments, runs the chosen command and returns the exit code.
int run_cli(int argc, const char* const* argv);

}  // namespace igbot::cli
