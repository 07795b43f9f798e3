// SPDX-License-Identifier: MIT
#include "core/store/restore.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/durable_file.hpp"
#include "core/sql/exclusive_access.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/store/backup.hpp"
#include "core/store/database_check.hpp"
#include "core/time_text.hpp"

namespace igbot {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_replaced = ".replaced-";

fs::path sibling(fs::path file, const std::string& suffix) {
  file += suffix;
  return file;
}

Error in_use(const fs::path& database) {
  return {ErrorKind::conflict, "database is in use: " + database.string(),
          "stop cron, the worker and the poller, wait for running commands, and try again"};
}

sql::ExclusiveAccess exclusive_access(const fs::path& database) {
  auto access = sql::ExclusiveAccess::try_take(database);
  if (!access) throw in_use(database);
  return std::move(*access);
}

bool has_content(const fs::path& file) {
  std::error_code missing;
  const auto size = fs::file_size(file, missing);
  return !missing && size > 0;
}

/// Moves what the WAL holds into the database, so that it is one whole file. A database that is
/// damaged keeps its WAL.
bool settle_wal(const fs::path& database) {
  try {
    sql::checkpoint(*sql::open_sqlite(database));
    return true;
  } catch (const sql::SqlError& error) {
    if (error.fault() != sql::Fault::corrupt && error.fault() != sql::Fault::io) throw;
    return false;
  }
}

void rename_or_throw(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) return;
  throw Error(ErrorKind::failed,
              "could not be renamed: " + from.string() + " (" + std::strerror(errno) + ")",
              "check the disk and its permissions");
}

/// A second name for the same file: the first can then be given to another without a gap.
void keep_as(const fs::path& database, const fs::path& kept) {
  if (::link(database.c_str(), kept.c_str()) == 0) return;
  throw Error(ErrorKind::failed,
              "the former database could not be kept as " + kept.string() + " (" +
                  std::strerror(errno) + ")",
              "rename it by hand, then restore");
}

/// ".replaced-20261122T140000Z".
std::string replaced_suffix(Timestamp now) {
  std::string at = utc_text(now);
  std::erase_if(at, [](char c) { return c == '-' || c == ':'; });
  return std::string(k_replaced) + at;
}

/// A restore that was killed between its last two steps leaves the database with a second name.
void forget_second_names(const fs::path& database) {
  const std::string prefix = database.filename().string() + std::string(k_replaced);
  for (const auto& entry : fs::directory_iterator(fs::absolute(database).parent_path())) {
    std::error_code ignored;  // a name that is gone is forgotten
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    if (fs::equivalent(entry.path(), database, ignored)) fs::remove(entry.path(), ignored);
  }
}

/// As root, the files become those of whoever owns the database, or its folder.
void adopt_owner(const fs::path& file, const fs::path& model) {
  struct stat info {};
  if (::geteuid() != 0 || ::stat(model.c_str(), &info) != 0) return;
  if (::chown(file.c_str(), info.st_uid, info.st_gid) == 0) return;
  throw Error(ErrorKind::failed,
              "owner could not be set: " + file.string() + " (" + std::strerror(errno) + ")");
}

void require_backup(const fs::path& backup, const fs::path& database) {
  std::error_code missing;
  if (!fs::exists(backup, missing)) {
    throw Error(ErrorKind::not_found, "backup does not exist: " + backup.string(),
                "igbotctl db backup makes one");
  }
  if (!fs::is_regular_file(backup, missing)) {
    throw Error(ErrorKind::usage, "not a file: " + backup.string(), "name a backup's file");
  }
  if (fs::equivalent(backup, database, missing)) {
    throw Error(ErrorKind::usage, "this is the database itself: " + backup.string(),
                "name a backup's file");
  }
}

}  // namespace

