// SPDX-License-Identifier: MIT
#include "cli/commands/db/migrate.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/store/migrator.hpp"

namespace igbot::cli {
namespace {

const Shape k_migrate_shape{
    {},
    {{"path", "the database file"},
     {"schema", "its schema version before"},
     {"newest", "the schema this program has"},
     {"applied", "names of the migrations applied, or with -n to come"},
     {"purposes", "what each of them is for"},
     {"backup", "copy made before, or with -n to be made; null when none is needed"},
     {"bytes_needed", "disk space that the copy and the changes may take"},
     {"bytes_free", "disk space that there was beside the database"}}};

/// What is or would be done.
struct MigrateReport {
  std::filesystem::path path;
  int schema;
  int newest;
  std::vector<Migration> steps;
  std::filesystem::path backup;
  std::uintmax_t bytes_needed = 0;
  std::uintmax_t bytes_free = 0;
};

std::string name_of(const Migration& migration) {
  return std::to_string(migration.version) + " " + std::string(migration.name);
}

/// The copy is as large as the database; the migrations may write all of it once more.
std::uintmax_t bytes_for_migration(sql::Connection& db) {
  const auto pages = db.execute("PRAGMA page_count").front().integer(0);
  const auto page = db.execute("PRAGMA page_size").front().integer(0);
  return 2 * static_cast<std::uintmax_t>(pages * page);
}

MigrateReport foresee_migration(const Migrator& migrator, sql::Connection& db,
                                const std::filesystem::path& path, Timestamp now) {
  MigrateReport report{path, migrator.version(), migrator.newest(), migrator.pending(), {}};
  std::error_code unknown;
  report.bytes_free = std::filesystem::space(path.parent_path(), unknown).available;
  if (report.steps.empty()) return report;
  report.backup = migrator.backup_path(now);
  report.bytes_needed = bytes_for_migration(db);
  return report;
}

void print_json_report(const MigrateReport& report, Services& services, Io& io) {
  std::vector<std::string> names;
  std::vector<std::string> purposes;
  for (const Migration& step : report.steps) {
    names.push_back(name_of(step));
    purposes.push_back(purpose_of(step));
  }
  nlohmann::json document{{"path", report.path.string()},
                          {"schema", report.schema},
                          {"newest", report.newest},
                          {"applied", names},
                          {"purposes", purposes},
                          {"backup", nullptr},
                          {"bytes_needed", report.bytes_needed},
                          {"bytes_free", report.bytes_free}};
  if (!report.backup.empty()) document["backup"] = report.backup.string();
  print_json(io, *services.globals().json, k_migrate_shape, std::move(document));
}

void print_text_report(const MigrateReport& report, bool dry_run, Io& io) {
  if (report.steps.empty()) {
    io.out << "up to date: " << report.path.string() << '\n';
    return;
  }
  io.out << (dry_run ? "would bring " : "brought ") << report.path.string() << " from schema "
         << report.schema << " to " << report.newest << '\n';
  for (const Migration& step : report.steps) {
    io.out << "  " << name_of(step) << ": " << purpose_of(step) << '\n';
  }
  io.out << "backup: " << report.backup.string() << '\n';
  if (!dry_run) return;
  io.out << "disk space: " << report.bytes_needed << " bytes needed at most, " << report.bytes_free
         << " free\n";
}

/// Opens by itself: the store refuses a database that is not current.
int run_db_migrate(bool dry_run, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_migrate_shape)) return 0;
  const auto path = services.config().path("database.path");
  const auto mode = dry_run ? sql::OpenMode::read : sql::OpenMode::write;
  const auto db = sql::open_sqlite(path, {mode, {}});
  Migrator migrator(*db, path);
  if (migrator.is_empty()) migrator.require_current();
  migrator.require_migratable();
  const Timestamp now = services.clock().now();
  MigrateReport report = foresee_migration(migrator, *db, path, now);
  if (!dry_run) {
    const MigrationOutcome outcome = migrator.migrate(now);
    report.steps = outcome.applied;
    report.backup = outcome.backup;
  }
  if (json) {
    print_json_report(report, services, io);
  } else if (!services.globals().quiet) {
    print_text_report(report, dry_run, io);
  }
  return 0;
}

}  // namespace

void add_db_migrate(CLI::App& db, Selected& selected) {
  CLI::App* migrate = db.add_subcommand("migrate", "Bring the database up to date");
  auto dry_run = std::make_shared<bool>(false);
  migrate->add_flag("-n,--dry-run", *dry_run, "Show what would be applied");
  migrate->callback([dry_run, &selected] {
    selected = [dry_run](Services& services, Io& io) {
      return run_db_migrate(*dry_run, services, io);
    };
  });
}

}  // namespace igbot::cli
