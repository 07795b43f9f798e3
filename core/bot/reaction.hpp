// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/bot/messenger.hpp"

namespace igbot::bot {

/// A post that goes out at once, pause or not: somebody asked for it.
struct DeliveryWish {
  ChatKey chat{};
  PostId post{};
  /// Who wants the card of a post that awaits a decision once more; nothing: its first card.
  std::optional<Actor> again = {};
};

/// What is still to be told when the transaction of an update is stored. What must arrive goes
/// through the outbox instead; this is said once, and lost when the moment has passed.
struct Reaction {
  /// To the person who pressed a button; at most 200 characters are shown.
  std::string answer = {};
  bool as_alert = false;
  /// To a chat that has no outbox because it is not set up.
  std::optional<OutgoingMessage> direct = {};
  /// A message of such a chat that must not stay there.
  std::optional<std::pair<TelegramChatId, TelegramMessageId>> erase = {};
  std::optional<DeliveryWish> deliver = {};
};

}  // namespace igbot::bot
