// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/settings/chat_settings.hpp"
#include "core/store/chat_repository.hpp"

namespace igbot::health {

/// How a chat is doing, as outcomes.
struct ChatOverview {
  Chat chat;
  bool is_set_up = false;  ///< has settings; the following are meaningless without
  ChatSettings settings;
  std::optional<Timestamp> next_post_at;
  std::int64_t planned = 0;
  std::int64_t awaiting = 0;
  std::int64_t overdue = 0;  ///< still planned although their time has passed
  std::int64_t unknown = 0;
  std::int64_t active_media = 0;
  /// When the token of the account in use, or else the first of the chat's, expires.
  std::optional<Timestamp> token_expires_at;
  std::optional<Timestamp> last_success_at;  ///< the last post that ended posted or dry_run
};

ChatOverview overview_of(ChatScope scope, const Chat& chat);

/// Posts still planned 15 minutes after their time.
std::int64_t count_overdue(ChatScope scope);

}  // namespace igbot::health
