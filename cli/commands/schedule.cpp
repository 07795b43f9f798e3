// SPDX-License-Identifier: MIT
#include "cli/commands/schedule.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/schedule/apply.hpp"
#include "cli/commands/schedule/export.hpp"
#include "cli/commands/schedule/report.hpp"
#include "cli/commands/schedule/simulate.hpp"
#include "cli/confirm.hpp"
#include "cli/post_output.hpp"
#include "cli/services.hpp"
#include "core/schedule/plan_text.hpp"
#include "core/schedule/schedule_service.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

struct ScheduleCreateOptions {
  int days = 7;
  std::string from;
  bool replace = false;
  bool dry_run = false;
  bool explain = false;
};

struct ScheduleClearOptions {
  bool yes = false;
  bool dry_run = false;
};

schedule::ScheduleOptions to_service(const ScheduleCreateOptions& options, Services& services,
                                     const Chat& chat) {
  schedule::ScheduleOptions wanted{.days = options.days, .from = {}, .replace = options.replace};
  if (!options.from.empty()) {
    const LocalDay today = zone_of(services, chat).day(services.clock().now());
    wanted.from = parse_day(options.from, today);
  }
  return wanted;
}

int run_schedule_create(const ScheduleCreateOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_schedule_shape)) return 0;
  const Chat chat = options.dry_run ? services.chat() : services.chat_for_writing();
  const schedule::ScheduleOptions wanted = to_service(options, services, chat);
  Store& store = services.store();
  const schedule::ScheduleResult result =
      options.dry_run ? store.read([&](UnitOfWork& unit) {
        return schedule::ScheduleService(unit.chat(chat.key)).preview(wanted);
      })
                      : store.write(services.person(), [&](UnitOfWork& unit) {
                          return schedule::ScheduleService(unit.chat(chat.key)).create(wanted);
                        });
  if (json) {
    print_json(io, *json, k_schedule_shape, schedule_document(chat, result));
  } else if (!services.globals().quiet) {
    io.out << schedule_report(chat, result, options.dry_run);
    if (options.explain) io.out << '\n' << schedule::plan_reasons(result);
  }
  return 0;
}

const Shape k_clear_shape{{},
                          {{"chat_id", "Telegram id of the chat"},
                           {"canceled", "planned posts that were canceled"},
                           {"still_approved", "posts approved by hand: they stay and go out"},
                           {"was_automatic", "whether the worker topped the plan up until now"}}};

int run_schedule_clear(const ScheduleClearOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_clear_shape)) return 0;
  const Chat chat = services.chat();
  Store& store = services.store();
  const auto look = [&](UnitOfWork& unit) {
    return schedule::ScheduleService(unit.chat(chat.key)).preview_clear();
  };
  schedule::ClearResult result = store.read(look);
  if (!options.dry_run && (result.canceled > 0 || result.was_automatic)) {
    require_confirmation(io, options.yes,
                         "cancel " + text::count(result.canceled, "planned post", "planned posts") +
                             " of " + chat.name + "?");
    result = store.write(services.person(), [&](UnitOfWork& unit) {
      return schedule::ScheduleService(unit.chat(chat.key)).clear();
    });
  }
  if (json) {
    print_json(io, *json, k_clear_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"canceled", result.canceled},
                {"still_approved", result.still_approved},
                {"was_automatic", result.was_automatic}});
  } else if (!services.globals().quiet) {
    io.out << schedule::cleared_text(chat.name, result, options.dry_run);
  }
  return 0;
}

CLI::App* add_planning(CLI::App& schedule, const char* name, const char* summary,
                       ScheduleCreateOptions& options) {
  CLI::App* command = schedule.add_subcommand(name, summary);
  command->add_option("--days", options.days, "How many days, 1 to 30")->capture_default_str();
  command
      ->add_option("--from", options.from,
                   "First day: tomorrow, friday, 2026-11-27 (today when not given)")
      ->type_name("DATE");
  command->add_flag("--replace", options.replace,
                    "Plan anew what is not yet sent; posts moved or approved by hand stay");
  command->add_flag("--explain", options.explain,
                    "Say why each slot got its category and item, or none");
  return command;
}

void add_schedule_create(CLI::App& schedule, Selected& selected) {
  auto options = std::make_shared<ScheduleCreateOptions>();
  CLI::App* command =
      add_planning(schedule, "create", "Plan the missing posts of the coming days", *options);
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would be planned");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_schedule_create(*options, services, io);
    };
  });
}

void add_schedule_preview(CLI::App& schedule, Selected& selected) {
  auto options = std::make_shared<ScheduleCreateOptions>();
  options->dry_run = true;
  CLI::App* command =
      add_planning(schedule, "preview", "Show what create would plan, changing nothing", *options);
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_schedule_create(*options, services, io);
    };
  });
}

void add_schedule_clear(CLI::App& schedule, Selected& selected) {
  auto options = std::make_shared<ScheduleClearOptions>();
  CLI::App* command =
      schedule.add_subcommand("clear", "Cancel what is planned and stop planning by itself");
  command->add_flag("--yes", options->yes, "Do not ask");
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would be canceled");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_schedule_clear(*options, services, io);
    };
  });
}

}  // namespace

void add_schedule(CLI::App& command, Selected& selected) {
  add_schedule_create(command, selected);
  add_schedule_preview(command, selected);
  add_schedule_clear(command, selected);
  add_schedule_simulate(command, selected);
  add_schedule_export(command, selected);
  add_schedule_apply(command, selected);
}

}  // namespace igbot::cli
