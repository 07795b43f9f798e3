// SPDX-License-Identifier: MIT
#include "core/health/chat_overview.hpp"

#include "core/schedule/overdue.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::health {
namespace {

std::int64_t count(ChatScope scope, const char* sql) {
  return scope.db().execute(sql, {scope.key()}).front().integer(0);
}

std::optional<Timestamp> instant(ChatScope scope, const char* sql) {
  return scope.db().execute(sql, {scope.key()}).front().optional_timestamp(0);
}

std::optional<Timestamp> token_expiry(ChatScope scope, const std::string& active_account) {
  const auto result = scope.db().execute(
      "SELECT min(c.expires_at) FROM accounts a JOIN credentials c "
      "ON c.chat_id = a.chat_id AND c.id = a.credential_id "
      "WHERE a.chat_id = $1 AND a.state <> 'removed' AND ($2 = '' OR a.username = $2)",
      {scope.key(), active_account});
  return result.front().optional_timestamp(0);
}

}  // namespace

std::int64_t count_overdue(ChatScope scope) {
  return scope.db()
      .execute(
          "SELECT count(*) FROM posts WHERE chat_id = $1 AND state = 'planned' "
          "AND due_at < $2",
          {scope.key(), scope.now() - schedule::k_overdue_after})
      .front()
      .integer(0);
}

ChatOverview overview_of(ChatScope scope, const Chat& chat) {
  ChatOverview overview;
  overview.chat = chat;
  overview.is_set_up = SettingsRepository(scope).exists();
  overview.settings = SettingsService(scope).load();
  overview.next_post_at =
      instant(scope, "SELECT min(due_at) FROM posts WHERE chat_id = $1 AND state = 'planned'");
  overview.planned =
      count(scope, "SELECT count(*) FROM posts WHERE chat_id = $1 AND state = 'planned'");
  overview.awaiting =
      count(scope, "SELECT count(*) FROM posts WHERE chat_id = $1 AND state = 'awaiting'");
  overview.overdue = count_overdue(scope);
  overview.unknown =
      count(scope, "SELECT count(*) FROM posts WHERE chat_id = $1 AND state = 'unknown'");
  overview.active_media =
      count(scope, "SELECT count(*) FROM media_items WHERE chat_id = $1 AND active = 1");
  overview.token_expires_at = token_expiry(scope, overview.settings.active_account);
  overview.last_success_at = instant(scope,
                                     "SELECT max(at) FROM posting_history WHERE chat_id = $1 "
                                     "AND outcome IN ('posted', 'dry_run')");
  return overview;
}

}  // namespace igbot::health
