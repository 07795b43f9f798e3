// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/bot/bot_rules.hpp"
#include "core/bot/callback.hpp"
#include "core/bot/conversation.hpp"
#include "core/bot/update.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::bot {

/// Somebody does something in a chat that has a row here, inside the transaction of the update.
struct Call {
  UnitOfWork& unit;
  ChatScope scope;
  const Chat& chat;
  const access::UserProfile& from;
  const BotRules& rules;
};

/// They wrote a command; `arguments` is what follows it, trimmed.
struct CommandCall : Call {
  std::string arguments;
};

/// They pressed a button; `value` and `id` are what it carries.
struct PressCall : Call {
  const Press& press;
  const Callback& callback;
};

/// They answered a question of the bot by replying to it.
struct ReplyCall : Call {
  const IncomingMessage& message;
  Conversation conversation;
};

}  // namespace igbot::bot
