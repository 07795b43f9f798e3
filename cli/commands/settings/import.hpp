// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_settings_import(CLI::App& settings, Selected& selected);

}  // namespace igbot::cli
