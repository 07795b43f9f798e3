// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>

#include "core/clock.hpp"
#include "core/ids.hpp"

namespace igbot::bot {

/// How much Telegram takes (core.telegram.org/bots/faq#broadcasting-to-users); 0 = no limit.
struct PaceLimits {
  std::size_t bot_per_second = 30;
  std::size_t chat_per_second = 1;
  std::size_t group_per_minute = 20;

  /// `telegram.rate_limit`: per second and bot; 0 turns every limit off.
  static PaceLimits for_rate(std::size_t bot_per_second);
};

/// Decides how long to wait before the next message to a chat, so that no window of a second or a
/// minute ever holds more than the limits. Thread-safe.
class SendPacer {
 public:
  SendPacer(const Clock& clock, const PaceLimits& limits) : clock_(clock), limits_(limits) {}

  struct Slot {
    std::chrono::milliseconds wait{0};
    /// False when the wait would exceed `longest`: nothing was taken.
    bool taken = false;
  };
  /// Takes the next free instant for that chat if it is at most `longest` away.
  Slot take(TelegramChatId chat, std::chrono::milliseconds longest);

  /// How far away it is; takes nothing.
  std::chrono::milliseconds wait_before(TelegramChatId chat);

  /// Nothing goes to that chat for so long: what a 429 asks for.
  void hold(TelegramChatId chat, std::chrono::milliseconds wait);

 private:
  /// The last instants given away, oldest first, at most as many as the limit.
  using Taken = std::deque<Timestamp>;
  struct ChatTaken;
  Timestamp next_for(TelegramChatId chat, const ChatTaken& own, Timestamp now) const;

  struct ChatTaken {
    Taken second;
    Taken minute;
    std::optional<Timestamp> held_until;
  };

  const Clock& clock_;
  PaceLimits limits_;
  std::mutex mutex_;
  Taken bot_;
  std::map<TelegramChatId, ChatTaken> chats_;
};

}  // namespace igbot::bot
