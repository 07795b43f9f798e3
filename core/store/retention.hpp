// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

#include "core/store/store.hpp"

namespace igbot {

inline constexpr std::chrono::days k_runs_live{90};
inline constexpr std::chrono::days k_interactions_live{30};

/// How many records were deleted.
struct Forgotten {
  std::int64_t runs = 0;
  std::int64_t interactions = 0;
};

/// Whether the oldest run or interaction is a whole day over its time: it asks two indexes.
bool has_old_records(UnitOfWork& unit);
/// Deletes some records that are over their time, the oldest first: a small transaction's worth.
Forgotten forget_some(Bookkeeping& unit);

/// What the worker calls each minute: when has_old_records, deletes what is over its time in a
/// bounded number of small transactions and leaves the rest to the next call. As it begins a day
/// late it writes about once a day. History and the audit log are never touched.
Forgotten forget_old_records(Store& store);

}  // namespace igbot
