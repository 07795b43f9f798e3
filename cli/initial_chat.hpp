// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "cli/config.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::cli {

/// Every setting a chat would get if it were created now: environment, .env and [defaults] over
/// the built-in values. Throws ErrorKind::config for a time zone that does not exist.
SettingValues configured_settings(const Config& config);

/// The chat of admin_chat_id as its first write would create it; nothing when no key says which.
std::optional<InitialChat> admin_chat(const Config& config);

/// "environment", "env_file", "config" or "default": where a setting of a chat that does not exist
/// yet would come from.
std::string origin_of_setting(const Config& config, const std::string& key);

}  // namespace igbot::cli
