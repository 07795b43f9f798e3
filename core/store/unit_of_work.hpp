// SPDX-License-Identifier: MIT
#pragma once

#include "core/ids.hpp"
#include "core/sql/connection.hpp"
#include "core/store/audit_log.hpp"

namespace igbot {

class UnitOfWork;

/// One chat inside one transaction. Repositories of tenant tables are built from it and from
/// nothing else, so a query that forgets the tenant cannot be written.
class ChatScope {
 public:
  ChatKey key() const { return key_; }
  Timestamp now() const { return now_; }
  sql::Connection& db() const { return db_; }
  /// Who acts in this transaction.
  const Actor& actor() const { return audit_.actor(); }
  /// For core/access, which knows who may: the actor may change this chat in this transaction.
  void permit() const { audit_.permit(key_); }
  void audit(const AuditEntry& entry) const { audit_.add(key_, entry); }
  /// Runs body() as memory of our own (see Bookkeeping): what it changes needs no audit row, but
  /// is stored together with the rest of the transaction.
  template <typename Body>
  void technically(Body body) const {
    audit_.technically(body);
  }
  std::vector<AuditRecord> audited(const std::string& entity, const std::string& entity_id) const {
    return audit_.of(key_, entity, entity_id);
  }

 private:
  friend class UnitOfWork;
  ChatScope(ChatKey key, Timestamp now, sql::Connection& db, AuditLog& audit)
      : key_(key), now_(now), db_(db), audit_(audit) {}

  ChatKey key_;
  Timestamp now_;
  sql::Connection& db_;
  AuditLog& audit_;
};

/// One transaction. `now()` is the same instant throughout. `db()` is for repositories of the
/// installation (chats, runs); tenant tables are reached through `chat()`.
class UnitOfWork {
 public:
  UnitOfWork(sql::Connection& db, Timestamp now, Actor actor)
      : db_(db), now_(now), audit_(db, now, std::move(actor)) {}

  ChatScope chat(ChatKey key) { return {key, now_, db_, audit_}; }
  Timestamp now() const { return now_; }
  sql::Connection& db() { return db_; }
  AuditLog& audit() { return audit_; }

  /// As ChatScope::technically.
  template <typename Body>
  void technically(Body body) {
    audit_.technically(body);
  }

 private:
  sql::Connection& db_;
  Timestamp now_;
  AuditLog audit_;
};

/// A transaction of the worker's own memory (rate limits, run records, outbox delivery, open
/// conditions, freshness): technical state that needs no audit row. It cannot reach a ChatScope.
class Bookkeeping {
 public:
  Bookkeeping(sql::Connection& db, Timestamp now, std::string run = {})
      : db_(db), now_(now), run_(std::move(run)) {}
  Timestamp now() const { return now_; }
  /// The id of this run of the program, as its log lines have it; may be empty.
  const std::string& run() const { return run_; }
  sql::Connection& db() { return db_; }

 private:
  sql::Connection& db_;
  Timestamp now_;
  std::string run_;
};

}  // namespace igbot
