// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_source_show(CLI::App& noun, Selected& selected);
void add_source_test(CLI::App& noun, Selected& selected);
void add_source_browse(CLI::App& noun, Selected& selected);

}  // namespace igbot::cli
