// SPDX-License-Identifier: MIT
#pragma once

#include "cli/selected.hpp"

namespace igbot::cli {

/// What delivers in this process, without waiting for the worker.
void add_post_next(CLI::App& post, Selected& selected);
void add_post_resend(CLI::App& post, Selected& selected);

}  // namespace igbot::cli
