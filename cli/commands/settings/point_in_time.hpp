// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/services.hpp"
#include "core/settings/settings_history.hpp"
#include "core/zone.hpp"

namespace igbot::cli {

/// A person's time, in the chat's zone. Throws ErrorKind::usage for one that has not come yet.
Timestamp parse_past_time(const std::string& text, const Zone& zone, Timestamp now);

/// What was in force at an instant. Throws ErrorKind::not_found before the chat was set up.
SettingsSnapshot in_force_at(ChatScope scope, Timestamp at);

}  // namespace igbot::cli
