// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/bot/messenger.hpp"
#include "core/ids.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

enum class OutboxKind {
  notice,      ///< a text with buttons
  edit_card,   ///< redraw the card of a post as it stands when the message leaves
  close_card,  ///< take the buttons off a card that a newer one replaced
  ask_reject,  ///< put the question before a rejection in the place of a card's buttons
  send_file,   ///< the original of a post as a document
};

struct OutboxMessage {
  std::int64_t id = 0;
  ChatKey chat{};
  OutboxKind kind = OutboxKind::notice;
  std::optional<PostId> post;
  std::optional<TelegramMessageId> message;  ///< the card to close
  std::string html;
  bot::Keyboard keyboard;
  int attempts = 0;
};

/// Messages that must reach a chat, written in the transaction that causes them; a message needs no
/// audit row of its own.
class Outbox {
 public:
  explicit Outbox(ChatScope chat) : chat_(chat) {}

  void add_notice(const std::string& html, const bot::Keyboard& keyboard,
                  std::optional<PostId> post = std::nullopt);
  /// One redraw per post waits at most.
  void add_card_edit(PostId post);
  void add_card_closing(PostId post, TelegramMessageId message);
  void add_reject_question(PostId post);
  void add_file(PostId post);

 private:
  void add(OutboxKind kind, std::optional<PostId> post, const std::string& payload);
  /// One of a kind and post waits at most.
  void add_once(OutboxKind kind, PostId post);

  ChatScope chat_;
};

/// The worker's side of the outbox: delivery is technical and leaves no audit row.
class OutboxQueue {
 public:
  explicit OutboxQueue(Bookkeeping& unit) : unit_(unit) {}

  /// Takes the oldest message that is due in a chat that can be reached and was not told to wait,
  /// and marks it as being sent until `lease_until`; a message whose sender died is due again then.
  std::optional<OutboxMessage> take(const std::optional<ChatKey>& chat, Timestamp lease_until);
  void sent(std::int64_t id);
  void retry(std::int64_t id, Timestamp at, const std::string& why);
  void drop(std::int64_t id, const std::string& why);

 private:
  Bookkeeping& unit_;
};

}  // namespace igbot::post
