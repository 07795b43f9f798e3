// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

void add_chat_rename(CLI::App& noun, Selected& selected);
void add_chat_archive(CLI::App& noun, Selected& selected);
void add_chat_unarchive(CLI::App& noun, Selected& selected);

}  // namespace igbot::cli
