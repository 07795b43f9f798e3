// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

/// `account use`, `account refresh` and `account remove`.
void add_account_use(CLI::App& noun, Selected& selected);
void add_account_refresh(CLI::App& noun, Selected& selected);
void add_account_remove(CLI::App& noun, Selected& selected);

}  // namespace igbot::cli
