// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <functional>
#include <map>
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

  std::chrono::milliseconds wait_before(TelegramChatId chat) override {
    const std::lock_guard lock(mutex_);
    const auto wait = waits.find(chat);
    return wait == waits.end() ? std::chrono::milliseconds{0} : wait->second;
  }

  bot::SendOutcome edit(TelegramMessageId id, const bot::OutgoingMessage& message) override {
    const std::lock_guard lock(mutex_);
    edited.emplace_back(id, message);
    if (edit_answers.empty()) return bot::Sent{id, message.media};
    auto answer = std::move(edit_answers.front());
    edit_answers.pop_front();
    return answer;
  }

  bot::SendOutcome erase(TelegramChatId, const std::vector<TelegramMessageId>& ids) override {
    const std::lock_guard lock(mutex_);
    erased.insert(erased.end(), ids.begin(), ids.end());
    return bot::Sent{ids.front(), bot::MediaKind::none};
  }

  /// Called in the middle of each send, while the test's worker waits for the answer.
  std::function<void()> on_send;
  std::deque<bot::SendOutcome> answers;
  std::deque<bot::SendOutcome> edit_answers;
  std::vector<bot::OutgoingMessage> sent;
  std::vector<std::pair<TelegramMessageId, bot::OutgoingMessage>> edited;
  std::vector<TelegramMessageId> erased;
  /// Chats whose turn has not come.
  std::map<TelegramChatId, std::chrono::milliseconds> waits;

 private:
  std::mutex mutex_;
  std::int64_t next_id_ = 1000;
};

}  // namespace igbot::test
