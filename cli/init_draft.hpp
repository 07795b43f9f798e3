// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/services.hpp"
#include "core/chat/chat_setup.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::cli {

using InitDraft = ChatSetup;
using InitResult = SetUpChat;

/// Each throws ErrorKind::usage for what it does not take.
TelegramChatId parse_chat_id(const std::string& text);
/// The same, or the @name or name of a chat that is there already.
TelegramChatId find_chat_id(Services& services, const std::string& text);
std::string parse_chat_name(const std::string& text);
/// The real path of a folder that exists and can be read.
std::string parse_source_folder(const std::string& text);

/// The assignments that make a local folder the media source.
void use_local_source(InitDraft& draft, const std::string& folder);

/// The chat of that id, if the database exists and has it.
std::optional<Chat> find_existing(Services& services, TelegramChatId id);

/// Creates the chat with all its settings, or changes one that exists. Throws ErrorKind::conflict
/// for an archived chat.
InitResult save_draft(Services& services, const InitDraft& draft);
/// What save_draft would answer; nothing is stored and no database is made.
InitResult rehearse_draft(Services& services, const InitDraft& draft);

/// The commands that bring the chat to its first post. `source`: a kind of source that is still to
/// be connected, drive or s3.
std::vector<std::string> next_steps(Services& services, const InitResult& result,
                                    const std::optional<std::string>& source = std::nullopt);

}  // namespace igbot::cli
