// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_queue_calendar(CLI::App& queue, Selected& selected);

}  // namespace igbot::cli
