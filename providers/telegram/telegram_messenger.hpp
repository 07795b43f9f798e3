// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/bot/messenger.hpp"
#include "providers/telegram/telegram_api.hpp"

namespace igbot::telegram {

/// The messenger over the Bot API. A picture that Telegram will not take as a photo goes as its
/// JPEG, where the message has one. A file that Telegram will not take as photo or video goes once
/// more as a document, and what is no document either (over 50 MB, refused) as text that ends with
/// its file name; each step only after an explicit refusal, so nothing arrives twice. A text
/// message that has a file_name is edited the same way.
class TelegramMessenger final : public bot::Messenger {
 public:
  explicit TelegramMessenger(TelegramApi& api) : api_(api) {}

  bot::SendOutcome send(const bot::OutgoingMessage& message) override;
  bot::SendOutcome edit(TelegramMessageId id, const bot::OutgoingMessage& message) override;
  bot::SendOutcome erase(TelegramChatId chat, const std::vector<TelegramMessageId>& ids) override;

 private:
  bot::SendOutcome send_as(bot::MediaKind kind, const bot::OutgoingMessage& message);
  std::optional<bot::SendOutcome> send_as_jpeg(const bot::OutgoingMessage& message);
  bot::SendOutcome edit_as(bool as_text, TelegramMessageId id, const bot::OutgoingMessage& message);

  TelegramApi& api_;
};

}  // namespace igbot::telegram
