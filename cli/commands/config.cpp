// SPDX-License-Identifier: MIT
#include "cli/commands/config.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/config.hpp"
#include "cli/initial_chat.hpp"
#include "cli/keys.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

const Shape k_show_shape{
    "values",
    {{"key", "as in the configuration file"},
     {"value", "its value as text, null when it has none; secrets masked"},
     {"origin", "flag, environment, credential, env_file, config or default", "--origin"},
     {"from", "the variable, or file and line", "--origin"}},
    {{"file", "the configuration file, null when there is none"}}};
const Shape k_check_shape{{},
                          {{"file", "the configuration file, null when there is none"},
                           {"ok", "true: nothing is wrong"},
                           {"warnings", "what is doubtful"}}};
const Shape k_path_shape{
    {}, {{"path", "the configuration file this run reads"}, {"exists", "whether it is there"}}};

std::string shown(const ConfigValue& value) {
  if (!value.is_secret) return value.text;
  return value.is_set() ? std::string(text::k_redacted) : "";
}

nlohmann::json file_json(const Config& config) {
  return config.file() ? nlohmann::json(config.file()->string()) : nlohmann::json(nullptr);
}

int run_show(bool with_origin, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_show_shape)) return 0;
  const Config& config = services.config();
  if (json) {
    nlohmann::json values = nlohmann::json::array();
    for (const auto& [key, value] : config.all()) {
      nlohmann::json entry{{"key", key}, {"value", nullptr}};
      if (value.is_set()) entry["value"] = shown(value);
      if (with_origin) {
        entry["origin"] = to_string(value.origin);
        entry["from"] = value.where;
      }
      values.push_back(std::move(entry));
    }
    nlohmann::json document{{"file", file_json(config)}, {"values", std::move(values)}};
    print_json(io, *json, k_show_shape, std::move(document));
    return 0;
  }
  Table table(with_origin ? std::vector<std::string>{"KEY", "VALUE", "ORIGIN", "FROM"}
                          : std::vector<std::string>{"KEY", "VALUE"});
  for (const auto& [key, value] : config.all()) {
    table.add({key, shown(value), to_string(value.origin), value.where});
  }
  table.print(io);
  return 0;
}

int run_check(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_check_shape)) return 0;
  const Config& config = services.config();
  const auto& warnings = config.warnings();
  configured_settings(config);  // the time zone must exist
  if (config.has("key")) load_keys(config);
  for (const auto& [key, value] : config.all()) {
    if (value.is_secret && value.is_set()) config.secret(key);  // its file must be readable
  }
  if (json) {
    print_json(io, *json, k_check_shape,
               {{"file", file_json(config)}, {"ok", warnings.empty()}, {"warnings", warnings}});
    return 0;
  }
  for (const std::string& warning : warnings) {
    io.err << text::redact("warning: " + warning) << '\n';
  }
  io.out << "configuration is valid"
         << (warnings.empty() ? ""
                              : ", with " + text::count(static_cast<std::int64_t>(warnings.size()),
                                                        "warning", "warnings"))
         << '\n';
  return 0;
}

int run_path(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_path_shape)) return 0;
  const auto path = config_file_path(services.globals(), services.environment());
  if (json) {
    print_json(io, *json, k_path_shape,
               {{"path", path.string()}, {"exists", std::filesystem::exists(path)}});
  } else {
    io.out << path.string() << '\n';
  }
  return 0;
}

}  // namespace

void add_config(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  CLI::App* show = noun.add_subcommand("show", "Print every value, secrets masked");
  auto with_origin = std::make_shared<bool>(false);
  show->add_flag("--origin", *with_origin, "Also where each value came from");
  show->callback([with_origin, &selected] {
    selected = [with_origin](Services& services, Io& io) {
      return run_show(*with_origin, services, io);
    };
  });
  noun.add_subcommand("check", "Say whether the configuration is valid")->callback([&selected] {
    selected = run_check;
  });
  noun.add_subcommand("path", "Print where the configuration file is looked for")
      ->callback([&selected] { selected = run_path; });
}

}  // namespace igbot::cli
