// SPDX-License-Identifier: MIT
#include "cli/commands/init.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/init_dialog.hpp"
#include "cli/init_draft.hpp"
#include "cli/questions.hpp"
#include "cli/settings_change.hpp"

namespace igbot::cli {
namespace {

constexpr int k_interrupted = 130;

const Shape k_init_shape{{},
                         {{"chat_id", "Telegram id of the chat"},
                          {"name", "its name"},
                          {"created", "whether it was new"},
                          {"changes", "of a chat that existed: key, before and after"},
                          {"next", "what to do next; nothing after a dry run"}}};

struct InitOptions {
  std::optional<std::string> name;
  std::optional<std::string> source;
  std::optional<std::string> source_path;
  std::optional<std::string> posts_per_day;
  std::optional<std::string> hours;
  std::optional<std::string> timezone;
  bool live = false;
  bool yes = false;
  bool dry_run = false;

  /// A kind of source that is connected by a command of its own.
  std::optional<std::string> far_source() const {
    return source == "local" ? std::nullopt : source;
  }
  bool asks() const {
    return !name && !source && !source_path && !posts_per_day && !hours && !timezone && !live &&
           !yes && !dry_run;
  }
};

void take_source(const InitOptions& options, InitDraft& draft) {
  if (!options.source && !options.source_path) return;
  if (options.source && *options.source != "local") {
    if (!options.source_path) return;  // connected afterwards: next_steps says how
    throw Error(ErrorKind::usage, "--source-path is for folders of this machine",
                "leave it away; igbotctl source connect " + *options.source +
                    " chooses the folder afterwards");
  }
  if (!options.source_path) {
    throw Error(ErrorKind::usage, "no folder given: --source local", "add --source-path FOLDER");
  }
  use_local_source(draft, parse_source_folder(*options.source_path));
}

/// The draft that flags describe; everything is validated before anything is opened.
InitDraft draft_from_flags(const InitOptions& options, Services& services) {
  const auto chat = services.wanted_chat();
  if (!chat) {
    throw Error(ErrorKind::usage, "no chat given", "igbotctl init --chat ID --name NAME --yes");
  }
  InitDraft draft;
  draft.telegram_id = find_chat_id(services, *chat);
  if (options.name) draft.name = parse_chat_name(*options.name);
  const auto take = [&](const char* key, const std::optional<std::string>& text) {
    if (text) draft.settings.emplace_back(key, setting(key).parse(*text));
  };
  take("posts_per_day", options.posts_per_day);
  take("posting_timezone", options.timezone);
  if (options.hours) {
    const Hours hours = parse_hours(*options.hours);
    draft.settings.emplace_back("posting_hours_start", hours.start);
    draft.settings.emplace_back("posting_hours_end", hours.end);
  }
  if (options.live) draft.settings.emplace_back("dry_run_mode", "false");
  take_source(options, draft);
  if (draft.name.empty() && !find_existing(services, draft.telegram_id)) {
    throw Error(ErrorKind::usage, "a new chat needs a name: " + *chat, "add --name NAME");
  }
  return draft;
}

/// Without steps it is a dry run.
void print_result(Services& services, Io& io, const InitResult& result,
                  const std::vector<std::string>& steps) {
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_init_shape,
               {{"chat_id", number(result.chat.telegram_id)},
                {"name", result.chat.name},
                {"created", result.created},
                {"changes", changes_json(result.changes)},
                {"next", steps}});
    return;
  }
  if (services.globals().quiet) return;
  const bool unchanged = !result.created && !result.renamed && result.changes.empty();
  const char* verb = steps.empty() ? "would set up: " : "set up: ";
  io.out << (unchanged ? "unchanged: " : verb) << result.chat.name << " (chat "
         << number(result.chat.telegram_id) << ")\n";
  for (const SettingChange& change : result.changes) {
    io.out << "  " << change_text(change, "UTC") << '\n';
  }
  if (!steps.empty()) io.out << "next:\n";
  for (const std::string& step : steps) io.out << "  " << step << '\n';
}

int run_dialog(Services& services, Io& io) {
  std::optional<InitDraft> draft;
  try {
    draft = ask_for_draft(services, io);
  } catch (const Interrupted& interrupted) {
    if (!interrupted.by_signal) {
      throw Error(ErrorKind::failed, "input ended before the end: nothing was saved",
                  "igbotctl init");
    }
    io.err << "\nigbotctl: interrupted: nothing was saved\n";
    return k_interrupted;
  }
  if (!draft) throw Error(ErrorKind::conflict, "not confirmed: nothing was saved", "igbotctl init");
  const InitResult result = save_draft(services, *draft);
  print_result(services, io, result, next_steps(services, result));
  return 0;
}

int run_init(const InitOptions& options, Services& services, Io& io) {
  if (print_json_help(io, services.globals().json, k_init_shape)) return 0;
  if (options.asks()) {
    if (io.in_is_terminal) return run_dialog(services, io);
    throw Error(ErrorKind::usage, "init asks questions, and there is no terminal to ask on",
                "igbotctl init --chat ID --name NAME --source-path FOLDER --yes");
  }
  const InitDraft draft = draft_from_flags(options, services);
  if (options.dry_run) {
    const InitResult would = rehearse_draft(services, draft);
    print_result(services, io, would, {});
    if (!would.created || services.globals().json || services.globals().quiet) return 0;
    for (const auto& [key, value] : draft.settings) io.out << "  " << key << ": " << value << '\n';
    return 0;
  }
  if (!options.yes) {
    throw Error(ErrorKind::usage, "not confirmed: init with flags never asks", "add --yes");
  }
  const InitResult result = save_draft(services, draft);
  print_result(services, io, result, next_steps(services, result, options.far_source()));
  return 0;
}

}  // namespace

void add_init(CLI::App& noun, Selected& selected) {
  auto options = std::make_shared<InitOptions>();
  noun.add_option("--name", options->name, "Name of the chat")->type_name("NAME");
  noun.add_option("--source", options->source, "Where its media come from")
      ->check(CLI::IsMember({"local", "drive", "s3"}))
      ->type_name("KIND");
  noun.add_option("--source-path", options->source_path, "Folder of a local source")
      ->type_name("FOLDER");
  noun.add_option("--posts-per-day", options->posts_per_day, "1 to 50")->type_name("N");
  noun.add_option("--hours", options->hours, "Local hours to post in, as in 14-2")
      ->type_name("FROM-TO");
  noun.add_option("--timezone", options->timezone, "IANA zone of those hours")->type_name("ZONE");
  noun.add_flag("--live", options->live, "Publish for real instead of a dry run");
  noun.add_flag("--yes", options->yes, "Save without asking");
  noun.add_flag("-n,--dry-run", options->dry_run, "Show what would be saved");
  noun.callback([options, &selected] {
    selected = [options](Services& services, Io& io) { return run_init(*options, services, io); };
  });
}

}  // namespace igbot::cli
