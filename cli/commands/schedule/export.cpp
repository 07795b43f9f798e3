// SPDX-License-Identifier: MIT
#include "cli/commands/schedule/export.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/new_file.hpp"
#include "cli/output.hpp"
#include "cli/post_output.hpp"
#include "cli/services.hpp"
#include "core/schedule/icalendar.hpp"
#include "core/schedule/plan_edit.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const Shape k_plan_shape{
    "posts",
    {{"id", "post id"},
     {"due_at", "when it is or was due, on the chat's wall clock with its offset"},
     {"media_id", "media item"},
     {"path", "path of the item in its source"},
     {"category", "category of the item"},
     {"status", "state of the post"},
     {"pinned", "moved or made by hand: planning anew leaves it alone"}},
    {{"kind", "always igbotctl-plan"},
     {"chat_id", "Telegram id of the chat"},
     {"name", "its name"},
     {"zone", "its time zone"},
     {"exported_at", "when this was so, UTC"},
     {"from", "first day, local"},
     {"to", "the day after the last, local"}}};

struct ScheduleExportOptions {
  int days = 7;
  std::string from;
  std::string format;
  std::string output;

  bool to_file() const { return !output.empty() && output != "-"; }
};

std::string json_text(const schedule::ExportedPlan& plan, Io& io) {
  std::ostringstream text;
  Io into{io.in, text, io.err};
  print_json(into, {}, k_plan_shape, to_json(plan));
  return text.str();
}

void require_one_format(const ScheduleExportOptions& options, const Globals& globals) {
  if (options.format != "ical" || !globals.json) return;
  throw Error(ErrorKind::usage, "two formats at once: --format ical and --json",
              "leave one of them out");
}

/// What cannot be put back is not written for that purpose.
void require_appliable(const schedule::ExportedPlan& plan) {
  if (plan.posts.size() <= schedule::k_most_plan_posts) return;
  throw Error(ErrorKind::usage,
              "too many posts to be applied again: " + std::to_string(plan.posts.size()) +
                  ", at most " + std::to_string(schedule::k_most_plan_posts),
              "choose fewer --days");
}

void tell_written(const ScheduleExportOptions& options, const schedule::ExportedPlan& plan,
                  Io& io) {
  const auto count = static_cast<std::int64_t>(plan.posts.size());
  io.out << options.output << ": " << text::count(count, "post", "posts") << " of "
         << text::one_line(plan.name) << ", " << day_text(plan.from) << " to "
         << day_text(plan.to - std::chrono::days{1}) << " (" << plan.zone.name() << ")\n";
  if (options.format == "ical") return;
  io.out << "next: edit it, then igbotctl schedule apply -n " << options.output << '\n';
}

int run_schedule_export(const ScheduleExportOptions& options, Services& services, Io& io) {
  const Globals& globals = services.globals();
  if (print_json_help(io, globals.json, k_plan_shape)) return 0;
  require_one_format(options, globals);
  const Chat chat = services.chat();
  schedule::PlanExportOptions wanted{.from = {}, .days = options.days};
  if (!options.from.empty()) {
    const LocalDay today = zone_of(services, chat).day(services.clock().now());
    wanted.from = parse_day(options.from, today);
  }
  // Holding the write lock: a change that is committed later gets a time after exported_at, so
  // apply never takes it for older than the file.
  const schedule::ExportedPlan plan = services.store().rehearse(
      services.person(),
      [&](UnitOfWork& unit) { return schedule::export_plan(unit.chat(chat.key), chat, wanted); });
  if (options.format != "ical") require_appliable(plan);
  if (options.to_file()) {
    write_new_file(options.output,
                   options.format == "ical" ? schedule::icalendar_text(plan) : json_text(plan, io));
  }
  if (globals.json) {
    print_json(io, *globals.json, k_plan_shape, to_json(plan));
  } else if (options.to_file()) {
    if (!globals.quiet) tell_written(options, plan, io);
  } else if (options.format == "ical") {
    io.out << schedule::icalendar_text(plan);
  } else {
    print_json(io, {}, k_plan_shape, to_json(plan));
  }
  return 0;
}

}  // namespace

void add_schedule_export(CLI::App& schedule, Selected& selected) {
  CLI::App* command =
      schedule.add_subcommand("export", "Print the plan as a file to edit, or as a calendar");
  auto options = std::make_shared<ScheduleExportOptions>();
  command->add_option("--days", options->days, "How many days, 1 to 92")->capture_default_str();
  command
      ->add_option("--from", options->from,
                   "First day: tomorrow, friday, 2026-11-27 (today when not given)")
      ->type_name("DATE");
  command->add_option("--format", options->format, "json to edit and apply, ical for calendars")
      ->check(CLI::IsMember({"ical", "json"}))
      ->type_name("FORMAT");
  command->add_option("--output", options->output, "A new file; - = standard output")
      ->type_name("FILE");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_schedule_export(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
