// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/settings/settings_service.hpp"

namespace igbot {

/// What `init` and /init store, in one transaction; nothing is stored before.
struct ChatSetup {
  TelegramChatId telegram_id{};
  std::string name;  ///< empty keeps the name of a chat that exists
  /// Settings to set, as canonical text; the others keep what they are, or what is configured.
  std::vector<Assignment> settings;
};

struct SetUpChat {
  Chat chat;
  bool created = false;
  bool renamed = false;
  std::vector<SettingChange> changes;  ///< of a chat that existed
  /// Planned posts that keep the times the former settings gave them.
  std::int64_t planned_posts = 0;
};

/// Creates the chat with all its settings (`configured` where the set-up says nothing), completes
/// one that was begun, or changes one that exists: with an entry in the settings history and the
/// audit. Throws ErrorKind::conflict for an archived chat and for who may not administer it.
SetUpChat set_up_chat(UnitOfWork& unit, const ChatSetup& setup, const SettingValues& configured);

}  // namespace igbot
