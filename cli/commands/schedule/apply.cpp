// SPDX-License-Identifier: MIT
#include "cli/commands/schedule/apply.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/schedule/apply_output.hpp"
#include "cli/confirm.hpp"
#include "cli/input_file.hpp"
#include "cli/post_output.hpp"
#include "core/schedule/plan_edit.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

using schedule::PlanAction;
using schedule::PlanDecision;
using schedule::PlanDocument;

struct ScheduleApplyOptions {
  std::string file;
  std::string reason;
  bool overwrite = false;
  bool yes = false;
  bool dry_run = false;
};

/// "post 17, post 18 and 3 more"; empty when nothing is canceled.
std::string canceled_posts(const PlanDecision& decision) {
  constexpr std::size_t most_named = 5;
  std::vector<std::string> names;
  for (const auto& change : decision.changes) {
    if (change.action == PlanAction::canceled) names.push_back("post " + id_text(*change.post));
  }
  if (names.size() <= most_named) return text::join(names, ", ");
  const std::string more = std::to_string(names.size() - most_named);
  names.resize(most_named);
  return text::join(names, ", ") + " and " + more + " more";
}

PlanDecision apply(const ScheduleApplyOptions& options, const Chat& chat,
                   const PlanDocument& document, Services& services, Io& io) {
  schedule::PlanApplyOptions how{.wishes = {.overwrite = options.overwrite}};
  if (!options.reason.empty()) how.reason = options.reason;
  const auto body = [&](UnitOfWork& unit) {
    return schedule::apply_plan(unit, chat, document, how);
  };
  Store& store = services.store();
  PlanDecision decision = store.rehearse(services.person(), body);
  if (options.dry_run || decision.changes.empty()) return decision;
  if (const std::string canceled = canceled_posts(decision); !canceled.empty()) {
    require_confirmation(io, options.yes, "cancel " + canceled + " of " + chat.name + "?");
  }
  return store.write(services.person(), body);
}

/// Several problems are a list for people; what is thrown then sums them up.
[[noreturn]] void tell_problems(const schedule::PlanRefusal& refusal, Io& io) {
  for (const schedule::PlanProblem& problem : refusal.problems()) {
    std::string line = problem.message;
    if (!problem.hint.empty()) line += " (" + problem.hint + ")";
    io.err << text::redact(text::one_line(line)) << '\n';
  }
  throw Error(refusal.kind(),
              "plan was not changed: " + std::to_string(refusal.problems().size()) + " problems",
              refusal.hint());
}

void print_applied(const AppliedPlan& plan, Services& services, Io& io) {
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_apply_shape, applied_json(plan));
    return;
  }
  for (const std::string& warning : plan.decision.warnings) {
    io.err << text::redact(text::one_line("warning: " + warning)) << '\n';
  }
  if (!services.globals().quiet) io.out << applied_text(plan);
}

int run_schedule_apply(const ScheduleApplyOptions& options, Services& services, Io& io) {
  if (print_json_help(k_apply_shape, services, io)) return 0;
  const Chat chat = services.chat();
  const Zone zone = zone_of(services, chat);
  const std::string text = read_input_file({options.file, schedule::k_largest_plan_document,
                                            "igbotctl schedule export writes such a file"},
                                           io);
  const PlanDocument document = schedule::parse_plan_document(text, zone);
  try {
    print_applied({.chat = chat,
                   .zone = zone,
                   .now = services.clock().now(),
                   .decision = apply(options, chat, document, services, io),
                   .dry_run = options.dry_run},
                  services, io);
  } catch (const schedule::PlanRefusal& refusal) {
    if (services.globals().json || refusal.problems().size() == 1) throw;
    tell_problems(refusal, io);
  }
  return 0;
}

}  // namespace

void add_schedule_apply(CLI::App& schedule, Selected& selected) {
  CLI::App* command =
      schedule.add_subcommand("apply", "Make the plan as an edited file of schedule export says");
  auto options = std::make_shared<ScheduleApplyOptions>();
  command->add_option("file", options->file, "The file; - = standard input")->required();
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would change");
  command->add_flag("--overwrite", options->overwrite,
                    "Also undo what was changed since the file was exported");
  command->add_flag("--yes", options->yes, "Cancel posts without asking");
  command->add_option("--reason", options->reason, "Why; kept with the posts")->type_name("TEXT");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_schedule_apply(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
