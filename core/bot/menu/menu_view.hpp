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

/// Where the chat takes its media from.
struct SourceView {
  SourceType type = SourceType::local;
  std::string where;
  std::int64_t items = 0;  ///< active items of the library that lie in it
  std::optional<Timestamp> listed_at;
  bool must_be_connected_again = false;  ///< its secret was erased
};

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
  std::optional<SourceView> source = {};
  bool offers_drive = false;   ///< a login with Google can be begun from here
  bool offers_folder = false;  ///< a folder of the server can be chosen
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
