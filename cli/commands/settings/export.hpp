// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_settings_export(CLI::App& settings, Selected& selected);

}  // namespace igbot::cli
