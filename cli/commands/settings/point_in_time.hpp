// SPDX-License-Identifier: MIT
#pragma once

#include "cli/services.hpp"
#include "core/settings/settings_history.hpp"

namespace igbot::cli {

/// What was in force at an instant. Throws ErrorKind::not_found before the chat was set up.
SettingsSnapshot in_force_at(ChatScope scope, Timestamp at);

}  // namespace igbot::cli
