// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/store/chat_repository.hpp"

namespace igbot::health {

/// How a chat is doing, as far as the list of all shows it.
struct ChatLine {
  Chat chat;
  bool is_paused = false;
  bool is_dry_run = false;
  std::optional<Timestamp> next_post_at;
  std::int64_t planned = 0;
  std::int64_t awaiting = 0;
  std::int64_t overdue = 0;
  std::int64_t unknown = 0;
  /// When the token of the account in use, or else the first of the chat's, expires.
  std::optional<Timestamp> token_expires_at;
  bool has_dead_account = false;  ///< one without a token that works
  std::optional<Timestamp> last_success_at;
  bool has_bad_source = false;  ///< it could not be read, or files in it could not be used

  bool has_dead_token(Timestamp now) const {
    return has_dead_account || (token_expires_at && *token_expires_at <= now);
  }
  /// Whether somebody should look: overdue or unknown posts, a dead token, a media source that
  /// could not be read, or unreachable. Never for a chat that is archived or not set up.
  bool has_problem(Timestamp now) const;
};

/// Every chat: those with a problem first, archived ones last, by name within. One statement
/// whatever their number.
std::vector<ChatLine> list_chats(UnitOfWork& unit);

}  // namespace igbot::health
