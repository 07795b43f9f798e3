// SPDX-License-Identifier: MIT
#include "core/settings/settings_repository.hpp"

#include "core/settings/registry.hpp"

namespace igbot {

ChatSettings to_chat_settings(const SettingValues& values) {
  ChatSettings settings;
  for (const Setting& setting : all_settings()) {
    const auto found = values.find(setting.key);
    if (found != values.end()) setting.put(settings, found->second);
  }
  return settings;
}

SettingValues to_values(const ChatSettings& settings) {
  SettingValues values;
  for (const Setting& setting : all_settings()) {
    values.emplace(setting.key, setting.get(settings));
  }
  return values;
}

SettingValues with_pause(const SettingValues& values, const Pause& pause) {
  ChatSettings settings = to_chat_settings(values);
  const bool same = settings.is_paused && settings.paused_until == pause.until &&
                    settings.pause_reason == pause.reason;
  if (!settings.is_paused) settings.paused_at = pause.at;
  if (!same) settings.paused_by = pause.by;
  settings.is_paused = true;
  settings.paused_until = pause.until;
  settings.pause_reason = pause.reason;
  return to_values(settings);
}

SettingValues without_pause(const SettingValues& values) {
  ChatSettings settings = to_chat_settings(values);
  settings.is_paused = false;
  settings.paused_at.reset();
  settings.paused_by.reset();
  settings.paused_until.reset();
  settings.pause_reason.reset();
  return to_values(settings);
}

SettingValues with_pause_ended(const SettingValues& values, Timestamp now) {
  const ChatSettings settings = to_chat_settings(values);
  const bool is_over = settings.is_paused && !settings.paused_at_instant(now);
  return is_over ? without_pause(values) : values;
}

SettingValues SettingsRepository::values() const {
  const auto result = scope_.db().execute(
      "SELECT key, value FROM chat_settings WHERE chat_id = $1 ORDER BY key", {scope_.key()});
  SettingValues values = to_values(ChatSettings{});
  for (const auto& row : result.rows) {
    const auto known = values.find(row.text(0));
    if (known != values.end()) known->second = row.text(1);
  }
  return values;
}

bool SettingsRepository::exists() const {
  return !scope_.db()
              .execute("SELECT 1 FROM chat_settings WHERE chat_id = $1 LIMIT 1", {scope_.key()})
              .empty();
}

void SettingsRepository::put(const std::string& key, const std::string& canonical) {
  scope_.db().execute(
      "INSERT INTO chat_settings (chat_id, key, value) VALUES ($1, $2, $3) "
      "ON CONFLICT (chat_id, key) DO UPDATE SET value = excluded.value",
      {scope_.key(), key, canonical});
}

}  // namespace igbot
