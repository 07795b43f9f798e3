// SPDX-License-Identifier: MIT
#include "core/store/retention.hpp"

namespace igbot {
namespace {

constexpr int k_batch = 1000;
constexpr int k_batches = 20;
constexpr std::chrono::days k_grace{1};

}  // namespace

bool has_old_records(UnitOfWork& unit) {
  const auto found = [&](const char* sql, Timestamp before) {
    return !unit.db().execute(sql, {before}).empty();
  };
  const Timestamp now = unit.now() - k_grace;
  return found("SELECT 1 FROM runs WHERE started_at < $1 LIMIT 1", now - k_runs_live) ||
         found("SELECT 1 FROM interactions WHERE at < $1 LIMIT 1", now - k_interactions_live);
}

Forgotten forget_some(Bookkeeping& unit) {
  const auto forget = [&](const char* sql, Timestamp before) {
    return unit.db().execute(sql, {before, k_batch}).changes;
  };
  return {forget("DELETE FROM runs WHERE id IN "
                 "(SELECT id FROM runs WHERE started_at < $1 ORDER BY started_at LIMIT $2)",
                 unit.now() - k_runs_live),
          forget("DELETE FROM interactions WHERE id IN "
                 "(SELECT id FROM interactions WHERE at < $1 ORDER BY at LIMIT $2)",
                 unit.now() - k_interactions_live)};
}

Forgotten forget_old_records(Store& store) {
  Forgotten all;
  if (!store.read([](UnitOfWork& unit) { return has_old_records(unit); })) return all;
  for (int batch = 0; batch < k_batches; ++batch) {
    const Forgotten some = store.bookkeep([](Bookkeeping& unit) { return forget_some(unit); });
    all.runs += some.runs;
    all.interactions += some.interactions;
    if (some.runs < k_batch && some.interactions < k_batch) break;
  }
  return all;
}

}  // namespace igbot
