// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

/// `account`: the Instagram accounts of a chat.
void add_account(CLI::App& noun, Selected& selected);

}  // namespace igbot::cli
