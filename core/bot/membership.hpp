// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/update.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::bot {

/// Follows who joins, leaves and administers a chat that is set up. When the bot itself was removed
/// or silenced the chat becomes `unreachable`, and `active` again when it may write.
void follow_membership(UnitOfWork& unit, const MembershipChange& change);

}  // namespace igbot::bot
