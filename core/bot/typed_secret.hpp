// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace igbot::bot {

/// Whether a message holds what looks like a token, key or password of a platform: it must not stay
/// in a chat.
bool holds_secret(std::string_view text);

}  // namespace igbot::bot
