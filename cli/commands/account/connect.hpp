// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

/// `account add` and `account connect`: the two ways to an account's token.
void add_account_add(CLI::App& noun, Selected& selected);
void add_account_connect(CLI::App& noun, Selected& selected);

}  // namespace igbot::cli
