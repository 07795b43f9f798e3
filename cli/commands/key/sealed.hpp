// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

/// The verbs that look at what keys seal: list and rotate.
void add_key_list(CLI::App& key, Selected& selected);
void add_key_rotate(CLI::App& key, Selected& selected);

}  // namespace igbot::cli
