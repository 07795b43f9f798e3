// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_schedule_export(CLI::App& schedule, Selected& selected);

}  // namespace igbot::cli
