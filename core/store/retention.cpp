// SPDX-License-Identifier: MIT
#include "core/store/retention.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace igbot {
namespace {

constexpr int k_batch = 1000;
constexpr int k_batches = 20;
constexpr std::chrono::days k_grace{1};

/// Records of one kind.
struct RecordKind {
  std::int64_t Forgotten::*count;
  std::chrono::days live;
  std::string_view table;
  std::string_view key;
  std::string_view time;  ///< the column that says how old one is
  /// Which may go, in the words of the index on `time` where that is a partial one.
  std::string_view done;
};

constexpr std::array<RecordKind, 5> k_record_kinds{{
    {&Forgotten::runs, k_runs_live, "runs", "id", "started_at", "TRUE"},
    {&Forgotten::interactions, k_interactions_live, "interactions", "id", "at", "TRUE"},
    // An edit that waits must still find the later one that overtook it.
    {&Forgotten::outbox, k_outbox_live, "outbox", "id", "created_at",
     "state IN ('sent', 'dropped') AND NOT (kind = 'edit_text' AND EXISTS (SELECT 1 FROM outbox w "
     "WHERE w.chat_id = outbox.chat_id AND w.id < outbox.id AND w.wake_at IS NOT NULL))"},
    {&Forgotten::messages, k_messages_live, "bot_messages", "chat_id, telegram_chat_id, message_id",
     "sent_at", "has_open_buttons = 0 AND post_id IS NULL"},
    {&Forgotten::conditions, k_conditions_live, "conditions", "id", "ended_at",
     "ended_at IS NOT NULL"},
}};

/// What is found of a kind: $1 is the time before which it is old.
std::string old_ones(std::string_view columns, const RecordKind& kind) {
  std::string sql = "SELECT ";
  for (const std::string_view part :
       {columns, std::string_view(" FROM "), kind.table, std::string_view(" WHERE "), kind.time,
        std::string_view(" < $1 AND "), kind.done}) {
    sql += part;
  }
  return sql;
}

}  // namespace

bool has_old_records(UnitOfWork& unit) {
  return std::any_of(k_record_kinds.begin(), k_record_kinds.end(), [&](const RecordKind& kind) {
    return !unit.db()
                .execute(old_ones("1", kind) + " LIMIT 1", {unit.now() - k_grace - kind.live})
                .empty();
  });
}

Forgotten forget_some(Bookkeeping& unit) {
  Forgotten forgotten;
  for (const RecordKind& kind : k_record_kinds) {
    const std::string sql = "DELETE FROM " + std::string(kind.table) + " WHERE (" +
                            std::string(kind.key) + ") IN (" + old_ones(kind.key, kind) +
                            " ORDER BY " + std::string(kind.time) + " LIMIT $2)";
    forgotten.*kind.count = unit.db().execute(sql, {unit.now() - kind.live, k_batch}).changes;
  }
  return forgotten;
}

Forgotten forget_old_records(Store& store) {
  Forgotten all;
  if (!store.read([](UnitOfWork& unit) { return has_old_records(unit); })) return all;
  for (int batch = 0; batch < k_batches; ++batch) {
    const Forgotten some = store.bookkeep([](Bookkeeping& unit) { return forget_some(unit); });
    bool has_more = false;
    for (const RecordKind& kind : k_record_kinds) {
      all.*kind.count += some.*kind.count;
      has_more = has_more || some.*kind.count == k_batch;
    }
    if (!has_more) break;
  }
  return all;
}

}  // namespace igbot
