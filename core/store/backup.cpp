// SPDX-License-Identifier: MIT
#include "core/store/backup.hpp"

#include <unistd.h>

#include "core/durable_file.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/store/database_check.hpp"

namespace igbot {
namespace {

std::filesystem::path with_suffix(std::filesystem::path file, const std::string& suffix) {
  file += suffix;
  return file;
}

/// Removes an unfinished copy on every way out.
class Unfinished {
 public:
  explicit Unfinished(std::filesystem::path file) : file_(std::move(file)) {}
  ~Unfinished() {
    std::error_code ignored;  // what went wrong before is what matters
    std::filesystem::remove(file_, ignored);
    remove_files_beside(file_);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

 private:
  std::filesystem::path file_;
};

void stamp(sql::Connection& copy, Timestamp now, const Actor& actor) {
  sql::Transaction transaction(copy, sql::Access::write);
  AuditLog(copy, now, actor)
      .add_installation({.entity = "database", .entity_id = "backup", .action = "backed up"});
  transaction.commit();
}

void verify(sql::Connection& copy, const std::filesystem::path& file) {
  sql::checkpoint(copy);
  if (check_database(copy).empty()) return;
  throw Error(ErrorKind::failed, "backup is damaged: " + file.string(), "igbotctl db check");
}

/// `make` writes the copy to the file it is given, `finish` is given the copy opened.
template <typename Make, typename Finish>
void write_whole(const std::filesystem::path& file, Make make, Finish finish) {
  if (std::filesystem::exists(file)) {
    throw Error(ErrorKind::conflict, "file exists already: " + file.string(),
                "choose another file");
  }
  const auto partial = with_suffix(file, ".partial-" + std::to_string(::getpid()));
  const Unfinished unfinished(partial);
  make(partial);
  {
    const auto copy = sql::open_sqlite(partial);
    finish(*copy);
    verify(*copy, partial);
  }
  sync_file(partial);
  give_name(partial, file);
}

}  // namespace

void write_copy(sql::Connection& db, const std::filesystem::path& file) {
  write_whole(
      file, [&](const auto& partial) { db.backup_to(partial); }, [](sql::Connection&) {});
}

void write_backup(Store& store, const Actor& actor, const std::filesystem::path& file) {
  write_whole(
      file, [&](const auto& partial) { store.backup_to(partial); },
      [&](sql::Connection& copy) { stamp(copy, store.clock().now(), actor); });
}

Timestamp state_of(sql::Connection& db) {
  const auto last = db.execute("SELECT at FROM audit_log ORDER BY id DESC LIMIT 1");
  return last.empty() ? Timestamp{} : last.front().timestamp(0);
}

std::filesystem::path wal_of(const std::filesystem::path& database) {
  return with_suffix(database, "-wal");
}

void remove_files_beside(const std::filesystem::path& database) {
  std::error_code ignored;  // what SQLite left beside; it makes them anew
  std::filesystem::remove(wal_of(database), ignored);
  std::filesystem::remove(with_suffix(database, "-shm"), ignored);
}

}  // namespace igbot
