// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/receive.hpp"

namespace igbot::bot {

/// Takes in what is written in a chat that has no row here. Nothing is changed there but by an
/// administrator who may set it up: then the chat gets its row, in state `setup`, and /init begins.
/// Everybody else gets one hint, ever. An invitation that is not valid throws as
/// ChatInvites::redeem does.
Reaction receive_from_stranger(UnitOfWork& unit, const IncomingMessage& message, const Desk& desk);

}  // namespace igbot::bot
