// SPDX-License-Identifier: MIT
#include "cli/commands/import/storyline.hpp"

#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/commands/import/storyline_report.hpp"
#include "cli/commands/import/storyline_request.hpp"
#include "cli/confirm.hpp"
#include "cli/exit_code.hpp"
#include "cli/report.hpp"
#include "cli/scratch_store.hpp"
#include "cli/services.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

using legacy::StorylineReport;

std::int64_t refused_in(const StorylineReport& report) {
  return static_cast<std::int64_t>(report.refused.size());
}

/// What would be taken over; also where there is no database yet, which stays so.
StorylineReport rehearse(Services& services, const legacy::StorylineDump& dump,
                         const legacy::StorylineRequest& request) {
  const auto body = [&](UnitOfWork& unit) { return import_storyline(unit, dump, request); };
  if (services.store_exists()) return services.store().rehearse(services.person(), body);
  ScratchStore scratch(services.clock());
  return scratch.store().rehearse(services.person(), body);
}

int run_import_storyline(const StorylineOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_storyline_shape)) return k_done;
  if (!options.plan && !options.yes && !io.in_is_terminal) {
    throw Error(ErrorKind::usage, "not confirmed: import of " + options.dump,
                "-n shows what it would do; add --yes to do it");
  }
  const legacy::StorylineDump dump = read_dump(options, io);
  const legacy::StorylineRequest request = request_for(options, services, io);
  const auto finish = [&](const StorylineReport& report) {
    if (report.refused.empty()) return k_done;
    cli::report(
        services, io,
        Error(ErrorKind::some_failed,
              text::count(refused_in(report), "row was", "rows were") + " refused: " + options.dump,
              "the others " + std::string(options.plan ? "would be" : "are") +
                  " taken over; mend these there and import a new dump, or leave them"));
    return k_some_failed;
  };
  if (options.plan) {
    const StorylineReport plan = rehearse(services, dump, request);
    print_storyline_report(services, io, options.dump, plan, true);
    return finish(plan);
  }
  if (!options.yes) {
    const StorylineReport plan = rehearse(services, dump, request);
    if (!json) print_storyline_report(services, io, options.dump, plan, true);
    require_confirmation(io, false, "Import this?");
  }
  const StorylineReport report = services.store_or_create().write(
      services.person(), [&](UnitOfWork& unit) { return import_storyline(unit, dump, request); });
  services.store().checkpoint();  // a long WAL is read by every command that opens the database
  print_storyline_report(services, io, options.dump, report, false);
  return finish(report);
}

}  // namespace

void add_import_storyline(CLI::App& import, Selected& selected) {
  CLI::App* command =
      import.add_subcommand("storyline", "Take over the former system's database from a dump");
  auto options = std::make_shared<StorylineOptions>();
  command->add_option("dump", options->dump, "Plain-text pg_dump of it; - = standard input")
      ->required();
  command->add_option("--media-dir", options->media_dir, "The old MEDIA_DIR")->type_name("FOLDER");
  command
      ->add_option("--media-map", options->media_map,
                   "Files that lay below OLD lie below NEW now; may be repeated")
      ->allow_extra_args(false)  // else it would swallow the dump
      ->type_name("OLD=NEW");
  command
      ->add_option("--old-key-file", options->old_key_file,
                   "The old ENCRYPTION_KEYS, one a line; - = standard input")
      ->type_name("FILE");
  command->add_flag("--without-tokens", options->without_tokens,
                    "Leave tokens out; no keys are needed");
  command->add_flag("--include-state", options->include_state,
                    "Also that dry run was off and the API on");
  command->add_flag("-n,--plan,--dry-run", options->plan, "Show what would be taken over");
  command->add_flag("--yes", options->yes, "Do not ask");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_import_storyline(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
