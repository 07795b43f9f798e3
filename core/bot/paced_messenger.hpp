// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/messenger.hpp"
#include "core/bot/send_pacer.hpp"
#include "core/clock.hpp"

namespace igbot::bot {

/// A messenger that keeps to a pacer: what is sent or edited waits up to five seconds for its turn,
/// and is RetryLater without sending when it would take longer; what is deleted is in nobody's way.
/// After a 429 the chat is left alone for as long as Telegram asked.
class PacedMessenger final : public Messenger {
 public:
  PacedMessenger(Messenger& messenger, SendPacer& pacer, Clock& clock)
      : messenger_(messenger), pacer_(pacer), clock_(clock) {}

  std::chrono::milliseconds wait_before(TelegramChatId chat) override;
  SendOutcome send(const OutgoingMessage& message) override;
  SendOutcome edit(TelegramMessageId id, const OutgoingMessage& message) override;
  SendOutcome erase(TelegramChatId chat, const std::vector<TelegramMessageId>& ids) override;

 private:
  template <typename Deliver>
  SendOutcome in_turn(TelegramChatId chat, Deliver deliver);

  Messenger& messenger_;
  SendPacer& pacer_;
  Clock& clock_;
};

}  // namespace igbot::bot
