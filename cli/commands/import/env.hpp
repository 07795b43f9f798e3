// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_import_env(CLI::App& import, Selected& selected);

}  // namespace igbot::cli
