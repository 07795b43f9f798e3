// SPDX-License-Identifier: MIT
#pragma once

#include "cli/io.hpp"
#include "core/error.hpp"

namespace igbot::cli {

/// Tells a failure on standard error: two lines for people, one JSON object with `--json`.
void report(Io& io, bool json, const Error& error);

}  // namespace igbot::cli
