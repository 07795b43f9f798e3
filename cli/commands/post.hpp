// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_post(CLI::App& command, Selected& selected);

}  // namespace igbot::cli
