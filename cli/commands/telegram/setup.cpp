// SPDX-License-Identifier: MIT
#include "cli/commands/telegram/setup.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "cli/telegram.hpp"
#include "providers/telegram/bot_setup.hpp"

namespace igbot::cli {
namespace {

const Shape k_setup_shape{{},
                          {{"bot_id", "id of the bot"},
                           {"username", "its @name without the @"},
                           {"name", "its name"},
                           {"webhook_removed", "whether its updates went to a webhook until now"},
                           {"commands", "the commands that Telegram offers to people"}}};

int run_telegram_setup(bool dry_run, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_setup_shape)) return 0;
  const telegram::BotIdentity bot = bot_identity(services);
  ConfiguredTelegram configured(services);
  const telegram::BotSetup setup(configured.api());
  const bool has_webhook = setup.has_webhook();
  if (!dry_run) {
    if (has_webhook) setup.remove_webhook();
    setup.register_commands();
  }
  std::vector<std::string> commands;
  for (const bot::Command& command : bot::commands()) {
    if (command.audience != bot::Audience::nobody) commands.emplace_back(command.name);
  }
  if (json) {
    print_json(io, *json, k_setup_shape,
               {{"bot_id", bot.id},
                {"username", bot.username},
                {"name", bot.name},
                {"webhook_removed", has_webhook},
                {"commands", commands}});
    return 0;
  }
  if (services.globals().quiet) return 0;
  io.out << (dry_run ? "would set up @" : "set up @") << bot.username << " (" << bot.name << ")\n";
  if (has_webhook) io.out << "  webhook " << (dry_run ? "would be removed" : "removed") << '\n';
  io.out << "  " << commands.size() << " commands " << (dry_run ? "would be " : "")
         << "registered\n";
  if (!dry_run) io.out << "next: igbotctl telegram poll --for 55s, each minute from cron\n";
  return 0;
}

}  // namespace

void add_telegram_setup(CLI::App& telegram, Selected& selected) {
  CLI::App* command = telegram.add_subcommand(
      "setup", "Check the bot's token, remove a webhook, register the commands");
  auto dry_run = std::make_shared<bool>(false);
  command->add_flag("-n,--dry-run", *dry_run, "Check, and show what would be done");
  command->callback([dry_run, &selected] {
    selected = [dry_run](Services& services, Io& io) {
      return run_telegram_setup(*dry_run, services, io);
    };
  });
}

}  // namespace igbot::cli
