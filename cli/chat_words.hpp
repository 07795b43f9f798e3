// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/services.hpp"

namespace igbot::cli {

/// What takes a command that is printed to this chat again: " --chat ID" where there are several
/// chats, nothing where there is only one.
std::string chat_words(Services& services, const Chat& chat);

}  // namespace igbot::cli
