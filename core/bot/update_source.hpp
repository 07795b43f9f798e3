// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/bot/update.hpp"

namespace igbot::bot {

/// The port to what people do in the messenger.
class UpdateSource {
 public:
  virtual ~UpdateSource() = default;
  /// The bot's own user id; asks nobody.
  virtual std::int64_t bot_id() const = 0;
  /// The oldest updates that are left, up to 100, waiting at most `wait` (0 to 50 s) for the first.
  /// `offset` confirms every update below it for good; none asks for whatever is there. Throws
  /// Error(auth) for a refused token, Error(conflict) when somebody else receives the updates,
  /// Error(temporary) without a usable answer.
  virtual std::vector<Update> fetch(std::optional<std::int64_t> offset,
                                    std::chrono::seconds wait) = 0;
  /// Ends the waiting of a pressed button, with a text of at most 200 characters; `as_alert` shows
  /// it until it is dismissed. Best effort: an answer that comes too late is no error.
  virtual void answer(const Press& press, const std::string& text, bool as_alert) = 0;
  /// Whether somebody administers the chat; nothing when the messenger would not say.
  virtual std::optional<bool> is_chat_admin(TelegramChatId chat, TelegramUserId user) = 0;
};

}  // namespace igbot::bot
