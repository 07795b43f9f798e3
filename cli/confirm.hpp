// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/io.hpp"

namespace igbot::cli {

/// Lets a destructive command go on: with `yes` (--yes) at once; on a terminal after the person
/// said so. Throws ErrorKind::conflict when the person did not, and ErrorKind::usage where nobody
/// can be asked. `question` ends with a question mark.
void require_confirmation(Io& io, bool yes, const std::string& question);

}  // namespace igbot::cli
