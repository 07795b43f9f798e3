// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/settings/settings_history.hpp"
#include "core/settings/settings_repository.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot {

/// One setting that changed, as canonical text.
struct SettingChange {
  std::string key;
  std::string before;
  std::string after;
  bool operator==(const SettingChange&) const = default;
};

/// What a command on the settings did; no changes = everything was so already, nothing written.
struct SettingsOutcome {
  std::vector<SettingChange> changes;
  /// Planned posts that lie where the former settings put them; `schedule create --replace` moves
  /// them. 0 when nothing that shapes the plan changed.
  std::int64_t planned_posts = 0;
};

/// Every setting whose value differs, in the order of the registry. Both must hold all settings.
std::vector<SettingChange> differences(const SettingValues& before, const SettingValues& after);
/// What changed from one snapshot to the next, the mix as key "mix".
std::vector<SettingChange> changes_between(const SettingsSnapshot& before,
                                           const SettingsSnapshot& after);

/// Stores what differs with an audit entry each, wakes the planner and has open cards redrawn where
/// that follows. Throws ErrorKind::conflict for who has no right to all of it. The caller takes the
/// snapshot once everything it changes is written.
SettingsOutcome write_settings(ChatScope scope, const SettingValues& before,
                               const SettingValues& after,
                               const std::optional<std::string>& reason);

/// The cards that await a decision are drawn anew with the next run; one redraw per post waits.
void redraw_cards(ChatScope scope);

}  // namespace igbot
