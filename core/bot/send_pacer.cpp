// SPDX-License-Identifier: MIT
#include "core/bot/send_pacer.hpp"

#include <algorithm>

namespace igbot::bot {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds k_second{1000};
constexpr milliseconds k_minute{60'000};

/// The first instant from `now` on at which one more fits into the window.
Timestamp earliest(const std::deque<Timestamp>& taken, std::size_t limit, milliseconds window,
                   Timestamp now) {
  if (limit == 0 || taken.size() < limit) return now;
  return std::max(now, taken[taken.size() - limit] + window);
}

void remember(std::deque<Timestamp>& taken, std::size_t limit, Timestamp at) {
  if (limit == 0) return;
  taken.insert(std::upper_bound(taken.begin(), taken.end(), at), at);
  if (taken.size() > limit) taken.pop_front();
}

}  // namespace

PaceLimits PaceLimits::for_rate(std::size_t bot_per_second) {
  if (bot_per_second == 0) return {0, 0, 0};
  return {.bot_per_second = bot_per_second};
}

Timestamp SendPacer::next_for(TelegramChatId chat, const ChatTaken& own, Timestamp now) const {
  Timestamp at = earliest(bot_, limits_.bot_per_second, k_second, now);
  at = std::max(at, earliest(own.second, limits_.chat_per_second, k_second, now));
  if (number(chat) < 0) {
    at = std::max(at, earliest(own.minute, limits_.group_per_minute, k_minute, now));
  }
  return own.held_until ? std::max(at, *own.held_until) : at;
}

milliseconds SendPacer::wait_before(TelegramChatId chat) {
  const std::lock_guard lock(mutex_);
  const Timestamp now = clock_.now();
  return next_for(chat, chats_[chat], now) - now;
}

SendPacer::Slot SendPacer::take(TelegramChatId chat, milliseconds longest) {
  const std::lock_guard lock(mutex_);
  const Timestamp now = clock_.now();
  ChatTaken& own = chats_[chat];
  const Timestamp at = next_for(chat, own, now);
  if (at - now > longest) return {at - now, false};
  remember(bot_, limits_.bot_per_second, at);
  remember(own.second, limits_.chat_per_second, at);
  if (number(chat) < 0) remember(own.minute, limits_.group_per_minute, at);
  return {at - now, true};
}

void SendPacer::hold(TelegramChatId chat, milliseconds wait) {
  const std::lock_guard lock(mutex_);
  std::optional<Timestamp>& until = chats_[chat].held_until;
  const Timestamp asked = clock_.now() + wait;
  until = until ? std::max(*until, asked) : asked;
}

}  // namespace igbot::bot
