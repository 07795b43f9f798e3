// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/settings/settings_history.hpp"
#include "core/settings/settings_repository.hpp"
#include "core/settings/settings_write.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot {

/// A key and a value as a person wrote them.
using Assignment = std::pair<std::string, std::string>;

/// The settings of one chat inside one transaction of its caller: what the shell and the Telegram
/// menu both use. A change validates, compares, writes, takes a snapshot and audits in that
/// transaction; a change to what is already so writes nothing. Throws ErrorKind::conflict for who
/// has no right to a change (core/access).
class SettingsService {
 public:
  explicit SettingsService(ChatScope scope) : scope_(scope), repository_(scope) {}

  /// What holds now: a timed pause that is over reads as not paused.
  SettingValues values() const;
  ChatSettings load() const { return to_chat_settings(values()); }

  /// All or nothing. `posting_hours 14-2` sets both hours, `is_paused` pauses for this reason or
  /// resumes. Throws ErrorKind::usage for an unknown
  /// key, an invalid value or a key that is not set by hand.
  SettingsOutcome set(const std::vector<Assignment>& assignments,
                      const std::optional<std::string>& reason);
  /// Inverts a boolean, atomically as the caller's transaction holds the write lock; throws
  /// ErrorKind::usage for a setting of another type.
  SettingsOutcome toggle(const std::string& key, const std::optional<std::string>& reason);
  /// Writes the built-in defaults, or those of `defaults` (what a new chat would get now).
  SettingsOutcome unset(const std::vector<std::string>& keys, const SettingValues& defaults,
                        const std::optional<std::string>& reason);

  /// Pauses, until an instant or until resumed. Pausing a paused chat changes the end and the
  /// reason; the pause keeps the instant it began. Throws ErrorKind::usage for an end in the past.
  SettingsOutcome pause(std::optional<Timestamp> until, const std::optional<std::string>& reason);
  SettingsOutcome resume(const std::optional<std::string>& reason);
  /// For the worker: records that a timed pause is over; true when there was one.
  bool end_timed_pause();

 private:
  SettingsOutcome apply(const SettingValues& before, const SettingValues& after,
                        const std::optional<std::string>& reason);
  void check_account(const std::string& username) const;
  void assign(SettingValues& values, const Assignment& assignment,
              const std::optional<std::string>& reason) const;

  ChatScope scope_;
  SettingsRepository repository_;
};

/// Writes every setting of a chat that has none: `initial` (a person's text, by key) over the
/// built-in defaults, with the first snapshot. Throws ErrorKind::usage for an invalid value.
void create_chat_settings(ChatScope scope, const SettingValues& initial);

/// A chat that does not exist yet and what it would be created with: the admin chat before its
/// first write.
struct InitialChat {
  TelegramChatId telegram_id;
  std::string name;
  SettingValues settings;
};

/// Creates the chat, active, with all its settings; or returns it when it exists by now.
Chat create_chat(UnitOfWork& unit, const InitialChat& initial);

}  // namespace igbot
