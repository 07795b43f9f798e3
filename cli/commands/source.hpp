// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

/// `source`: where a chat takes its media from.
void add_source(CLI::App& noun, Selected& selected);

}  // namespace igbot::cli
