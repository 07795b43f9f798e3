// SPDX-License-Identifier: MIT
#include "core/settings/settings_restore.hpp"

#include <algorithm>
#include <array>

#include "core/schedule/mix_service.hpp"

namespace igbot {
namespace {

constexpr std::array<std::string_view, 3> k_pause_keys{"is_paused", "paused_until", "pause_reason"};
constexpr const char* k_include_state = "only with --include-state";

bool is_part_of_pause(std::string_view key) {
  return key == "paused_at" || key == "paused_by" ||
         std::find(k_pause_keys.begin(), k_pause_keys.end(), key) != k_pause_keys.end();
}

/// Whether posts would be published that are not now.
bool is_risky(std::string_view key, const std::string& value) {
  return (key == "dry_run_mode" && value == "false") ||
         (key == "enable_instagram_api" && value == "true");
}

void merge_pause(MergedSettings& merged, const SettingValues& wanted, bool include_state,
                 const Pause& now) {
  const SettingValues present = with_pause_ended(merged.values, now.at);
  SettingValues asked = present;
  for (const std::string_view key : k_pause_keys) {
    const auto found = wanted.find(key);
    asked[std::string(key)] = found == wanted.end() ? "" : found->second;
  }
  asked = with_pause_ended(asked, now.at);
  const ChatSettings settings = to_chat_settings(asked);
  asked = settings.is_paused
              ? with_pause(present, {now.at, now.by, settings.paused_until, settings.pause_reason})
              : without_pause(present);
  if (asked == present) return;
  if (include_state) {
    merged.values = asked;
    return;
  }
  for (const std::string_view key : k_pause_keys) {
    const std::string& kept = present.find(key)->second;
    const std::string& other = asked.find(key)->second;
    if (kept != other) {
      merged.withheld.push_back({std::string(key), kept, other, k_include_state});
    }
  }
}

std::string shares_text(const std::vector<schedule::CategoryShare>& shares) {
  MixShares by_category;
  for (const auto& share : shares) by_category.emplace(share.category, share.weight);
  return mix_text(by_category);
}

void write_mix(ChatScope scope, const std::optional<MixShares>& mix, const std::string& reason,
               std::vector<SettingChange>& changes) {
  if (!mix) return;
  std::vector<schedule::CategoryShare> shares;
  for (const auto& [category, share] : *mix) shares.push_back({category, share});
  const auto change = schedule::MixService(scope).replace(shares, reason);
  if (!change.changed()) return;
  changes.push_back({"mix", shares_text(change.before), shares_text(change.after)});
}

}  // namespace

MergedSettings merge_settings(const SettingValues& present, const SettingValues& wanted,
                              bool include_state, const Pause& pause_now) {
  MergedSettings merged{present, {}};
  for (const auto& [key, value] : wanted) {
    std::string& kept = merged.values[key];
    if (is_part_of_pause(key) || kept == value) continue;
    if (is_risky(key, value) && !include_state) {
      merged.withheld.push_back({key, kept, value, k_include_state});
    } else {
      kept = value;
    }
  }
  if (wanted.contains("is_paused")) merge_pause(merged, wanted, include_state, pause_now);
  return merged;
}

RestoredSettings restore_settings(ChatScope scope, const SettingValues& before,
                                  const SettingValues& after, const std::optional<MixShares>& mix,
                                  const std::string& reason) {
  const SettingsOutcome outcome = write_settings(scope, before, after, reason);
  RestoredSettings restored{outcome.changes, outcome.planned_posts};
  write_mix(scope, mix, reason, restored.changes);
  if (!restored.changes.empty()) add_snapshot(scope, reason);
  return restored;
}

RestoredSettings create_restored_settings(ChatScope scope, const SettingValues& defaults,
                                          const SettingValues& values,
                                          const std::optional<MixShares>& mix,
                                          const std::string& reason) {
  SettingsRepository repository(scope);
  for (const auto& [key, value] : values) repository.put(key, value);
  scope.audit({.entity = "setting", .entity_id = "*", .action = "initial setup", .reason = reason});
  RestoredSettings restored{differences(defaults, values), 0};
  write_mix(scope, mix, reason, restored.changes);
  add_snapshot(scope, reason);
  return restored;
}

}  // namespace igbot
