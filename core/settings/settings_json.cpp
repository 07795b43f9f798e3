// SPDX-License-Identifier: MIT
#include "core/settings/settings_json.hpp"

#include <nlohmann/json.hpp>

#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot {
namespace {

constexpr double k_basis_points = 10000.0;

}  // namespace

nlohmann::json setting_json(const Setting& setting, const std::string& canonical) {
  if (setting.type == SettingType::instant && !canonical.empty()) {
    return utc_text(from_millis(text::to_integer(canonical).value_or(0)));
  }
  return setting.to_json(canonical);
}

nlohmann::json mix_json(const MixShares& mix) {
  nlohmann::json document = nlohmann::json::object();
  for (const auto& [category, share] : mix) {
    document[category] = static_cast<double>(share) / k_basis_points;
  }
  return document;
}

}  // namespace igbot
