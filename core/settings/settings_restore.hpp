// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/settings/settings_write.hpp"

namespace igbot {

/// A value that was asked for and not taken over.
struct Withheld {
  std::string key;
  std::string kept;    ///< what holds instead
  std::string wanted;  ///< what was asked for
  std::string why;
  bool operator==(const Withheld&) const = default;
};

/// What a chat shall be set to after an import or a revert, and what it keeps nevertheless.
struct MergedSettings {
  SettingValues values;
  std::vector<Withheld> withheld;
};

/// The present settings with those of `wanted` (any subset) in their place. Unless `include_state`,
/// pause stays as it is, dry run is not ended and the Instagram API is not switched on. A pause
/// that is taken over is begun now, by the actor.
MergedSettings merge_settings(const SettingValues& present, const SettingValues& wanted,
                              bool include_state, const Pause& pause_now);

/// What was written.
struct RestoredSettings {
  std::vector<SettingChange> changes;  ///< the mix under the key "mix"
  std::int64_t planned_posts = 0;
};

/// Writes settings and mix with one snapshot; what is so already writes nothing.
RestoredSettings restore_settings(ChatScope scope, const SettingValues& before,
                                  const SettingValues& after, const std::optional<MixShares>& mix,
                                  const std::string& reason);

/// The same for a chat without settings: writes every one, with the first snapshot. What changed is
/// told against `defaults`.
RestoredSettings create_restored_settings(ChatScope scope, const SettingValues& defaults,
                                          const SettingValues& values,
                                          const std::optional<MixShares>& mix,
                                          const std::string& reason);

}  // namespace igbot
