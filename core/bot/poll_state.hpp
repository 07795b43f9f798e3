// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "core/store/unit_of_work.hpp"

namespace igbot::bot {

/// Where a bot's polling goes on; technical, kept in the transaction of the update's effect.
class PollState {
 public:
  PollState(sql::Connection& db, Timestamp now, std::int64_t bot) : db_(db), now_(now), bot_(bot) {}

  /// What to ask for next; nothing the first time and after a long silence, when the ids of updates
  /// may have begun anew below the last one: whatever is there then is new.
  std::optional<std::int64_t> next_offset() const;
  /// Whether this update was taken in before (a poller that was cut off before it could confirm).
  bool is_known(std::int64_t update) const;
  /// Takes an update in: the next poll confirms it.
  void took(std::int64_t update);
  /// Telegram answered; at most one write a minute.
  void succeeded();

 private:
  sql::Connection& db_;
  Timestamp now_;
  std::int64_t bot_;
};

/// When any bot's poll last succeeded; nothing when none ever did.
std::optional<Timestamp> last_poll_success(sql::Connection& db);

}  // namespace igbot::bot
