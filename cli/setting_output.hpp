// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/settings/registry.hpp"
#include "core/settings/settings_json.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::cli {

/// Every setting, by key.
nlohmann::json settings_json(const SettingValues& values);
/// {"key", "before", "after"} of each change; the mix has the key "mix".
nlohmann::json changes_json(const std::vector<SettingChange>& changes);

/// A setting's value as people read it: instants in `zone_name`, "none" for none.
std::string setting_text(const Setting& setting, const std::string& canonical,
                         const std::string& zone_name);
/// "posts_per_day: 3 → 5".
std::string change_text(const SettingChange& change, const std::string& zone_name);

}  // namespace igbot::cli
