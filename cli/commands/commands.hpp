// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "cli/selected.hpp"

namespace igbot::cli {

/// Every noun of the command line, in the order of `--help`.
std::span<const Noun> nouns();

}  // namespace igbot::cli
