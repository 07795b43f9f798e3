// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_pause(CLI::App& noun, Selected& selected);
void add_resume(CLI::App& noun, Selected& selected);

}  // namespace igbot::cli
