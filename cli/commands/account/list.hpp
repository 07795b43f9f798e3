// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

/// `account list` and `account show`.
void add_account_list(CLI::App& noun, Selected& selected);
void add_account_show(CLI::App& noun, Selected& selected);

}  // namespace igbot::cli
