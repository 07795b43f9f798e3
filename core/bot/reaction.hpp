// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/bot/messenger.hpp"

namespace igbot::bot {

/// What is still to be told when the transaction of an update is stored. What must arrive goes
/// through the outbox instead; this is said once, and lost when the moment has passed.
struct Reaction {
  /// To the person who pressed a button; at most 200 characters are shown.
  std::string answer = {};
  bool as_alert = false;
  /// To a chat that has no outbox because it is not set up.
  std::optional<OutgoingMessage> direct = {};
  /// A post of that chat that goes out at once, pause or not: somebody asked for it.
  std::optional<std::pair<ChatKey, PostId>> deliver = {};
};

}  // namespace igbot::bot
