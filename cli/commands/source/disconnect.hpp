// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_source_disconnect(CLI::App& noun, Selected& selected);

}  // namespace igbot::cli
