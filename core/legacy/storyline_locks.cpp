// SPDX-License-Identifier: MIT
#include "core/legacy/import_context.hpp"
#include "core/media/lock_repository.hpp"

namespace igbot::legacy {
namespace {

/// What an old lock is here.
struct LockTerms {
  media::LockKind kind = media::LockKind::hold;
  Timestamp until;
};

LockTerms terms_of(const OldLock& lock) {
  using enum media::LockKind;
  const Timestamp until = lock.locked_until.value_or(k_forever);
  if (lock.reason == "permanent_reject") return {reject, k_forever};
  if (lock.reason == "manual_hold" || lock.reason == "seasonal") return {hold, until};
  if (!lock.locked_until) return {reject, k_forever};
  return {lock.reason == "skip" ? skip : recent_post, until};
}

void import_lock(ImportContext& context, const OldLock& lock) {
  const OldItem* item = context.item(lock, lock.media, k_locks);
  if (item == nullptr) return;
  const ChatScope scope = context.unit.chat(item->chat);
  ImportedRows imported(scope);
  if (imported.find(k_locks, lock.id)) {
    context.tally.already(k_locks, item->chat);
    return;
  }
  const LockTerms terms = terms_of(lock);
  if (terms.until <= scope.now()) {
    context.tally.skipped(k_locks, item->chat);
    return;
  }
  const Actor by = context.actor(lock.user);
  const auto id =
      scope.db()
          .execute(
              "INSERT INTO content_locks (chat_id, content_id, kind, until, created_by, "
              "created_by_name, created_at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
              "ON CONFLICT (chat_id, content_id, kind) DO UPDATE SET "
              "until = MAX(until, excluded.until) RETURNING id",
              {scope.key(), item->old_content, to_string(terms.kind), terms.until, by.id, by.name,
               lock.locked_at.value_or(scope.now()), lock.reason})
          .front()
          .integer(0);
  imported.add(k_locks, lock.id, id);
  context.tally.imported(k_locks, item->chat);
}

}  // namespace

void import_locks(ImportContext& context) {
  for (const OldLock& lock : context.dump.locks) import_lock(context, lock);
}

}  // namespace igbot::legacy
