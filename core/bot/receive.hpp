// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/reaction.hpp"
#include "core/bot/update.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::bot {

/// Who acts in an update: a person for a press or a message, else the worker.
Actor actor_of(const Update& update, const Actor& worker);

/// Takes one update in, in its caller's transaction: bound to chat and person by their numeric ids,
/// with rights checked again. What is not understood changes nothing. Throws
/// ErrorKind::conflict, ErrorKind::usage or ErrorKind::not_found for what is refused.
Reaction receive(UnitOfWork& unit, const Update& update);

/// What remains of an update that was refused: the bot's patience with a chat counts it, and the
/// chat is told where no press is answered.
Reaction refuse(Bookkeeping& unit, const Update& update, const Error& error);

/// A question that must be asked before an update can be judged.
struct AdminQuestion {
  ChatKey chat{};
  TelegramChatId telegram_chat{};
  access::UserProfile user;
};
/// Whether somebody who may not do what they ask for administers the chat in Telegram: asked at
/// most every ten minutes a person.
std::optional<AdminQuestion> admin_question(UnitOfWork& unit, const Update& update);

}  // namespace igbot::bot
