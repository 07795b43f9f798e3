// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_telegram_poll(CLI::App& telegram, Selected& selected);

}  // namespace igbot::cli
