// SPDX-License-Identifier: MIT
#pragma once

#include "core/store/chat_repository.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// The group became a supergroup: the chat goes on under its new id, and the cards that await a
/// decision, whose messages stayed behind, are sent anew. Telling it twice does nothing. False when
/// the supergroup is set up as a chat of its own: then the chat stays where nobody can read it.
bool follow_migration(UnitOfWork& unit, const Chat& chat, TelegramChatId to);

}  // namespace igbot::post
