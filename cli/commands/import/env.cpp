// SPDX-License-Identifier: MIT
#include "cli/commands/import/env.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/confirm.hpp"
#include "cli/env_import.hpp"
#include "cli/init_draft.hpp"
#include "cli/initial_chat.hpp"
#include "cli/keys.hpp"
#include "cli/services.hpp"
#include "cli/setting_output.hpp"

namespace igbot::cli {
namespace {

const Shape k_import_env_shape{
    {},
    {{"chat_id", "Telegram id of the chat"},
     {"name", "its name"},
     {"created", "whether it was not set up before"},
     {"lines",
      "line, name, fate, key and note of each name in the file; fate is setting, "
      "withheld, account, chat, installation, obsolete or unknown"},
     {"changes", "of a chat that was set up already: key, before and after"},
     {"account", "none, unchanged, added, token_replaced or awaits_token"},
     {"next", "what to do next; nothing after a dry run"}}};

struct ImportEnvOptions {
  std::string file;
  std::optional<std::string> name;
  EnvPlanOptions plan;
  bool yes = false;
  bool dry_run = false;
};

/// --chat, else the one chat the file names.
TelegramChatId chat_of(const ImportEnvOptions& options, const EnvPlan& plan, Services& services) {
  if (const auto wanted = services.wanted_chat()) return find_chat_id(services, *wanted);
  const std::string command = "igbotctl import env " + options.file + " --chat ";
  if (plan.channel_id && plan.admin_id && *plan.channel_id != *plan.admin_id) {
    throw Error(ErrorKind::usage,
                "the file names two chats: TELEGRAM_CHANNEL_ID " + *plan.channel_id +
                    " and ADMIN_TELEGRAM_CHAT_ID " + *plan.admin_id,
                "name the one to post in, as in " + command + *plan.channel_id);
  }
  const auto& id = plan.channel_id ? plan.channel_id : plan.admin_id;
  if (!id) throw Error(ErrorKind::usage, "the file names no chat: " + options.file, command + "ID");
  return parse_chat_id(*id);
}

EnvTarget target_of(const ImportEnvOptions& options, const EnvPlan& plan, Services& services) {
  EnvTarget target{.telegram_id = chat_of(options, plan, services),
                   .name = options.name ? parse_chat_name(*options.name) : "",
                   .configured = configured_settings(services.config()),
                   .live = options.plan.live};
  if (target.name.empty() && plan.account && !find_existing(services, target.telegram_id)) {
    target.name = plan.account->account.username;
  }
  return target;
}

EnvImportResult rehearse(Services& services, const EnvTarget& target, const EnvPlan& plan,
                         const std::optional<crypto::KeyRing>& keys) {
  if (!services.store_exists()) {
    EnvImportResult result;
    result.chat.telegram_id = target.telegram_id;
    result.chat.name =
        target.name.empty() ? std::to_string(number(target.telegram_id)) : target.name;
    result.created = true;
    if (plan.account) {
      result.account =
          plan.account->token.empty() ? AccountImport::awaits_token : AccountImport::added;
    }
    return result;
  }
  return services.store().rehearse(
      services.person(), [&](UnitOfWork& unit) { return import_env(unit, target, plan, keys); });
}

/// What a person does after it; the file goes on supplying what belongs to the installation.
std::vector<std::string> steps_after(const ImportEnvOptions& options, const EnvPlan& plan,
                                     Services& services, const EnvImportResult& result) {
  std::vector<std::string> steps;
  const bool supplies = std::any_of(plan.lines.begin(), plan.lines.end(), [](const EnvLine& line) {
    return line.fate == EnvFate::installation;
  });
  if (supplies && !services.config().has("env_file")) {
    const auto file = std::filesystem::absolute(options.file).lexically_normal();
    steps.push_back("set env_file = \"" + file.string() +
                    "\" in config.toml: it goes on supplying what belongs to the installation");
  }
  if (plan.channel_id && plan.admin_id && *plan.channel_id != *plan.admin_id) {
    steps.push_back("remove ADMIN_TELEGRAM_CHAT_ID or TELEGRAM_CHANNEL_ID from " + options.file +
                    ": each chat has its own settings now");
  }
  const InitResult as_init{result.chat, result.created, false, result.changes};
  for (std::string& step : next_steps(services, as_init)) steps.push_back(std::move(step));
  return steps;
}

nlohmann::json lines_json(const std::vector<EnvLine>& lines) {
  nlohmann::json list = nlohmann::json::array();
  for (const EnvLine& line : lines) {
    nlohmann::json key = nullptr;
    if (!line.key.empty()) key = line.key;
    list.push_back({{"line", line.line},
                    {"name", line.name},
                    {"fate", to_string(line.fate)},
                    {"key", std::move(key)},
                    {"note", line.note}});
  }
  return list;
}

void print_plan(Io& io, const EnvPlan& plan) {
  Table table({"LINE", "NAME", "BECOMES", "DETAIL"});
  for (const EnvLine& line : plan.lines) {
    table.add({std::to_string(line.line), line.name, to_string(line.fate), line.note});
  }
  table.print(io);
}

void print_outcome(Io& io, const EnvImportResult& result, bool dry_run,
                   const std::vector<std::string>& steps) {
  const bool account_changes =
      result.account != AccountImport::none && result.account != AccountImport::unchanged;
  const bool unchanged = !result.created && result.changes.empty() && !account_changes;
  io.out << (unchanged ? "unchanged: "
             : dry_run ? "would set up: "
                       : "set up: ")
         << result.chat.name << " (chat " << number(result.chat.telegram_id) << ")\n";
  for (const SettingChange& change : result.changes) {
    io.out << "  " << change_text(change, "UTC") << '\n';
  }
  if (account_changes) io.out << "  account: " << to_string(result.account) << '\n';
  if (!steps.empty()) io.out << "next:\n";
  for (const std::string& step : steps) io.out << "  " << step << '\n';
}

int run_import_env(const ImportEnvOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_import_env_shape)) return 0;
  services.accept_two_chats();
  const EnvPlan plan = plan_env_import(options.file, options.plan);
  const EnvTarget target = target_of(options, plan, services);
  std::optional<crypto::KeyRing> keys;
  if (plan.account && !plan.account->token.empty()) keys = load_keys(services.config());

