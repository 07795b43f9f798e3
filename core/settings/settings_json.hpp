// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/settings/registry.hpp"
#include "core/settings/settings_history.hpp"

namespace igbot {

/// A setting's value as scripts get it: instants as UTC ISO 8601, null for none.
nlohmann::json setting_json(const Setting& setting, const std::string& canonical);
/// Share of each category, 0 to 1.
nlohmann::json mix_json(const MixShares& mix);

}  // namespace igbot
