// SPDX-License-Identifier: MIT
#include "cli/commands/db/restore.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/confirm.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/post/restored_posts.hpp"
#include "core/store/restore.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const Shape k_restore_shape{
    {},
    {{"path", "the database file"},
     {"backup", "the backup that took its place"},
     {"made_at", "when the state of the backup is of"},
     {"schema", "the backup's schema version, brought up to date in the restored database"},
     {"replaced", "where the former database lies now, null when there was none, or with -n"},
     {"chats_paused", "chats that were paused, null with --as-is"},
     {"posts_unknown", "posts that may have gone out since, now unknown, null with --as-is"}}};

struct RestoreOptions {
  std::string backup;
  bool as_is = false;
  bool dry_run = false;
  bool yes = false;
};

/// Changes the copy before anyone can see it.
std::optional<post::HeldBack> prepare(const Restore& restore, const RestoreOptions& options,
                                      Services& services) {
  Store copy({.file = restore.copy()}, services.clock());
  return copy.write(services.person(), [&](UnitOfWork& unit) {
    std::optional<post::HeldBack> held;
    if (!options.as_is) held = post::hold_back_restored(unit, restore.made_at());
    unit.audit().add_installation({.entity = "database",
                                   .entity_id = "backup",
                                   .action = "restored",
                                   .before = utc_text(restore.made_at())});
    return held;
  });
}

struct RestoreReport {
  std::filesystem::path path;
  Timestamp made_at;
  int schema;
  std::optional<post::HeldBack> held;
  std::optional<std::filesystem::path> replaced;
};

void print_text(const RestoreReport& report, const RestoreOptions& options, Io& io) {
  io.out << (options.dry_run ? "would restore: " : "restored: ") << report.path.string() << " from "
         << options.backup << " (state of " << utc_text(report.made_at) << ")\n";
  if (report.replaced) io.out << "former database: " << report.replaced->string() << '\n';
  if (!report.held) return;
  if (report.held->chats_paused > 0) {
    io.out << "paused: " << text::count(report.held->chats_paused, "chat", "chats")
           << "; when all is well: igbotctl resume --chat ID\n";
  }
  if (report.held->posts_unknown > 0) {
    io.out << "unknown: " << text::count(report.held->posts_unknown, "post", "posts")
           << " that may have gone out since; igbotctl post list --status unknown --chat ID\n";
  }
}

nlohmann::json json_of(const RestoreReport& report, const RestoreOptions& options) {
  nlohmann::json document{{"path", report.path.string()},
                          {"backup", options.backup},
                          {"made_at", utc_text(report.made_at)},
                          {"schema", report.schema},
                          {"replaced", nullptr},
                          {"chats_paused", nullptr},
                          {"posts_unknown", nullptr}};
  if (report.replaced) document["replaced"] = report.replaced->string();
  if (report.held) {
    document["chats_paused"] = report.held->chats_paused;
    document["posts_unknown"] = report.held->posts_unknown;
  }
  return document;
}

int run_db_restore(const RestoreOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_restore_shape)) return 0;
  RestoreReport report{.path = services.config().path("database.path")};
  Restore restore(options.backup, report.path, services.clock().now());
  report.made_at = restore.made_at();
  report.schema = restore.schema();
  report.held = prepare(restore, options, services);
  if (!options.dry_run) {
    if (services.store_exists()) {
      require_confirmation(io, options.yes,
                           "put the state of " + utc_text(report.made_at) +
                               " in the place of the database " + report.path.string() + "?");
    }
    report.replaced = restore.put_in_place();
  }
  if (json) {
    print_json(io, *json, k_restore_shape, json_of(report, options));
  } else if (!services.globals().quiet) {
    print_text(report, options, io);
  }
  return 0;
}

}  // namespace

void add_db_restore(CLI::App& db, Selected& selected) {
  CLI::App* command = db.add_subcommand("restore", "Put a backup in the place of the database");
  auto options = std::make_shared<RestoreOptions>();
  command->add_option("file", options->backup, "The backup")->required();
  command->add_flag("--as-is", options->as_is,
                    "Hold nothing back: nothing was sent since the backup");
  command->add_flag("-n,--dry-run", options->dry_run, "Verify the backup, change nothing");
  command->add_flag("--yes", options->yes, "Do not ask");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_db_restore(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
