// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/bot_rules.hpp"
#include "core/bot/reaction.hpp"
#include "core/bot/update.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::bot {

/// What is known besides the update itself.
struct Desk {
  const BotRules& rules;
  /// The messenger has just said that whoever acts administers the chat.
  bool is_chat_admin = false;
};

/// Who acts in an update: a person for a press or a message, else the worker.
Actor actor_of(const Update& update, const Actor& worker);

/// Takes one update in, in its caller's transaction: bound to chat and person by their numeric ids,
/// with rights checked again. What is not understood changes nothing. Throws
/// ErrorKind::conflict, ErrorKind::usage or ErrorKind::not_found for what is refused.
Reaction receive(UnitOfWork& unit, const Update& update, const Desk& desk);

/// What remains of an update that was refused: the bot's patience with a chat counts it, and the
/// chat is told where no press is answered.
Reaction refuse(Bookkeeping& unit, const Update& update, const Error& error);

/// Who to ask the messenger about: whether they administer the chat.
struct AdminQuestion {
  std::optional<ChatKey> chat;  ///< none: it has no row here yet
  TelegramChatId telegram_chat{};
  access::UserProfile user;
};
/// Before an update is judged: what is known of an administrator has grown old, or somebody wants
/// to set up a chat that nobody was asked about.
std::optional<AdminQuestion> admin_question(UnitOfWork& unit, const Update& update);
/// After it was refused: whether the person administers the chat was not asked lately.
std::optional<AdminQuestion> admin_question_after_refusal(UnitOfWork& unit, const Update& update);

}  // namespace igbot::bot
