// SPDX-License-Identifier: MIT
#include "core/store/migrator.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "core/sql/sqlite_connection.hpp"
#include "core/store/backup.hpp"

namespace igbot {
namespace {

/// "igbt": tells an igbotctl database from any other SQLite file.
constexpr std::int64_t k_application_id = 0x69676274;

std::string checksum(std::string_view text) {
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::array<char, hash.size() * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

int read_version(sql::Connection& db, const std::filesystem::path& file) {
  const auto version = db.execute("PRAGMA user_version").front().integer(0);
  if (version != 0 && db.execute("PRAGMA application_id").front().integer(0) == k_application_id) {
    return static_cast<int>(version);
  }
  if (version == 0 && db.execute("SELECT 1 FROM sqlite_master LIMIT 1").empty()) return 0;
  throw Error(ErrorKind::database, "not an igbotctl database: " + file.string(),
              "check database.path with igbotctl config show --origin");
}

}  // namespace

std::string purpose_of(const Migration& migration) {
  constexpr std::string_view k_comment = "-- ";
  constexpr std::string_view k_licence = "-- SPDX";
  for (std::string_view rest = migration.sql; rest.starts_with(k_comment);) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (!line.starts_with(k_licence)) {
      const std::string_view text = line.substr(k_comment.size());
      return std::string(text.substr(0, text.find('.')));
    }
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  return {};
}

Migrator::Migrator(sql::Connection& db, std::filesystem::path file,
                   std::span<const Migration> migrations)
    : db_(db), file_(std::move(file)), migrations_(migrations), version_(read_version(db, file_)) {}

std::vector<Migration> Migrator::pending() const {
  std::vector<Migration> pending;
  for (const Migration& migration : migrations_) {
    if (migration.version > version_) pending.push_back(migration);
  }
  return pending;
}

void Migrator::require_current() const {
  const std::string versions = "it has schema " + std::to_string(version_) + ", this program has " +
                               std::to_string(newest());
  if (version_ > newest()) {
    throw Error(ErrorKind::database,
                "database is newer than this program: " + file_.string() + " (" + versions + ")",
                "install the newer igbotctl, or go back with igbotctl db restore FILE and the "
                "backup that was made before its db migrate");
  }
  if (version_ == 0) {
    throw Error(ErrorKind::database, "database is empty: " + file_.string(), "run igbotctl init");
  }
  if (version_ < newest()) {
    throw Error(ErrorKind::database,
                "database is older than this program: " + file_.string() + " (" + versions + ")",
                "igbotctl db migrate");
  }
}

void Migrator::require_known_migrations() const {
  if (version_ == 0) return;
  const auto applied = db_.execute("SELECT version, checksum FROM schema_version ORDER BY version");
  for (const auto& row : applied.rows) {
    const auto known = std::find_if(
        migrations_.begin(), migrations_.end(),
        [&](const Migration& migration) { return migration.version == row.integer(0); });
    if (known != migrations_.end() && checksum(known->sql) == row.text(1)) continue;
    throw Error(ErrorKind::database,
                "database was built by other migrations than this program's: migration " +
                    std::to_string(row.integer(0)) + " differs (" + file_.string() + ")",
                "igbotctl db restore FILE, with a backup that a released igbotctl made");
  }
}

void Migrator::require_migratable() const {
  if (version_ > newest()) require_current();
  require_known_migrations();
}

std::filesystem::path Migrator::backup_path(Timestamp now) const {
  std::filesystem::path backup = file_;
  backup += ".before-" + std::to_string(newest()) + "-" + std::to_string(to_millis(now));
  return backup;
}

MigrationOutcome Migrator::migrate(Timestamp now) { return migrate_locked(now, true); }

void Migrator::migrate_copy(Timestamp now) { migrate_locked(now, false); }

MigrationOutcome Migrator::migrate_locked(Timestamp now, bool with_backup) {
  if (pending().empty()) {
    require_migratable();
    return {};
  }
  sql::Transaction transaction(db_, sql::Access::write);
  // Another process may have migrated between the first look and the lock.
  version_ = read_version(db_, file_);
  require_migratable();
  MigrationOutcome outcome{pending(), {}};
  if (outcome.applied.empty()) return outcome;
  if (with_backup && !is_empty()) {
    outcome.backup = backup_path(now);
    // By another connection: one in a write transaction is no source of a copy.
    write_copy(*sql::open_sqlite(file_, {sql::OpenMode::read, {}}), outcome.backup);
  }
  db_.execute(
      "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
      "checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT");
  for (const Migration& migration : outcome.applied) apply(migration, now);
  db_.execute("PRAGMA application_id = " + std::to_string(k_application_id));
  db_.execute("PRAGMA user_version = " + std::to_string(newest()));
  transaction.commit();
  version_ = newest();
  return outcome;
}

void Migrator::apply(const Migration& migration, Timestamp now) {
  db_.execute_script(std::string(migration.sql));
  db_.execute(
      "INSERT INTO schema_version (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
      {migration.version, migration.name, checksum(migration.sql), now});
}

}  // namespace igbot
