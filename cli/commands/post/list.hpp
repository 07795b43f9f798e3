// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_post_list(CLI::App& post, Selected& selected);

}  // namespace igbot::cli
