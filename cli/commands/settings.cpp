// SPDX-License-Identifier: MIT
#include "cli/commands/settings.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/settings/diff.hpp"
#include "cli/commands/settings/export.hpp"
#include "cli/commands/settings/history.hpp"
#include "cli/commands/settings/import.hpp"
#include "cli/commands/settings/revert.hpp"
#include "cli/initial_chat.hpp"
#include "cli/settings_change.hpp"
#include "core/settings/registry.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

const std::vector<Field> k_value_fields{{"chat_id", "Telegram id of the chat"},
                                        {"settings", "value of each setting, by key"}};
const Shape k_get_shape{{}, k_value_fields};
const Shape k_settings_list_shape{
    {},
    with(k_value_fields,
         {{"origins", "database, environment, env_file, config or default, by key", "--origin"}})};

struct SettingsChangeOptions {
  std::string key;
  std::vector<std::string> words;
  std::string reason;
  bool dry_run = false;

  std::optional<std::string> why() const {
    return reason.empty() ? std::nullopt : std::optional(reason);
  }
};

/// "database" for a chat that exists: what is stored there decides alone.
std::string origin_of(Services& services, const ChatTarget& target, const std::string& key) {
  return target.chat ? "database" : origin_of_setting(services.config(), key);
}

int run_settings_list(bool with_origin, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_settings_list_shape)) return 0;
  const ChatTarget target = services.chat_target();
  const SettingValues values = present_settings(services, target);
  if (json) {
    nlohmann::json document{{"chat_id", number(target.telegram_id())},
                            {"settings", settings_json(values)}};
    if (with_origin) {
      nlohmann::json& origins = document["origins"] = nlohmann::json::object();
      for (const auto& [key, value] : values) origins[key] = origin_of(services, target, key);
    }
    print_json(io, *json, k_settings_list_shape, std::move(document));
    return 0;
  }
  const std::string& zone = values.at("posting_timezone");
  Table table(with_origin ? std::vector<std::string>{"SETTING", "VALUE", "ORIGIN"}
                          : std::vector<std::string>{"SETTING", "VALUE"});
  for (const Setting& setting : all_settings()) {
    const std::string key(setting.key);
    table.add({key, setting_text(setting, values.at(key), zone), origin_of(services, target, key)});
  }
  table.print(io);
  return 0;
}

/// The value as a bare word; posting_hours stands for both hours.
std::string bare_value(const SettingValues& values, const std::string& key) {
  if (key == k_posting_hours) {
    return values.at("posting_hours_start") + "-" + values.at("posting_hours_end");
  }
  return setting_text(setting(key), values.at(key), values.at("posting_timezone"));
}

int run_settings_get(const std::vector<std::string>& keys, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_get_shape)) return 0;
  for (const std::string& key : keys) {
    if (key != k_posting_hours) setting(key);
  }
  const ChatTarget target = services.chat_target();
  const SettingValues values = present_settings(services, target);
  if (json) {
    nlohmann::json chosen = nlohmann::json::object();
    for (const std::string& key : keys) {
      chosen[key] = key == k_posting_hours ? nlohmann::json(bare_value(values, key))
                                           : setting_json(setting(key), values.at(key));
    }
    print_json(io, *json, k_get_shape,
               {{"chat_id", number(target.telegram_id())}, {"settings", std::move(chosen)}});
    return 0;
  }
  for (const std::string& key : keys) {
    io.out << (keys.size() > 1 ? key + "=" : "") << text::one_line(bare_value(values, key)) << '\n';
  }
  return 0;
}

/// KEY VALUE [KEY VALUE…] as pairs.
std::vector<Assignment> assignments_of(const SettingsChangeOptions& options) {
  if (options.words.size() % 2 == 0) {
    throw Error(ErrorKind::usage, "a setting without a value: " + options.words.back(),
                "igbotctl settings set KEY VALUE [KEY VALUE …]");
  }
  std::vector<Assignment> assignments{{options.key, options.words.front()}};
  for (std::size_t at = 1; at + 1 < options.words.size(); at += 2) {
    assignments.emplace_back(options.words[at], options.words[at + 1]);
  }
  return assignments;
}

