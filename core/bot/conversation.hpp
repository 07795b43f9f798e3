// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/crypto/key_ring.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::bot {

/// What is going on between the bot and one person of a chat: a question that waits for its answer,
/// the set-up of the chat, or something the bot was asked to do and still owes an answer for.
struct Conversation {
  TelegramUserId user{};
  std::string kind;
  std::string step;
  std::string draft = "{}";  ///< JSON of that kind
  /// What is secret of it (owner_of_conversation_draft).
  std::optional<crypto::Sealed> sealed = {};
  /// The message whose reply is the next turn; nothing when none is asked for, or it has not left.
  std::optional<TelegramMessageId> prompt = {};
  Timestamp expires_at{};
};

/// The conversations of one chat, at most one of a kind with each person. One that has expired is
/// not there. Technical: what comes of a conversation is audited where it is done.
class ConversationRepository {
 public:
  explicit ConversationRepository(ChatScope chat) : chat_(chat) {}

  std::optional<Conversation> find(TelegramUserId user, const std::string& kind) const;
  /// Whoever it is with; the one that was begun last.
  std::optional<Conversation> find_any(const std::string& kind) const;
  /// The one that this message is the prompt of.
  std::optional<Conversation> find_by_prompt(TelegramUserId user, TelegramMessageId prompt) const;

  /// Begins it or takes it on; a prompt that was sent before is none any more.
  void put(const Conversation& conversation) const;
  /// True when there was one.
  bool end(TelegramUserId user, const std::string& kind) const;

 private:
  std::optional<Conversation> first(const std::string& condition,
                                    const std::vector<sql::Value>& values) const;

  ChatScope chat_;
};

bool has_expired_conversations(UnitOfWork& unit);
/// Erases what has expired, drafts and sealed drafts with it.
void forget_expired_conversations(UnitOfWork& unit);

}  // namespace igbot::bot
