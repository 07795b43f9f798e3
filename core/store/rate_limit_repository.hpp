// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/store/unit_of_work.hpp"

namespace igbot {

/// Until when something must not be done, kept for the next run: because a platform told us to be
/// silent ("telegram", the whole bot; "telegram:<chat id>"; "instagram", the whole app;
/// "instagram:<account id>"), or because it was done lately ("instagram_token:<account id>",
/// "staging_sweep").
class RateLimitRepository {
 public:
  explicit RateLimitRepository(UnitOfWork& unit) : db_(unit.db()), now_(unit.now()) {}
  explicit RateLimitRepository(Bookkeeping& unit) : db_(unit.db()), now_(unit.now()) {}
  explicit RateLimitRepository(ChatScope chat) : db_(chat.db()), now_(chat.now()) {}

  /// Never shortens what is remembered.
  void block(const std::string& scope, Timestamp until);
  /// When a message to this chat may leave again: the end of the bot's or the chat's block,
  /// whichever is later; the epoch when there is none.
  Timestamp blocked_until(TelegramChatId chat) const;
  /// The end of one block; the epoch when there is none.
  Timestamp end_of(const std::string& scope) const;

 private:
  sql::Connection& db_;
  Timestamp now_;
};

std::string telegram_scope(TelegramChatId chat);

}  // namespace igbot
