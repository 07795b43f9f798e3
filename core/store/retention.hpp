// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

#include "core/store/store.hpp"

namespace igbot {

inline constexpr std::chrono::days k_runs_live{90};
inline constexpr std::chrono::days k_interactions_live{30};
/// Messages that have left or were given up.
inline constexpr std::chrono::days k_outbox_live{30};
/// Messages in a chat: /cleanup looks back two days, a late reply is recognised as long as this.
inline constexpr std::chrono::days k_messages_live{90};
/// Conditions that have ended.
inline constexpr std::chrono::days k_conditions_live{90};

/// How many records were deleted.
struct Forgotten {
  std::int64_t runs = 0;
  std::int64_t interactions = 0;
  std::int64_t outbox = 0;
  std::int64_t messages = 0;
  std::int64_t conditions = 0;
};

/// Whether the oldest record of some kind is a whole day over its time: it asks one index for each.
bool has_old_records(UnitOfWork& unit);
/// Deletes some records that are over their time, the oldest first: a small transaction's worth.
Forgotten forget_some(Bookkeeping& unit);

/// What the worker calls each minute: when has_old_records, deletes what is over its time in a
/// bounded number of small transactions and leaves the rest to the next call. As it begins a day
/// late it writes about once a day. History and the audit log are never touched, nor what is still
/// open: a message that waits, one with buttons, one of a post's history, a condition that lasts.
Forgotten forget_old_records(Store& store);

}  // namespace igbot