Restore::Restore(const fs::path& backup, fs::path database, Timestamp now,
                 std::span<const Migration> migrations)
    : database_(std::move(database)), copy_(sibling(database_, ".restoring")), now_(now) {
  require_backup(backup, database_);
  create_folders_of(database_);
  const auto run_lock = run_lock_of(database_);
  run_lock_ = FileLock::try_acquire(run_lock);
  if (!run_lock_) throw in_use(database_);
  const auto owner = fs::exists(database_) ? database_ : fs::absolute(database_).parent_path();
  adopt_owner(run_lock, owner);
  if (fs::exists(database_)) {
    exclusive_access(database_);
    forget_second_names(database_);
  }
  std::error_code ignored;  // there is one only of a restore that was killed
  fs::remove(copy_, ignored);
  remove_files_beside(copy_);
  try {
    copy_backup(backup);
    verify(backup, migrations);
    adopt_owner(copy_, owner);
  } catch (...) {
    fs::remove(copy_, ignored);
    remove_files_beside(copy_);
    throw;
  }
}

Restore::~Restore() {
  std::error_code ignored;  // gone already when it took its place
  fs::remove(copy_, ignored);
  remove_files_beside(copy_);
}

void Restore::copy_backup(const fs::path& backup) {
  if (has_content(wal_of(backup))) {  // not settled: SQLite must read it
    sql::open_sqlite(backup, {sql::OpenMode::read, {}})->backup_to(copy_);
    return;
  }
  create_private_file(copy_);
  std::error_code failed;
  fs::copy_file(backup, copy_, fs::copy_options::overwrite_existing, failed);
  if (failed) {
    throw Error(ErrorKind::failed,
                "backup could not be copied: " + backup.string() + " (" + failed.message() + ")",
                "check the disk and its free space");
  }
  fs::permissions(copy_, fs::perms::owner_read | fs::perms::owner_write);
}

void Restore::verify(const fs::path& backup, std::span<const Migration> migrations) {
  try {
    const auto db = sql::open_sqlite(copy_, {sql::OpenMode::create, {}});
    if (!check_database(*db).empty()) {
      throw Error(ErrorKind::database, "backup is damaged: " + backup.string(),
                  "restore another backup");
    }
    Migrator migrator(*db, backup, migrations);
    schema_ = migrator.version();
    if (migrator.is_empty() || schema_ > migrator.newest()) migrator.require_current();
    migrator.migrate_copy(now_);
    made_at_ = state_of(*db);
    sql::checkpoint(*db);
  } catch (const sql::SqlError& error) {
    if (error.fault() != sql::Fault::corrupt) throw;
    throw Error(ErrorKind::database,
                "backup is damaged or not an igbotctl database: " + backup.string(),
                "restore another backup");
  }
}

std::optional<fs::path> Restore::put_in_place() {
  if (!settle_wal(copy_) || has_content(wal_of(copy_))) {
    throw Error(ErrorKind::failed, "restored copy could not be completed: " + copy_.string(),
                "check the disk");
  }
  remove_files_beside(copy_);
  sync_file(copy_);
  const auto kept = sibling(database_, replaced_suffix(now_));
  if (!fs::exists(database_)) {
    if (has_content(wal_of(database_))) rename_or_throw(wal_of(database_), wal_of(kept));
    remove_files_beside(database_);
    sync_folder_of(database_);
    rename_or_throw(copy_, database_);
    sync_folder_of(database_);
    return std::nullopt;
  }
  exclusive_access(database_);  // before the WAL is touched, and again after
  const bool sound = settle_wal(database_);
  const auto nobody_else = exclusive_access(database_);
  if (has_content(wal_of(database_))) {
    if (sound) throw in_use(database_);
    rename_or_throw(wal_of(database_), wal_of(kept));
  }
  remove_files_beside(database_);
  keep_as(database_, kept);
  sync_folder_of(database_);
  rename_or_throw(copy_, database_);
  sync_folder_of(database_);
  return kept;
}

}  // namespace igbot
