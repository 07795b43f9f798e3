// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_media_set(CLI::App& media, Selected& selected);

}  // namespace igbot::cli
