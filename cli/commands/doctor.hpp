// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

/// `doctor`: what somebody has to see to, and how.
void add_doctor(CLI::App& command, Selected& selected);

}  // namespace igbot::cli
