// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

/// `metrics`: the figures behind `doctor`, for Prometheus.
void add_metrics(CLI::App& command, Selected& selected);

}  // namespace igbot::cli