  const bool talks = !json && !services.globals().quiet;
  if (talks) print_plan(io, plan);
  EnvImportResult result = rehearse(services, target, plan, keys);
  std::vector<std::string> steps;
  if (!options.dry_run) {
    require_confirmation(io, options.yes,
                         "import this into chat " + std::to_string(number(target.telegram_id)) +
                             " " + result.chat.name + "?");
    result = services.store_or_create().write(
        services.person(), [&](UnitOfWork& unit) { return import_env(unit, target, plan, keys); });
    steps = steps_after(options, plan, services, result);
  }
  if (json) {
    print_json(io, *json, k_import_env_shape,
               {{"chat_id", number(result.chat.telegram_id)},
                {"name", result.chat.name},
                {"created", result.created},
                {"lines", lines_json(plan.lines)},
                {"changes", changes_json(result.changes)},
                {"account", to_string(result.account)},
                {"next", steps}});
  } else if (talks) {
    print_outcome(io, result, options.dry_run, steps);
  }
  return 0;
}

}  // namespace

void add_import_env(CLI::App& import, Selected& selected) {
  CLI::App* command = import.add_subcommand("env", "Set up a chat from an old .env file");
  auto options = std::make_shared<ImportEnvOptions>();
  command->add_option("file", options->file, "The .env file")->required();
  command->add_option("--name", options->name, "Name of the chat")->type_name("NAME");
  command
      ->add_option("--source-path", options->plan.source_path,
                   "Its media folder, instead of the one the file names")
      ->type_name("FOLDER");
  command->add_flag("--live", options->plan.live,
                    "Also take over what makes posts go out: dry run off, API on");
  command->add_flag("--yes", options->yes, "Do not ask");
  command->add_flag("-n,--dry-run", options->dry_run, "Show the plan alone");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_import_env(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
