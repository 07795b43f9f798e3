// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "core/bot/messenger.hpp"

namespace igbot::test {

/// Records what it is given and answers with what the test queued, else with a fresh message id.
class FakeMessenger final : public bot::Messenger {
 public:
  bot::SendOutcome send(const bot::OutgoingMessage& message) override {
    const std::lock_guard lock(mutex_);
    sent.push_back(message);
    if (on_send) on_send();
    if (answers.empty())
      return bot::Sent{static_cast<TelegramMessageId>(next_id_++), message.media};
    auto answer = std::move(answers.front());
    answers.pop_front();
    return answer;
  }

  bot::SendOutcome edit(TelegramMessageId id, const bot::OutgoingMessage& message) override {
    const std::lock_guard lock(mutex_);
    edited.emplace_back(id, message);
    return bot::Sent{id, message.media};
  }

  bot::SendOutcome erase(TelegramChatId, const std::vector<TelegramMessageId>& ids) override {
    const std::lock_guard lock(mutex_);
    erased.insert(erased.end(), ids.begin(), ids.end());
    return bot::Sent{ids.front(), bot::MediaKind::none};
  }

  /// Called in the middle of each send, while the test's worker waits for the answer.
  std::function<void()> on_send;
  std::deque<bot::SendOutcome> answers;
  std::vector<bot::OutgoingMessage> sent;
  std::vector<std::pair<TelegramMessageId, bot::OutgoingMessage>> edited;
  std::vector<TelegramMessageId> erased;

 private:
  std::mutex mutex_;
  std::int64_t next_id_ = 1000;
};

}  // namespace igbot::test
