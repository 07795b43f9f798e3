// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "cli/init_draft.hpp"

namespace igbot::cli {

/// Asks a person on the terminal for everything init needs, shows a summary and asks whether to
/// save; nothing when the answer is no. Stores nothing. Throws Interrupted.
std::optional<InitDraft> ask_for_draft(Services& services, Io& io);

}  // namespace igbot::cli
