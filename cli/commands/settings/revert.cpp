// SPDX-License-Identifier: MIT
#include "cli/commands/settings/revert.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/settings/restored_output.hpp"
#include "cli/confirm.hpp"
#include "cli/id_option.hpp"
#include "cli/settings_change.hpp"
#include "core/settings/settings_revert.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

const Shape k_revert_shape{
    {},
    {{"chat_id", "Telegram id of the chat"},
     {"id", "the history entry it went back to"},
     {"changes", "key, before and after of each setting that changed, and of the mix"},
     {"withheld", "key, kept, wanted and reason of each value that did not come back"},
     {"planned_posts", "planned posts that stay where the former settings put them"}}};

struct SettingsRevertOptions {
  std::int64_t entry = 0;
  bool include_state = false;
  std::string reason;
  bool dry_run = false;
  bool yes = false;
};

void print_reverted(const SettingsRevertOptions& options, const Chat& chat,
                    const RevertedSettings& reverted, Services& services, Io& io) {
  if (const auto& json = services.globals().json) {
    print_json(io, *json, k_revert_shape,
               {{"chat_id", number(chat.telegram_id)},
                {"id", options.entry},
                {"changes", restored_json(reverted.restored.changes)},
                {"withheld", withheld_json(reverted.withheld)},
                {"planned_posts", reverted.restored.planned_posts}});
    return;
  }
  if (services.globals().quiet) return;
  if (reverted.restored.changes.empty()) io.out << "unchanged\n";
  const std::string zone = present_settings(services, {chat, std::nullopt}).at("posting_timezone");
  print_restored(io, reverted.restored.changes, reverted.withheld, "", zone);
  print_planned_note(io, reverted.restored.planned_posts);
}

int run_settings_revert(const SettingsRevertOptions& options, Services& services, Io& io) {
  if (print_json_help(io, services.globals().json, k_revert_shape)) return 0;
  const Chat chat = services.chat();
  present_settings(services, {chat, std::nullopt});  // refuses a chat that is not set up
  const std::string entry = std::to_string(options.entry);
  const RevertOptions wanted{options.entry, options.include_state,
                             options.reason.empty() ? "revert to " + entry : options.reason};
  const auto revert = [&](UnitOfWork& unit) {
    return revert_settings(unit.chat(chat.key), wanted);
  };
  RevertedSettings reverted = services.store().rehearse(services.person(), revert);
  if (!options.dry_run && !reverted.restored.changes.empty()) {
    const auto count = static_cast<std::int64_t>(reverted.restored.changes.size());
    require_confirmation(io, options.yes,
                         "put " + text::count(count, "setting", "settings") + " of " + chat.name +
                             " back to what history entry " + entry + " left?");
    reverted = services.store().write(services.person(), revert);
  }
  print_reverted(options, chat, reverted, services, io);
  return 0;
}

}  // namespace

void add_settings_revert(CLI::App& settings, Selected& selected) {
  CLI::App* command =
      settings.add_subcommand("revert", "Go back to what a history entry left in force");
  auto options = std::make_shared<SettingsRevertOptions>();
  add_id_option(*command, "entry", options->entry, "History entry")->required();
  command->add_flag("--include-state", options->include_state,
                    "Also pause, the end of dry run and the Instagram API");
  command->add_option("--reason", options->reason, "Why, for the history")->type_name("TEXT");
  command->add_flag("--yes", options->yes, "Do not ask");
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would change");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_settings_revert(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