template <typename Body>
int run_change(const SettingsChangeOptions& options, Services& services, Io& io, Body body) {
  if (print_json_help(io, services.globals().json, k_settings_change_shape)) return 0;
  const ChatTarget target = services.chat_target();
  const SettingsOutcome outcome = change_settings(services, target, options.dry_run, body);
  print_settings_outcome(services, io, target, options.dry_run, outcome);
  return 0;
}

int run_settings_set(const SettingsChangeOptions& options, Services& services, Io& io) {
  if (print_json_help(io, services.globals().json, k_settings_change_shape)) return 0;
  const auto assignments = assignments_of(options);
  // Before anything is opened: a refused first write leaves no new database behind.
  for (const auto& [key, value] : assignments) {
    if (key == k_posting_hours) {
      parse_hours(value);
    } else {
      setting(key).parse(value);
    }
  }
  return run_change(options, services, io, [&](SettingsService& service) {
    return service.set(assignments, options.why());
  });
}

int run_settings_toggle(const SettingsChangeOptions& options, Services& services, Io& io) {
  return run_change(options, services, io, [&](SettingsService& service) {
    return service.toggle(options.key, options.why());
  });
}

int run_settings_unset(const SettingsChangeOptions& options, Services& services, Io& io) {
  return run_change(options, services, io, [&](SettingsService& service) {
    return service.unset(options.words, configured_settings(services.config()), options.why());
  });
}

using Run = int (*)(const SettingsChangeOptions&, Services&, Io&);

void add_change(CLI::App& command, const std::shared_ptr<SettingsChangeOptions>& options,
                Selected& selected, Run run) {
  command.add_option("--reason", options->reason, "Why, for the history")->type_name("TEXT");
  command.add_flag("-n,--dry-run", options->dry_run, "Show what would change");
  command.callback([options, &selected, run] {
    selected = [options, run](Services& services, Io& io) { return run(*options, services, io); };
  });
}

void add_reading(CLI::App& noun, Selected& selected) {
  CLI::App* list = noun.add_subcommand("list", "Print every setting");
  auto with_origin = std::make_shared<bool>(false);
  list->add_flag("--origin", *with_origin, "Also where each value comes from");
  list->callback([with_origin, &selected] {
    selected = [with_origin](Services& services, Io& io) {
      return run_settings_list(*with_origin, services, io);
    };
  });
  CLI::App* get = noun.add_subcommand("get", "Print one setting, or several as KEY=VALUE");
  auto keys = std::make_shared<std::vector<std::string>>();
  get->add_option("keys", *keys, "Settings")->required();
  get->callback([keys, &selected] {
    selected = [keys](Services& services, Io& io) { return run_settings_get(*keys, services, io); };
  });
}

}  // namespace

void add_settings(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  add_reading(noun, selected);

  CLI::App* set = noun.add_subcommand("set", "Set one or several settings");
  auto of_set = std::make_shared<SettingsChangeOptions>();
  set->add_option("key", of_set->key, "Setting")->required();
  set->add_option("values", of_set->words, "Its value; then more pairs KEY VALUE")->required();
  add_change(*set, of_set, selected, run_settings_set);

  CLI::App* toggle = noun.add_subcommand("toggle", "Turn an on/off setting round");
  auto of_toggle = std::make_shared<SettingsChangeOptions>();
  toggle->add_option("key", of_toggle->key, "Setting")->required();
  add_change(*toggle, of_toggle, selected, run_settings_toggle);

  CLI::App* unset = noun.add_subcommand("unset", "Give settings their present default");
  auto of_unset = std::make_shared<SettingsChangeOptions>();
  unset->add_option("keys", of_unset->words, "Settings")->required();
  add_change(*unset, of_unset, selected, run_settings_unset);

  add_settings_history(noun, selected);
  add_settings_diff(noun, selected);
  add_settings_revert(noun, selected);
  add_settings_export(noun, selected);
  add_settings_import(noun, selected);
}

}  // namespace igbot::cli
