// SPDX-License-Identifier: MIT
#include "core/bot/poll_state.hpp"

namespace igbot::bot {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// Ids may begin anew after a week without an update (core.telegram.org/bots/api#update), and none
/// is kept for longer than a day: after six, everything that is left is unseen.
constexpr hours k_silence{6 * 24};
constexpr minutes k_heartbeat{1};

}  // namespace

std::optional<std::int64_t> PollState::next_offset() const {
  const auto row = db_.execute(
      "SELECT next_update_id FROM telegram_pollers WHERE bot_id = $1 AND last_update_at > $2 "
      "AND next_update_id > 0",
      {bot_, now_ - k_silence});
  if (row.empty()) return std::nullopt;
  return row.front().integer(0);
}

bool PollState::is_known(std::int64_t update) const {
  const auto next = next_offset();
  return next && update < *next;
}

void PollState::took(std::int64_t update) {
  db_.execute(
      "INSERT INTO telegram_pollers (bot_id, next_update_id, last_update_at, last_success_at) "
      "VALUES ($1, $2, $3, $3) ON CONFLICT (bot_id) DO UPDATE SET "
      "next_update_id = excluded.next_update_id, last_update_at = excluded.last_update_at, "
      "last_success_at = excluded.last_success_at",
      {bot_, update + 1, now_});
}

void PollState::succeeded() {
  db_.execute(
      "INSERT INTO telegram_pollers (bot_id, next_update_id, last_update_at, last_success_at) "
      "VALUES ($1, 0, 0, $2) ON CONFLICT (bot_id) DO UPDATE SET "
      "last_success_at = excluded.last_success_at WHERE last_success_at <= $3",
      {bot_, now_, now_ - k_heartbeat});
}

std::optional<Timestamp> last_poll_success(sql::Connection& db) {
  return db.execute("SELECT max(last_success_at) FROM telegram_pollers")
      .front()
      .optional_timestamp(0);
}

}  // namespace igbot::bot
