// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_db_migrate(CLI::App& db, Selected& selected);

}  // namespace igbot::cli
