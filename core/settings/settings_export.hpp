// SPDX-License-Identifier: MIT
#pragma once

#include "core/settings/settings_document.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot {

/// What an export says of a chat that is set up. Without `keys` its credentials are left out; with
/// them each is opened and sealed anew for the export, and what KeyRing::open throws is thrown.
ExportedChat export_chat(ChatScope scope, const Chat& chat, const crypto::KeyRing* keys);

/// Every chat that is set up, by Telegram id; archived ones too.
SettingsDocument export_all_chats(UnitOfWork& unit, const crypto::KeyRing* keys);

}  // namespace igbot
