// SPDX-License-Identifier: MIT
#include "core/store/audit_log.hpp"

namespace igbot {

void AuditLog::add(ChatKey chat, const AuditEntry& entry) {
  if (actor_.id.starts_with("telegram:") && !permitted_.contains(chat)) {
    throw Error(ErrorKind::bug, "the right to change this was not checked: " + entry.entity + " " +
                                    entry.entity_id + " (" + entry.action + ")");
  }
  insert(chat, entry);
}

void AuditLog::insert(std::optional<ChatKey> chat, const AuditEntry& entry) {
  db_.execute(
      "INSERT INTO audit_log (chat_id, at, actor, actor_name, entity, entity_id, action, before, "
      "after, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {chat, now_, actor_.id, actor_.name, entry.entity, entry.entity_id, entry.action,
       entry.before, entry.after, entry.reason});
  added_.push_back({chat, entry});
}

std::vector<AuditRecord> AuditLog::of(ChatKey chat, const std::string& entity,
                                      const std::string& entity_id) const {
  const auto result = db_.execute(
      "SELECT id, at, actor, actor_name, action, before, after, reason FROM audit_log "
      "WHERE chat_id = $1 AND entity = $2 AND entity_id = $3 ORDER BY id",
      {chat, entity, entity_id});
  std::vector<AuditRecord> records;
  for (const auto& row : result.rows) {
    records.push_back({row.integer(0),
                       row.timestamp(1),
                       {row.text(2), row.text(3)},
                       {entity, entity_id, row.text(4), row.optional_text(5), row.optional_text(6),
                        row.optional_text(7)}});
  }
  return records;
}

}  // namespace igbot
