// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/settings/change_text.hpp"
#include "core/settings/registry.hpp"
#include "core/settings/settings_json.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::cli {

/// Every setting, by key.
nlohmann::json settings_json(const SettingValues& values);
/// {"key", "before", "after"} of each change; the mix has the key "mix".
nlohmann::json changes_json(const std::vector<SettingChange>& changes);

}  // namespace igbot::cli
