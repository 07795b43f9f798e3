// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/account/account_service.hpp"
#include "core/bot/calls.hpp"
#include "core/settings/settings_history.hpp"
#include "core/settings/settings_repository.hpp"
#include "core/settings/settings_write.hpp"

namespace igbot::bot {

/// What the pages of /settings show of a chat.
struct MenuView {
  std::string chat_name;
  bool is_public = false;  ///< the chat has a public @name
  Timestamp now{};
  SettingValues values;
  ChatSettings settings;
  std::vector<AccountView> accounts;
  bool offers_login = false;  ///< accounts can be connected from here
  std::optional<Timestamp> token_expires_at;
  std::int64_t active_media = 0;
  std::optional<SettingsSnapshot> last_change;
};

MenuView menu_view(const Call& call);

/// One change of the history: who, when, what and why.
struct HistoryItem {
  std::int64_t id = 0;
  Timestamp at{};
  std::string actor;
  std::vector<SettingChange> changes;  ///< none for the initial setup
  std::optional<std::string> reason;
};

/// A piece of the settings history, newest first.
struct HistoryPiece {
  std::vector<HistoryItem> items;
  /// Where the older ones go on; nothing at the end.
  std::optional<std::int64_t> older_than;
};

/// `before`: below that entry; nothing = from the newest.
HistoryPiece history_piece(ChatScope scope, int limit, std::optional<std::int64_t> before);

}  // namespace igbot::bot
