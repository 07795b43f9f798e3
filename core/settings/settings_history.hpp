// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/settings/settings_repository.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot {

/// Share of each category in basis points (10000 = all).
using MixShares = std::map<std::string, std::int64_t>;

/// Everything a chat was set to from `valid_from` to `valid_to` (none = still).
struct SettingsSnapshot {
  std::int64_t id;
  Timestamp valid_from;
  std::optional<Timestamp> valid_to;
  Actor actor;
  std::optional<std::string> reason;
  SettingValues settings;
  MixShares mix;
};

/// Stores the present settings and mix as a new snapshot and closes the one before, in the
/// transaction of the change. The caller writes the audit entry.
void add_snapshot(ChatScope scope, const std::optional<std::string>& reason);

/// A chat's settings through time.
class SettingsHistory {
 public:
  explicit SettingsHistory(ChatScope scope) : scope_(scope) {}

  /// Newest first; `limit` 0 = all. `before` continues below a snapshot's id.
  std::vector<SettingsSnapshot> latest(int limit,
                                       std::optional<std::int64_t> before = std::nullopt) const;
  /// What was in force at an instant, a timed pause only until its end; nothing before the chat was
  /// set up.
  std::optional<SettingsSnapshot> at(Timestamp instant) const;
  std::optional<SettingsSnapshot> find(std::int64_t id) const;
  /// The snapshot a snapshot replaced; nothing for the initial one.
  std::optional<SettingsSnapshot> previous(const SettingsSnapshot& snapshot) const;

 private:
  ChatScope scope_;
};

/// The mix as canonical JSON text, categories sorted, shares in basis points.
std::string mix_text(const MixShares& mix);
MixShares parse_mix_text(const std::string& text);

}  // namespace igbot
