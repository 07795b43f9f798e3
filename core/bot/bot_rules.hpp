// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/account/credential_repository.hpp"
#include "core/account/token_care.hpp"
#include "core/crypto/key_ring.hpp"
#include "core/media/google_login.hpp"
#include "core/media/media_source.hpp"
#include "core/settings/chat_settings.hpp"
#include "core/settings/settings_repository.hpp"

namespace igbot::bot {

/// Who may set a chat up from Telegram: an administrator of the chat with an invitation, any
/// administrator of any chat, or nobody.
enum class InitPolicy { invite, open, off };

/// Opens what may become a chat's media source, by its configuration and the secret for it, if it
/// needs one; throws as the source does.
using OpenSource = std::function<std::unique_ptr<media::MediaSource>(
    const media::SourceConfig&, const std::optional<NewCredential>& secret)>;
/// Opens the present source of a chat; throws as the source does.
using OpenSourceOf = std::function<std::unique_ptr<media::MediaSource>(ChatKey)>;

/// What connects folders of Google Drive by a person's login; each may throw ErrorKind::config.
struct DriveLogins {
  std::function<media::GoogleLogin&()> login;
  std::function<crypto::KeyRing()> keys;
  /// The id of the folder in what people copy from their browser. Throws ErrorKind::usage for what
  /// has none.
  std::function<std::string(const std::string& typed)> folder_id;
};

/// What the operator allows and configures for the bot.
struct BotRules {
  InitPolicy init = InitPolicy::invite;
  /// Folders of this machine below which a chat may take its media from when it is set up from
  /// Telegram; none: not offered.
  std::vector<std::filesystem::path> local_roots = {};
  /// What a chat that is set up now begins with, besides what was chosen.
  SettingValues new_chat = {};
  OpenSource open_source = {};
  OpenSourceOf open_source_of = {};
  /// For connecting accounts by a login; none: the operator connects them.
  std::optional<InstagramAccess> instagram = {};
  /// For connecting Google Drive by a login; none: the operator connects it.
  std::optional<DriveLogins> drive = {};
};

}  // namespace igbot::bot
