// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/settings/settings_document.hpp"
#include "core/settings/settings_restore.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot {

struct ImportOptions {
  /// What a chat that does not exist yet is created with, under what the document says.
  SettingValues defaults;
  /// Also pause, the end of dry run and the Instagram API; else these stay as they are.
  bool include_state = false;
  /// Leave the document's credentials aside.
  bool omit_secrets = false;
  /// Opens the document's credentials and seals them anew; null when no key is configured.
  const crypto::KeyRing* keys = nullptr;
  std::string reason = "import";
  /// The chat that a document of one chat is meant for, instead of the one it names.
  std::optional<TelegramChatId> target;
};

enum class ImportAction { unchanged, changed, created };
std::string to_string(ImportAction action);

/// What an import did with one chat.
struct ImportedChat {
  TelegramChatId chat_id{};
  std::string name;
  ImportAction action = ImportAction::unchanged;
  /// Settings, "mix" and "name"; of a created chat, what differs from `defaults`.
  std::vector<SettingChange> changes;
  std::vector<Withheld> withheld;
  std::vector<std::string> accounts;     ///< usernames that were added
  std::vector<std::string> credentials;  ///< "instagram_token of brand": stored or replaced
  std::int64_t planned_posts = 0;
};

/// Applies a whole document in the caller's transaction: per chat one snapshot, and nothing written
/// where all is so already. Chats that do not exist are created, those in state `setup` completed;
/// accounts are added, never removed. Throws, so that the transaction is taken back,
/// ErrorKind::conflict for an archived chat, ErrorKind::usage for an account that the chat would
/// not have, and ErrorKind::auth for a credential that no key opens or that was tampered with.
std::vector<ImportedChat> import_settings(UnitOfWork& unit, const SettingsDocument& document,
                                          const ImportOptions& options);

}  // namespace igbot
