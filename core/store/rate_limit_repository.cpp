// SPDX-License-Identifier: MIT
#include "core/store/rate_limit_repository.hpp"

#include <algorithm>

namespace igbot {

void RateLimitRepository::block(const std::string& scope, Timestamp until) {
  db_.execute(
      "INSERT INTO rate_limits (scope, blocked_until, updated_at) VALUES ($1, $2, $3) "
      "ON CONFLICT (scope) DO UPDATE SET blocked_until = max(blocked_until, "
      "excluded.blocked_until), updated_at = excluded.updated_at",
      {scope, until, now_});
}

Timestamp RateLimitRepository::blocked_until(TelegramChatId chat) const {
  return std::max(end_of("telegram"), end_of(telegram_scope(chat)));
}

Timestamp RateLimitRepository::end_of(const std::string& scope) const {
  const auto result =
      db_.execute("SELECT blocked_until FROM rate_limits WHERE scope = $1", {scope});
  return result.empty() ? Timestamp{} : result.front().timestamp(0);
}

std::string telegram_scope(TelegramChatId chat) {
  return "telegram:" + std::to_string(number(chat));
}

}  // namespace igbot
