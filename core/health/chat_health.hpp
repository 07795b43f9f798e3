// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/account/account_service.hpp"
#include "core/media/runway.hpp"
#include "core/settings/chat_settings.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/condition_repository.hpp"

namespace igbot::health {

/// Longer than from one day's only slot to the next day's.
inline constexpr std::chrono::hours k_soon{36};

/// Posts that are late: still planned, or on their way, 15 minutes after their time.
struct Late {
  std::int64_t posts = 0;
  std::optional<Timestamp> oldest_due_at = {};
};

/// The media source of a chat, as far as the database knows.
struct SourceHealth {
  SourceType type = SourceType::local;
  std::string where;                     ///< for people
  bool must_be_connected_again = false;  ///< its secret was erased
  std::optional<Timestamp> last_complete_at;
};

/// How a chat that is active or unreachable is doing, as outcomes: what happened, not what could be
/// reached.
struct ChatHealth {
  Chat chat;
  ChatSettings settings;
  Late overdue;                               ///< still planned
  Late under_way;                             ///< claimed to publishing
  std::map<std::string, std::int64_t> posts;  ///< how many are in each state
  std::optional<PostId> first_unknown;
  std::int64_t failed_last_day = 0;
  std::optional<Timestamp> next_post_at;
  std::int64_t planned_soon = 0;  ///< due within k_soon and still to go out
  std::optional<Timestamp> last_success_at;
  std::vector<AccountView> accounts;
  std::optional<SourceHealth> source;
  std::int64_t active_media = 0;
  media::Runway runway;
  Late outbox;  ///< messages that wait to be sent, with when the oldest was written
  std::vector<Condition> conditions;  ///< those open
};

ChatHealth chat_health_of(UnitOfWork& unit, const Chat& chat);

}  // namespace igbot::health
