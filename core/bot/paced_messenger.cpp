// SPDX-License-Identifier: MIT
#include "core/bot/paced_messenger.hpp"

namespace igbot::bot {
namespace {

constexpr std::chrono::seconds k_longest_wait{5};

}  // namespace

template <typename Deliver>
SendOutcome PacedMessenger::in_turn(TelegramChatId chat, Deliver deliver) {
  const SendPacer::Slot slot = pacer_.take(chat, k_longest_wait);
  if (!slot.taken) {
    return RetryLater{std::chrono::ceil<std::chrono::seconds>(slot.wait),
                      "telegram takes no more messages for this chat now"};
  }
  if (slot.wait.count() > 0) clock_.sleep_for(slot.wait);
  SendOutcome outcome = deliver();
  if (const auto* later = std::get_if<RetryLater>(&outcome)) pacer_.hold(chat, later->wait);
  return outcome;
}

std::chrono::milliseconds PacedMessenger::wait_before(TelegramChatId chat) {
  return pacer_.wait_before(chat);
}

SendOutcome PacedMessenger::send(const OutgoingMessage& message) {
  return in_turn(message.chat, [&] { return messenger_.send(message); });
}

SendOutcome PacedMessenger::edit(TelegramMessageId id, const OutgoingMessage& message) {
  return in_turn(message.chat, [&] { return messenger_.edit(id, message); });
}

SendOutcome PacedMessenger::erase(TelegramChatId chat, const std::vector<TelegramMessageId>& ids) {
  SendOutcome outcome = messenger_.erase(chat, ids);
  if (const auto* later = std::get_if<RetryLater>(&outcome)) pacer_.hold(chat, later->wait);
  return outcome;
}

}  // namespace igbot::bot
