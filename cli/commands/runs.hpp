// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_runs(CLI::App& noun, Selected& selected);

}  // namespace igbot::cli
