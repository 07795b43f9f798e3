// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/legacy/storyline_import.hpp"

namespace igbot::cli {

extern const Shape k_storyline_shape;

/// Prints what an import did, or as a plan would do: counts per kind and per chat, what was refused
/// and what else there is to know.
void print_storyline_report(Services& services, Io& io, const std::string& dump,
                            const legacy::StorylineReport& report, bool is_plan);

}  // namespace igbot::cli
