// SPDX-License-Identifier: MIT
#pragma once

#include "cli/io.hpp"
#include "core/error.hpp"

namespace igbot::cli {

class Services;

/// Tells a failure on standard error: two lines for people, one JSON object with `--json`.
void report(Io& io, bool json, const Error& error);
/// The same of a command that runs: a line of the log instead where the log takes failures, so that
/// it carries level and run id. With `--json` the object is printed all the same.
void report(Services& services, Io& io, const Error& error);

}  // namespace igbot::cli
