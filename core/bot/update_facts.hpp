// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/bot/update.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::bot {

/// Who wrote or pressed; null for anything else and for messages without a sender.
const access::UserProfile* person_in(const Update& update);
/// Where it happened; null when the update does not say.
const ChatInfo* chat_in(const Update& update);
/// The message, null for other updates.
const IncomingMessage* message_in(const Update& update);

}  // namespace igbot::bot
