// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/settings/chat_settings.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot {

/// Canonical text of each setting, by key.
using SettingValues = std::map<std::string, std::string, std::less<>>;

/// The typed form; a setting that is not there has its built-in default.
ChatSettings to_chat_settings(const SettingValues& values);
/// Every setting of the typed form.
SettingValues to_values(const ChatSettings& settings);
/// Who pauses, when, until when and why.
struct Pause {
  Timestamp at;
  std::string by;
  std::optional<Timestamp> until;
  std::optional<std::string> reason;
};

/// The values of a chat with this pause. One that is paused keeps the instant its pause began, and
/// who paused while end and reason stay the same.
SettingValues with_pause(const SettingValues& values, const Pause& pause);
/// The values of a chat that is not paused.
SettingValues without_pause(const SettingValues& values);
/// What every reader sees at an instant: a timed pause whose end has come is over.
SettingValues with_pause_ended(const SettingValues& values, Timestamp at);

/// The stored settings of one chat.
class SettingsRepository {
 public:
  explicit SettingsRepository(ChatScope scope) : scope_(scope) {}

  ChatSettings load() const { return to_chat_settings(values()); }
  /// Every setting as stored; one that this database does not know yet has its built-in default.
  SettingValues values() const;
  /// Whether settings were ever stored for this chat (not for one in state `setup`).
  bool exists() const;
  void put(const std::string& key, const std::string& canonical);

 private:
  ChatScope scope_;
};

}  // namespace igbot
