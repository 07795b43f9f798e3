// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_chat_list(CLI::App& noun, Selected& selected);
void add_chat_show(CLI::App& noun, Selected& selected);

}  // namespace igbot::cli
