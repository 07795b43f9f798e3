// SPDX-License-Identifier: MIT
#include "core/bot/update_facts.hpp"

namespace igbot::bot {

const IncomingMessage* message_in(const Update& update) {
  return std::get_if<IncomingMessage>(&update.what);
}

const access::UserProfile* person_in(const Update& update) {
  if (const auto* press = std::get_if<Press>(&update.what)) return &press->from;
  const auto* message = message_in(update);
  return message != nullptr && message->from ? &*message->from : nullptr;
}

const ChatInfo* chat_in(const Update& update) {
  if (const auto* press = std::get_if<Press>(&update.what)) {
    return press->chat ? &*press->chat : nullptr;
  }
  if (const auto* message = message_in(update)) return &message->chat;
  const auto* change = std::get_if<MembershipChange>(&update.what);
  return change == nullptr ? nullptr : &change->chat;
}

}  // namespace igbot::bot
