// SPDX-License-Identifier: MIT
#include "core/store/store.hpp"

#include "core/sql/sqlite_connection.hpp"
#include "core/store/chat_repository.hpp"
#include "core/store/migrator.hpp"

namespace igbot {

Store::Store(StoreOptions options, Clock& clock) : options_(std::move(options)), clock_(clock) {
  if (options_.create || options_.auto_migrate) {
    const auto mode = options_.create ? sql::OpenMode::create : sql::OpenMode::write;
    writer_ = sql::open_sqlite(options_.file, {mode, options_.vfs});
    Migrator migrator(*writer_, options_.file);
    const int before = migrator.version();
    if (migrator.is_empty() || options_.auto_migrate) migrator.migrate(clock_.now());
    migrator.require_current();
    if (migrator.version() != before) tell_of_schema(before, migrator.version());
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

std::vector<Change> Store::changes_to_tell(UnitOfWork& unit) const {
  std::vector<Change> changes;
  if (!options_.on_change) return changes;
  const ChatRepository chats(unit);
  for (const auto& [key, entry] : unit.audit().added()) {
    const auto chat = key ? chats.find(*key) : std::nullopt;
    changes.push_back(
        {unit.audit().actor(), chat ? std::optional(chat->telegram_id) : std::nullopt, entry});
  }
  return changes;
}

void Store::tell(const std::vector<Change>& changes) const {
  for (const Change& change : changes) options_.on_change(change);
}

void Store::tell_of_schema(int before, int after) const {
  if (!options_.on_change) return;
  AuditEntry entry{.entity = "database", .entity_id = "schema", .action = "migrated"};
  if (before == 0) entry.action = "created";
  if (before > 0) entry.before = std::to_string(before);
  entry.after = std::to_string(after);
  options_.on_change({{"worker:igbotctl", "igbotctl"}, std::nullopt, std::move(entry)});
}

void Store::checkpoint() {
  const std::lock_guard lock(write_mutex_);
  sql::checkpoint(writer());
}

void Store::backup_to(const std::filesystem::path& file) { reader().backup_to(file); }

}  // namespace igbot
