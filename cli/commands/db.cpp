// SPDX-License-Identifier: MIT
#include "cli/commands/db.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/db/migrate.hpp"
#include "cli/commands/db/restore.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/store/backup.hpp"
#include "core/store/database_check.hpp"
#include "core/store/migrator.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const Shape k_status_shape{{},
                           {{"path", "the database file"},
                            {"bytes", "its size"},
                            {"schema", "its schema version"},
                            {"newest", "the schema this program has"},
                            {"pending", "names of the migrations to come"}}};
const Shape k_db_check_shape{
    {},
    {{"path", "the database file"}, {"ok", "whether it is sound"}, {"problems", "what is wrong"}}};
const Shape k_backup_shape{
    {}, {{"path", "the database file"}, {"backup", "the verified copy"}, {"bytes", "its size"}}};

std::vector<std::string> pending_names(const Migrator& migrator) {
  std::vector<std::string> names;
  for (const Migration& migration : migrator.pending()) {
    names.push_back(std::to_string(migration.version) + " " + std::string(migration.name));
  }
  return names;
}

std::filesystem::path database_of(Services& services) {
  return services.config().path("database.path");
}

/// Bytes on disk, changes not yet moved into the main file included.
std::uintmax_t size_of(const std::filesystem::path& file) {
  std::error_code missing;
  const auto wal = std::filesystem::file_size(wal_of(file), missing);
  return std::filesystem::file_size(file) + (missing ? 0 : wal);
}

/// What a newer program wrote is not for this one to judge.
void refuse_newer(const Migrator& migrator) {
  if (migrator.version() > migrator.newest()) migrator.require_current();
}

int run_db_status(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_status_shape)) return 0;
  const auto path = database_of(services);
  const auto db = sql::open_sqlite(path, {sql::OpenMode::read, {}});
  const Migrator migrator(*db, path);
  const auto pending = pending_names(migrator);
  const auto bytes = size_of(path);
  if (json) {
    print_json(io, *json, k_status_shape,
               {{"path", path.string()},
                {"bytes", bytes},
                {"schema", migrator.version()},
                {"newest", migrator.newest()},
                {"pending", pending}});
    refuse_newer(migrator);
    return 0;
  }
  Table table({"DATABASE", path.string()});
  table.add({"bytes", std::to_string(bytes)});
  table.add(
      {"schema", std::to_string(migrator.version()) + " of " + std::to_string(migrator.newest())});
  table.add({"pending", pending.empty() ? "none" : text::join(pending, ", ")});
  table.print(io);
  refuse_newer(migrator);
  return 0;
}

int run_db_check(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_db_check_shape)) return 0;
  const auto path = database_of(services);
  const auto db = sql::open_sqlite(path, {sql::OpenMode::read, {}});
  refuse_newer(Migrator(*db, path));
  const auto problems = check_database(*db);
  if (json) {
    print_json(io, *json, k_db_check_shape,
               {{"path", path.string()}, {"ok", problems.empty()}, {"problems", problems}});
  } else {
    for (const std::string& problem : problems) io.out << problem << '\n';
    if (problems.empty()) io.out << "sound: " << path.string() << '\n';
  }
  if (problems.empty()) return 0;
  throw Error(ErrorKind::database, "database is damaged: " + path.string(),
              "stop the worker, then igbotctl db restore FILE with a backup");
}

std::filesystem::path backup_path(Services& services, const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  auto path = database_of(services);
  path += ".backup-" + std::to_string(to_millis(services.clock().now()));
  return path;
}

int run_db_backup(const std::string& wanted, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_backup_shape)) return 0;
  Store& store = services.store();
  const auto copy = backup_path(services, wanted);
  write_backup(store, services.person(), copy);
  const auto bytes = std::filesystem::file_size(copy);
  if (json) {
    print_json(io, *json, k_backup_shape,
               {{"path", store.file().string()}, {"backup", copy.string()}, {"bytes", bytes}});
  } else if (!services.globals().quiet) {
    io.out << "backup: " << copy.string() << " (" << bytes << " bytes, verified)\n";
  }
  return 0;
}

}  // namespace

void add_db(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  noun.add_subcommand("status", "Print where the database is and its schema")
      ->callback([&selected] { selected = run_db_status; });
  add_db_migrate(noun, selected);
  noun.add_subcommand("check", "Look for damage")->callback([&selected] {
    selected = run_db_check;
  });
  CLI::App* backup = noun.add_subcommand("backup", "Make a verified copy while others write");
  auto file = std::make_shared<std::string>();
  backup->add_option("file", *file, "New file; else one beside the database");
  backup->callback([file, &selected] {
    selected = [file](Services& services, Io& io) { return run_db_backup(*file, services, io); };
  });
  add_db_restore(noun, selected);
}

}  // namespace igbot::cli
