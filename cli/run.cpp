// SPDX-License-Identifier: MIT
#include "cli/run.hpp"

namespace igbot::cli {

int run_cli(int, const char* const*) { return 0; }

}  // namespace igbot::cli
