// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

/// Every verb by which people move one post in a single transaction.
void add_post_decisions(CLI::App& post, Selected& selected);

}  // namespace igbot::cli
