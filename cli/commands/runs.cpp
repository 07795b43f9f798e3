// SPDX-License-Identifier: MIT
#include "cli/commands/runs.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/log_scope.hpp"
#include "cli/output.hpp"
#include "core/store/run_repository.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const Shape k_runs_shape{"runs",
                         {{"id", "id of the run"},
                          {"command", "what ran: post run, media sync, …"},
                          {"actor", "who: cli:LOGIN or worker:HOST"},
                          {"chat_id", "Telegram id of the chat; null = it was over several"},
                          {"started_at", "when it began"},
                          {"finished_at", "when it ended, or null"},
                          {"exit_code", "how it ended"},
                          {"run", "the run= of its log lines, or null"},
                          {"summary", "object of what it did, by command"}}};

struct RunListOptions {
  LogOptions log;
  std::string command;
  bool failed = false;
};

/// A summary that cannot be read is shown as it is.
nlohmann::json summary_json(const std::string& summary) {
  auto document = nlohmann::json::parse(summary, nullptr, false);
  return document.is_discarded() ? nlohmann::json(summary) : document;
}

/// The id that log lines of that run carry; null for one from before there were any.
nlohmann::json run_of(const RunLine& line) {
  const auto summary = summary_json(line.record.summary);
  return summary.is_object() ? summary.value("run", nlohmann::json()) : nlohmann::json();
}

nlohmann::json line_json(const RunLine& line) {
  nlohmann::json document{{"id", number(line.id)},
                          {"command", line.record.command},
                          {"actor", line.record.actor},
                          {"chat_id", nullptr},
                          {"started_at", utc_text(line.record.started_at)},
                          {"finished_at", nullptr},
                          {"exit_code", line.record.exit_code},
                          {"run", run_of(line)},
                          {"summary", summary_json(line.record.summary)}};
  if (line.chat) document["chat_id"] = number(*line.chat);
  if (line.finished_at) document["finished_at"] = utc_text(*line.finished_at);
  return document;
}

/// {"outcomes": {"awaiting": 2}, "problems": 0} as "outcomes awaiting 2".
std::string summary_text(const std::string& summary) {
  auto document = summary_json(summary);
  if (!document.is_object()) return summary;
  document.erase("run");
  std::vector<std::string> parts;
  const auto flat = document.flatten();
  for (const auto& [path, value] : flat.items()) {
    if (!value.is_primitive() || value.is_null() || value == 0) continue;
    std::string words = path.substr(1);
    std::replace(words.begin(), words.end(), '/', ' ');
    parts.push_back(words + " " + (value.is_string() ? value.get<std::string>() : value.dump()));
  }
  return text::join(parts, ", ");
}

void print_lines(const std::vector<RunLine>& lines, const LogScope& scope, bool with_run, Io& io) {
  std::vector<std::string> headings{"ID", "STARTED", "TOOK", "COMMAND", "EXIT", "WHAT"};
  if (!scope.chat) headings.insert(headings.begin() + 1, "CHAT");
  if (with_run) headings.emplace_back("RUN");
  Table table(headings);
  table.keep_whole(0);
  table.keep_whole(scope.chat ? 1 : 2);
  for (const RunLine& line : lines) {
    const auto& run = line.record;
    const auto took =
        line.finished_at ? std::optional(*line.finished_at - run.started_at) : std::nullopt;
    std::vector<std::string> cells{
        std::to_string(number(line.id)),   local_text(run.started_at, scope.zone),
        took ? duration_text(*took) : "-", run.command,
        std::to_string(run.exit_code),     summary_text(run.summary)};
    if (!scope.chat) {
      cells.insert(cells.begin() + 1, line.chat ? std::to_string(number(*line.chat)) : "-");
    }
    if (with_run) cells.push_back(run_of(line).is_string() ? run_of(line).get<std::string>() : "-");
    table.add(std::move(cells));
  }
  table.print(io);
}

int run_run_list(const RunListOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_runs_shape)) return 0;
  const LogScope scope = log_scope(options.log, services);
  RunFilter filter;
  if (scope.chat) filter.chat = scope.chat->key;
  if (!options.command.empty()) filter.command = options.command;
  filter.since = scope.since;
  filter.failed_only = options.failed;
  filter.limit = options.log.limit;
  const auto lines =
      services.store().read([&](UnitOfWork& unit) { return list_runs(unit, filter); });
  if (json) {
    nlohmann::json list = nlohmann::json::array();
    for (const RunLine& line : lines) list.push_back(line_json(line));
    print_json(io, *json, k_runs_shape, {{"runs", std::move(list)}});
  } else if (!lines.empty()) {
    print_lines(lines, scope, services.globals().verbose, io);
  } else {
    io.out << "no such run";
    if (scope.chat) io.out << " of " << text::one_line(scope.chat->name) << " alone";
    io.out << (scope.chat ? "; --all-chats has those over several\n" : "\n");
  }
  return 0;
}

}  // namespace

void add_runs(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  CLI::App* command =
      noun.add_subcommand("list", "Print the runs of commands that worked, the latest first");
  auto options = std::make_shared<RunListOptions>();
  command->add_option("--command", options->command, "Only this command, as 'post run'")
      ->type_name("COMMAND");
  command->add_flag("--failed", options->failed, "Only those that did not end with 0");
  add_log_options(*command, options->log);
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_run_list(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
