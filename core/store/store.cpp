// SPDX-License-Identifier: MIT
#include "core/store/store.hpp"

#include "core/sql/sqlite_connection.hpp"
#include "core/store/migrator.hpp"

namespace igbot {

Store::Store(StoreOptions options, Clock& clock) : options_(std::move(options)), clock_(clock) {
  if (options_.create || options_.auto_migrate) {
    const auto mode = options_.create ? sql::OpenMode::create : sql::OpenMode::write;
    writer_ = sql::open_sqlite(options_.file, {mode, options_.vfs});
    Migrator migrator(*writer_, options_.file);
    if (migrator.is_empty() || options_.auto_migrate) migrator.migrate(clock_.now());
    migrator.require_current();
    return;
  }
  sql::Connection& db = reader();
  Migrator(db, options_.file).require_current();
}

Store::~Store() = default;

sql::Connection& Store::reader() {
  const std::lock_guard lock(readers_mutex_);
  auto& connection = readers_[std::this_thread::get_id()];
  if (!connection) {
    connection = sql::open_sqlite(options_.file, {sql::OpenMode::read, options_.vfs});
  }
  return *connection;
}

sql::Connection& Store::writer() {
  if (!writer_) writer_ = sql::open_sqlite(options_.file, {sql::OpenMode::write, options_.vfs});
  return *writer_;
}

void Store::require_audit(UnitOfWork& unit, bool changed) {
  if (changed && !unit.audit().has_entries()) {
    throw Error(ErrorKind::bug, "a change was about to be stored without an audit entry");
  }
}

void Store::checkpoint() {
  const std::lock_guard lock(write_mutex_);
  sql::checkpoint(writer());
}

void Store::backup_to(const std::filesystem::path& file) { reader().backup_to(file); }

}  // namespace igbot
