// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/sql/connection.hpp"

namespace igbot {

/// One recorded change. `before` and `after` are short texts or JSON, never secrets.
struct AuditEntry {
  std::string entity;  ///< "post", "setting", "media", "mix", "chat", ...
  std::string entity_id;
  std::string action;  ///< "planned -> claimed", "set", "created", ...
  std::optional<std::string> before = {};
  std::optional<std::string> after = {};
  std::optional<std::string> reason = {};
};

/// An entry that was added in this transaction.
struct AddedEntry {
  std::optional<ChatKey> chat;  ///< none: the installation itself
  AuditEntry entry;
};

struct AuditRecord {
  std::int64_t id;
  Timestamp at;
  Actor actor;
  AuditEntry entry;
};

/// Appends to and reads the audit log of one transaction.
class AuditLog {
 public:
  AuditLog(sql::Connection& db, Timestamp now, Actor actor)
      : db_(db), now_(now), actor_(std::move(actor)) {}

  /// Throws ErrorKind::bug for a person of Telegram whose right to change this chat nobody checked:
  /// a service that forgets core/access cannot commit.
  void add(ChatKey chat, const AuditEntry& entry);
  /// A change to the installation itself (migration, key, run).
  void add_installation(const AuditEntry& entry) { insert(std::nullopt, entry); }
  /// Runs body(): the rows it changes need no entry.
  template <typename Body>
  void technically(Body body) {
    const std::int64_t before = db_.total_changes();
    body();
    technical_changes_ += db_.total_changes() - before;
  }
  /// Rows changed by `technically` in this transaction.
  std::int64_t technical_changes() const { return technical_changes_; }
  /// Whether anything was added in this transaction.
  bool has_entries() const { return !added_.empty(); }
  const std::vector<AddedEntry>& added() const { return added_; }
  const Actor& actor() const { return actor_; }
  /// Notes that the actor may change this chat in this transaction; for core/access to call.
  void permit(ChatKey chat) { permitted_.insert(chat); }

  /// Everything recorded about one thing of a chat, oldest first.
  std::vector<AuditRecord> of(ChatKey chat, const std::string& entity,
                              const std::string& entity_id) const;

 private:
  void insert(std::optional<ChatKey> chat, const AuditEntry& entry);

  sql::Connection& db_;
  Timestamp now_;
  Actor actor_;
  std::set<ChatKey> permitted_;
  std::vector<AddedEntry> added_;
  std::int64_t technical_changes_ = 0;
};

}  // namespace igbot
