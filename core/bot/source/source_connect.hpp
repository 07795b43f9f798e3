// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"

namespace igbot::bot {

/// Connects a folder of Google Drive from the chat: a login in a browser, the choice of a folder, a
/// look into it, and a confirmation. It is a conversation with the person who began it, in the
/// database; what takes long is an errand. Where logins are not configured, the chat is told what
/// the operator does. Throws ErrorKind::conflict for who may not administer the chat.
Reaction begin_drive(const Call& call);
/// The same for a folder of this machine below BotRules::local_roots, without a login.
Reaction begin_folder(const Call& call);

/// The buttons of the pages between.
Reaction press_source(const PressCall& call);
/// What was typed: the address that the login ended with, or the folder. What is not taken is
/// explained and asked for again.
Reaction reply_to_source(const ReplyCall& call);

}  // namespace igbot::bot
