// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/settings/registry.hpp"
#include "core/settings/settings_write.hpp"

namespace igbot {

/// A setting's value as people read it: instants in `zone_name`, "none" for none.
std::string setting_text(const Setting& setting, const std::string& canonical,
                         const std::string& zone_name);
/// "posts_per_day: 3 → 5".
std::string change_text(const SettingChange& change, const std::string& zone_name);

}  // namespace igbot
