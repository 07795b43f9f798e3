// SPDX-License-Identifier: MIT
#include "core/health/chat_list.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "core/schedule/overdue.hpp"

namespace igbot::health {
namespace {

/// A pass over the chats; everything else is looked up by an index that begins with the chat.
constexpr const char* k_list = R"sql(
  WITH listed AS (
    SELECT c.id, c.telegram_id, c.username, c.name, c.state,
      (SELECT value FROM chat_settings s WHERE s.chat_id = c.id AND s.key = 'is_paused') AS paused,
      (SELECT value FROM chat_settings s WHERE s.chat_id = c.id AND s.key = 'paused_until')
        AS paused_until,
      (SELECT value FROM chat_settings s WHERE s.chat_id = c.id AND s.key = 'dry_run_mode')
        AS dry_run,
      COALESCE((SELECT value FROM chat_settings s
                WHERE s.chat_id = c.id AND s.key = 'active_account'), '') AS account
    FROM chats c)
  SELECT id, telegram_id, username, name, state,
    COALESCE(paused = 'true' AND (paused_until = '' OR CAST(paused_until AS INTEGER) > $1), 0),
    COALESCE(dry_run = 'true', 0),
    (SELECT min(due_at) FROM posts p WHERE p.chat_id = listed.id AND p.state = 'planned'),
    (SELECT count(*) FROM posts p WHERE p.chat_id = listed.id AND p.state = 'planned'),
    (SELECT count(*) FROM posts p WHERE p.chat_id = listed.id AND p.state = 'awaiting'),
    (SELECT count(*) FROM posts p
     WHERE p.chat_id = listed.id AND p.state = 'planned' AND p.due_at < $2),
    (SELECT count(*) FROM posts p WHERE p.chat_id = listed.id AND p.state = 'unknown'),
    (SELECT min(k.expires_at) FROM accounts a
     JOIN credentials k ON k.chat_id = a.chat_id AND k.id = a.credential_id
     WHERE a.chat_id = listed.id AND a.state <> 'removed'
       AND (listed.account = '' OR a.username = listed.account)),
    EXISTS (SELECT 1 FROM accounts a WHERE a.chat_id = listed.id AND a.state = 'dead'),
    (SELECT at FROM posting_history h
     WHERE h.chat_id = listed.id AND h.outcome IN ('posted', 'dry_run')
     ORDER BY at DESC LIMIT 1),
    EXISTS (SELECT 1 FROM conditions d WHERE d.chat_id = listed.id AND d.ended_at IS NULL
            AND d.kind IN ('media_sync', 'media_source'))
  FROM listed)sql";

ChatLine line_from(const sql::Row& row) {
  ChatLine line;
  line.chat = {row.id<ChatKey>(0), row.id<TelegramChatId>(1), row.optional_text(2), row.text(3),
               chat_state_from(row.text(4))};
  line.is_paused = row.boolean(5);
  line.is_dry_run = row.boolean(6);
  line.next_post_at = row.optional_timestamp(7);
  line.planned = row.integer(8);
  line.awaiting = row.integer(9);
  line.overdue = row.integer(10);
  line.unknown = row.integer(11);
  line.token_expires_at = row.optional_timestamp(12);
  line.has_dead_account = row.boolean(13);
  line.last_success_at = row.optional_timestamp(14);
  line.has_bad_source = row.boolean(15);
  return line;
}

}  // namespace

bool ChatLine::has_problem(Timestamp now) const {
  if (chat.state == ChatState::archived || chat.state == ChatState::setup) return false;
  return overdue > 0 || unknown > 0 || has_dead_token(now) || has_bad_source ||
         chat.state == ChatState::unreachable;
}

std::vector<ChatLine> list_chats(UnitOfWork& unit) {
  const auto result =
      unit.db().execute(k_list, {unit.now(), unit.now() - schedule::k_overdue_after});
  std::vector<ChatLine> lines;
  lines.reserve(result.rows.size());
  for (const auto& row : result.rows) lines.push_back(line_from(row));
  const auto place = [now = unit.now()](const ChatLine& line) {
    return std::tuple(!line.has_problem(now), line.chat.state == ChatState::archived,
                      std::string_view(line.chat.name), line.chat.key);
  };
  std::sort(lines.begin(), lines.end(), [&](const ChatLine& left, const ChatLine& right) {
    return place(left) < place(right);
  });
  return lines;
}

}  // namespace igbot::health
