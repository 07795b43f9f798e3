// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

/// `import storyline DUMP`: the data of the former system from a plain-text pg_dump.
void add_import_storyline(CLI::App& import, Selected& selected);

}  // namespace igbot::cli
