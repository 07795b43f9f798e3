// SPDX-License-Identifier: MIT
#include "core/settings/settings_reset.hpp"

#include "core/access/authorise.hpp"
#include "core/settings/registry.hpp"
#include "core/settings/settings_repository.hpp"

namespace igbot {
namespace {

/// What changing takes an administrator is no matter of taste.
bool has_default_to_go_back_to(const Setting& setting) {
  return !setting.is_state && setting.key != "is_paused" &&
         setting.right != access::Right::administer;
}

}  // namespace

RestoredSettings reset_settings(ChatScope scope, const SettingValues& configured) {
  access::require_right(scope, access::Right::administer);
  SettingValues defaults;
  for (const Setting& setting : all_settings()) {
    if (!has_default_to_go_back_to(setting)) continue;
    const auto given = configured.find(setting.key);
    defaults[std::string(setting.key)] =
        given == configured.end() ? setting.built_in() : given->second;
  }
  const SettingValues before = SettingsRepository(scope).values();
  const MergedSettings merged = merge_settings(before, defaults, false, {});
  return restore_settings(scope, before, merged.values, std::nullopt, "Reset to defaults");
}

}  // namespace igbot
