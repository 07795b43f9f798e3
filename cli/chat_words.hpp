// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/services.hpp"
#include "core/zone.hpp"

namespace igbot::cli {

/// What takes a command that is printed to this chat again: " --chat ID" where there are several
/// chats, nothing where there is only one.
std::string chat_words(Services& services, const Chat& chat);

/// Who paused until when and why, and what ends that, for a chat that is paused; `chat` as
/// chat_words.
std::string pause_words(const ChatSettings& settings, const Zone& zone, const std::string& chat);

}  // namespace igbot::cli
