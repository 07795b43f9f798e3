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
  alert,       ///< the same, of something a person must see to: /cleanup spares it while it is open
  menu,        ///< the same, of /settings: it is redrawn in place
  wizard,      ///< the same, of /init: the newest page replaces the ones before
  prompt,      ///< a question that somebody answers by replying to it
  document,    ///< bytes as a file
  edit_text,   ///< another text and other buttons for a message
  erase,       ///< delete messages
  edit_card,   ///< redraw the card of a post as it stands when the message leaves
  close_card,  ///< take the buttons off a card that a newer one replaced
  ask_reject,  ///< put the question before a rejection in the place of a card's buttons
  ask_account,  ///< put the choice of an account in the place of a card's buttons
  send_file,    ///< the original of a post as a document
};

/// The conversation a prompt belongs to: a reply to the prompt is its next turn.
struct PromptOwner {
  TelegramUserId user{};
  std::string conversation;
  std::string step;
};

struct OutboxMessage {
  std::int64_t id = 0;
  ChatKey chat{};
  OutboxKind kind = OutboxKind::notice;
  std::optional<PostId> post;
  std::vector<TelegramMessageId> messages;  ///< those to edit, close or erase
  std::string html;  ///< of an erasure: what is told when Telegram does not allow it
  bot::Keyboard keyboard;
  std::string file_name;
  std::string content;
  std::string placeholder;
  std::optional<PromptOwner> owner;
  int attempts = 0;
};

/// Messages that must reach a chat, written in the transaction that causes them; a message needs no
/// audit row of its own.
class Outbox {
 public:
  explicit Outbox(ChatScope chat)
      : db_(chat.db()), chat_(chat.key()), now_(chat.now()), scope_(chat) {}
  Outbox(Bookkeeping& unit, ChatKey chat) : db_(unit.db()), chat_(chat), now_(unit.now()) {}

  void add_notice(const std::string& html, const bot::Keyboard& keyboard,
                  std::optional<PostId> post = std::nullopt);
  void add_alert(const std::string& html, const bot::Keyboard& keyboard,
                 std::optional<PostId> post = std::nullopt);
  void add_menu(const std::string& html, const bot::Keyboard& keyboard);
  /// The pages before it go away, those that wait and those that were shown.
  void add_wizard_page(const std::string& html, const bot::Keyboard& keyboard);
  void add_prompt(const std::string& html, const std::string& placeholder,
                  const PromptOwner& owner);
  /// At most a few hundred kilobytes, without secrets: it is stored until it has left.
  void add_document(const std::string& file_name, const std::string& content,
                    const std::string& html);
  void add_edit(TelegramMessageId message, const std::string& html, const bot::Keyboard& keyboard);
  /// `if_refused`: what the chat is told when Telegram does not let the bot delete them.
  void add_erasure(const std::vector<TelegramMessageId>& messages,
                   const std::string& if_refused = {});
  /// One redraw per post waits at most.
  void add_card_edit(PostId post);
  void add_card_closing(PostId post, TelegramMessageId message);
  void add_reject_question(PostId post);
  void add_account_question(PostId post);
  void add_file(PostId post);

 private:
  void add(OutboxMessage message);
  /// One of a kind and post waits at most.
  void add_once(OutboxKind kind, PostId post);
  template <typename Body>
  void technically(Body body);

  sql::Connection& db_;
  ChatKey chat_;
  Timestamp now_;
  std::optional<ChatScope> scope_;
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
  /// Its turn has not come: nothing was tried.
  void postpone(std::int64_t id, Timestamp at);
  void drop(std::int64_t id, const std::string& why);
  /// Remembers a message that was sent, so that /cleanup and later edits find it.
  void record(const OutboxMessage& outbox, const bot::OutgoingMessage& shown,
              TelegramMessageId message);

 private:
  Bookkeeping& unit_;
};

/// When the next message that waits may leave; nothing when none waits.
std::optional<Timestamp> next_outbox_wake(sql::Connection& db);

/// Whether a later edit of the same message was written: sent after it, this one would take it
/// back.
bool is_overtaken(sql::Connection& db, const OutboxMessage& edit);

}  // namespace igbot::post
