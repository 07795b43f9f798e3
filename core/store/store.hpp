// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/clock.hpp"
#include "core/sql/connection.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot {

/// A change that is stored, as its audit entry tells it.
struct Change {
  Actor actor;
  std::optional<TelegramChatId> chat;  ///< none: the installation itself
  AuditEntry entry;
};

struct StoreOptions {
  std::filesystem::path file;
  /// Make the database when it is missing (init, import, restore, the bootstrapping write).
  bool create = false;
  /// Bring an older database up to date at once instead of asking for `db migrate`.
  bool auto_migrate = false;
  /// SQLite VFS by name, for fault tests.
  std::string vfs = {};
  /// The id of this run, for what it leaves in the table of runs.
  std::string run = {};
  /// Told of each change once it is stored, on the thread that made it; for the log.
  std::function<void(const Change&)> on_change = {};
};

/// The database of this process: one write connection behind a mutex, one read connection per
/// thread. Bodies may run more than once (they are repeated whole when the database was busy), so
/// they must do nothing but database work. No body may talk to the network.
class Store {
 public:
  /// Opens and checks the schema version; throws ErrorKind::database as `open_sqlite` does, and
  /// for a database that is older (hint: db migrate) or newer than this program.
  Store(StoreOptions options, Clock& clock);
  ~Store();

  /// Runs body(UnitOfWork&) in a read transaction and returns what it returns.
  template <typename Body>
  auto read(Body body) {
    sql::Connection& db = reader();
    return repeat_when_busy([&] {
      sql::Transaction transaction(db, sql::Access::read);
      UnitOfWork unit(db, clock_.now(), Actor{});
      return body(unit);
    });
  }

  /// Runs body(UnitOfWork&) in a write transaction. A body that changed a row without an audit
  /// entry is a bug: nothing is committed and ErrorKind::bug is thrown.
  template <typename Body>
  auto write(const Actor& actor, Body body) {
    std::vector<Change> changes;
    auto committed = [&](sql::Connection& db) {
      const std::int64_t before = db.total_changes();
      UnitOfWork unit(db, clock_.now(), actor);
      auto finish = [&] {
        require_audit(unit, db.total_changes() - before != unit.audit().technical_changes());
        changes = changes_to_tell(unit);
      };
      if constexpr (std::is_void_v<decltype(body(unit))>) {
        body(unit);
        finish();
      } else {
        auto result = body(unit);
        finish();
        return result;
      }
    };
    if constexpr (std::is_void_v<decltype(write_locked(committed))>) {
      write_locked(committed);
      tell(changes);
    } else {
      auto result = write_locked(committed);
      tell(changes);
      return result;
    }
  }

  /// Runs body(UnitOfWork&) as `write` would, returns what it returns and takes everything back:
  /// what -n shows is what would happen.
  template <typename Body>
  auto rehearse(const Actor& actor, Body body) {
    const std::lock_guard lock(write_mutex_);
    sql::Connection& db = writer();
    return repeat_when_busy([&] {
      const sql::Transaction rolled_back(db, sql::Access::write);
      UnitOfWork unit(db, clock_.now(), actor);
      return body(unit);
    });
  }

  /// Runs body(Bookkeeping&) in a write transaction that leaves no audit row.
  template <typename Body>
  auto bookkeep(Body body) {
    return write_locked([&](sql::Connection& db) {
      Bookkeeping unit(db, clock_.now(), options_.run);
      return body(unit);
    });
  }

  /// Checkpoints the WAL (the worker does, after each run that worked).
  void checkpoint();
  /// A consistent copy in a new file.
  void backup_to(const std::filesystem::path& file);

  Clock& clock() { return clock_; }
  const std::filesystem::path& file() const { return options_.file; }

 private:
  template <typename Body>
  auto write_locked(Body body) {
    const std::lock_guard lock(write_mutex_);
    sql::Connection& db = writer();
    return repeat_when_busy([&] {
      sql::Transaction transaction(db, sql::Access::write);
      if constexpr (std::is_void_v<decltype(body(db))>) {
        body(db);
        transaction.commit();
      } else {
        auto result = body(db);
        transaction.commit();
        return result;
      }
    });
  }

  template <typename Body>
  auto repeat_when_busy(Body body) {
    constexpr int k_attempts = 5;
    for (int attempt = 1;; ++attempt) {
      try {
        return body();
      } catch (const sql::SqlError& error) {
        if (error.fault() != sql::Fault::busy || attempt == k_attempts) throw;
      }
      clock_.sleep_for(std::chrono::milliseconds{10 * attempt});
    }
  }

  sql::Connection& reader();
  sql::Connection& writer();
  static void require_audit(UnitOfWork& unit, bool changed);
  /// Of this transaction, when somebody wants to know.
  std::vector<Change> changes_to_tell(UnitOfWork& unit) const;
  void tell(const std::vector<Change>& changes) const;
  /// No transaction of ours, so no audit entry: it concerns the tables themselves.
  void tell_of_schema(int before, int after) const;

  StoreOptions options_;
  Clock& clock_;
  std::mutex write_mutex_;
  std::unique_ptr<sql::Connection> writer_;
  std::mutex readers_mutex_;
  std::map<std::thread::id, std::unique_ptr<sql::Connection>> readers_;
};

}  // namespace igbot
