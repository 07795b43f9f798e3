// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/bot/messenger.hpp"
#include "core/bot/update_source.hpp"
#include "tests/soak/faults.hpp"
#include "tests/soak/records.hpp"

namespace igbot::test {

/// A message as people see it now.
struct ShownMessage {
  TelegramChatId chat{};
  TelegramMessageId id{};
  std::int64_t post = 0;  ///< that its buttons are about; 0 = none
  bot::Keyboard keyboard;
  bool is_card = false;
};

/// "v1:verb:post:value" taken apart.
struct ButtonData {
  std::string verb;
  std::int64_t post = 0;
  std::string value;
};
ButtonData parse_button(const std::string& data);

/// Telegram in memory: takes cards, edits and answers, hands out what people did until that is
/// confirmed, and fails as it is told.
class RecordingTelegram final : public bot::Messenger, public bot::UpdateSource {
 public:
  RecordingTelegram(SoakClock& clock, Faults& faults, Records& records)
      : clock_(clock), faults_(faults), records_(records) {}

  bot::SendOutcome send(const bot::OutgoingMessage& message) override;
  bot::SendOutcome edit(TelegramMessageId id, const bot::OutgoingMessage& message) override;
  bot::SendOutcome erase(TelegramChatId chat, const std::vector<TelegramMessageId>& ids) override;

  std::int64_t bot_id() const override { return 777; }
  std::vector<bot::Update> fetch(std::optional<std::int64_t> offset,
                                 std::chrono::seconds wait) override;
  void answer(const bot::Press& press, const std::string& text, bool as_alert) override;
  std::optional<bool> is_chat_admin(TelegramChatId chat, TelegramUserId user) override;

  /// Somebody presses a button with that data on a message.
  void press(TelegramChatId chat, TelegramMessageId message, TelegramUserId person,
             const std::string& data, bool is_forbidden);
  void joins(TelegramChatId chat, TelegramUserId person);
  void leaves(TelegramChatId chat, TelegramUserId person);
  void migrate(TelegramChatId from, TelegramChatId to);
  void make_admin(TelegramChatId chat, TelegramUserId person) { admins_.insert({chat, person}); }

  bool has_updates() const { return !updates_.empty(); }
  const ShownMessage* shown(TelegramChatId chat, TelegramMessageId id) const;
  /// Whether a card of that post is there for people to see.
  bool shows_card_of(TelegramChatId chat, std::int64_t post) const;

  /// Told whenever a message with buttons appears or changes.
  std::function<void(const ShownMessage&)> on_shown;

 private:
  Moment now() const { return {clock_.world(), clock_.now()}; }
  TelegramMessageId deliver(const bot::OutgoingMessage& message, bool answered);
  void put(bot::Update update);
  static bot::ChatInfo info(TelegramChatId chat);

  SoakClock& clock_;
  Faults& faults_;
  Records& records_;
  std::map<std::pair<TelegramChatId, TelegramMessageId>, ShownMessage> shown_;
  std::map<TelegramChatId, TelegramChatId> moved_;
  std::set<std::pair<TelegramChatId, TelegramUserId>> admins_;
  std::deque<bot::Update> updates_;
  std::deque<bot::Update> confirmed_;  ///< the last few, which may come again
  std::map<std::int64_t, std::size_t> press_of_update_;
  std::int64_t next_update_ = 1000;
  std::int64_t next_message_ = 1;
};

}  // namespace igbot::test
