// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_media_list(CLI::App& media, Selected& selected);
void add_media_show(CLI::App& media, Selected& selected);

}  // namespace igbot::cli
