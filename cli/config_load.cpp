// SPDX-License-Identifier: MIT
#include <sys/stat.h>

#include <algorithm>

#include "cli/config.hpp"
#include "cli/config_file.hpp"
#include "cli/config_keys.hpp"
#include "core/error.hpp"
#include "core/http/url.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

using Values = std::map<std::string, ConfigValue>;

constexpr std::size_t k_plausible_edits = 4;

/// Puts a value in unless a stronger source gave one already.
void offer(Values& values, const ConfigKey& key, const std::string& raw, Origin origin,
           const std::string& where) {
  ConfigValue& slot = values[key.name];
  if (slot.is_set() || raw.empty()) return;
  slot.origin = origin;
  slot.where = where;
  if (key.type == ConfigType::secret) {
    slot.secret = Secret(text::trim(raw));
  } else {
    slot.text = config_value(key, raw, where);
  }
}

void offer_secret_file(Values& values, const std::string& key, const std::filesystem::path& file,
                       Origin origin, const std::string& where) {
  ConfigValue& slot = values[key];
  if (slot.is_set()) return;
  slot.origin = origin;
  slot.where = where;
  slot.secret_file = file;
}

/// The secrets whose files this source names. A value and a file from the same source contradict
/// each other.
void follow_secret_files(Values& values, Origin origin) {
  for (const ConfigKey& key : config_keys()) {
    if (key.type != ConfigType::secret) continue;
    const ConfigValue& file = values[file_key(key.name)];
    if (file.text.empty() || file.origin != origin) continue;
    const ConfigValue& secret = values[key.name];
    if (!secret.secret.empty() && secret.origin == origin) {
      throw Error(
          ErrorKind::config,
          "both " + key.name + " and " + file_key(key.name) + " are set (" + file.where + ")",
          "keep one of them");
    }
    offer_secret_file(values, key.name, file.text, origin, file.where);
  }
}

void take_environment(Values& values, const Environment& environment) {
  for (const ConfigKey& key : config_keys()) {
    const std::string name = environment_name(key.name);
    offer(values, key, environment.get(name).value_or(""), Origin::environment, name);
  }
  follow_secret_files(values, Origin::environment);
}

void take_credentials(Values& values, const Environment& environment) {
  const auto folder = environment.get("CREDENTIALS_DIRECTORY");
  if (!folder) return;
  for (const ConfigKey& key : config_keys()) {
    if (key.type != ConfigType::secret) continue;
    const std::filesystem::path file = std::filesystem::path(*folder) / key.name;
    if (!std::filesystem::exists(file)) continue;
    offer_secret_file(values, key.name, file, Origin::credential, file.string());
  }
}

/// Old names: `look_up` answers with value and place, or an empty value.
template <typename LookUp>
void take_legacy(Values& values, Origin origin, LookUp look_up) {
  for (const ConfigKey& key : config_keys()) {
    for (const std::string& name : key.legacy_names) {
      const auto [raw, where] = look_up(name);
      if (raw.empty()) continue;
      offer(values, key, key.from_legacy ? key.from_legacy(raw) : raw, origin, where);
    }
  }
}

using Found = std::pair<std::string, std::string>;

void take_legacy_environment(Values& values, const Environment& environment) {
  take_legacy(values, Origin::environment, [&](const std::string& name) -> Found {
    if (name == "LOG_LEVEL") return {};  // too common a name for another program's wish
    return {environment.get(name).value_or(""), name};
  });
}

/// One bot, one team was the old rule; two ids mean a set-up that must be imported by hand.
void require_one_chat(const std::map<std::string, std::string>& legacy,
                      const Environment& environment, const std::string& file) {
  const auto look_up = [&](const std::string& name) {
    if (const auto value = environment.get(name)) return *value;
    const auto found = legacy.find(name);
    return found == legacy.end() ? std::string{} : found->second;
  };
  const std::string channel = look_up("TELEGRAM_CHANNEL_ID");
  const std::string admin = look_up("ADMIN_TELEGRAM_CHAT_ID");
  if (channel.empty() || admin.empty() || channel == admin) return;
  throw Error(ErrorKind::config,
              "TELEGRAM_CHANNEL_ID (" + channel + ") is not ADMIN_TELEGRAM_CHAT_ID (" + admin + ")",
              "igbotctl import env " + (file.empty() ? "FILE" : file) + " --chat " + channel +
                  ", or keep only the id of the chat to post in");
}

void take_env_file(Values& values, const Globals& globals, const Environment& environment,
                   const std::optional<std::filesystem::path>& file) {
  std::map<std::string, std::string> legacy;
  std::map<std::string, std::string> places;
  if (file) {
    for (const FileValue& entry : read_env_file(*file)) {
      legacy[entry.name] = entry.text;
      places[entry.name] = file->string() + ":" + std::to_string(entry.line);
    }
  }
  if (!globals.accepts_two_chats) {
    require_one_chat(legacy, environment, file ? file->string() : "");
  }
  take_legacy(values, Origin::env_file, [&](const std::string& name) -> Found {
    const auto found = legacy.find(name);
    return found == legacy.end() ? Found{} : Found{found->second, places[name]};
  });
}

/// Paths in a configuration file are meant from its folder.
std::string resolve(const ConfigKey& key, const std::string& text,
                    const std::filesystem::path& file) {
  const auto from_folder = [&](const std::string& path) {
    return (file.parent_path() / path).lexically_normal().string();
  };
  const bool is_path = key.type == ConfigType::path || (key.name == "env_file" && text != "auto");
  if (is_path) return from_folder(text);
  if (key.type != ConfigType::paths || text.empty()) return text;
  std::vector<std::string> paths = text::split(text, ':');
  std::transform(paths.begin(), paths.end(), paths.begin(), from_folder);
  return text::join(paths, ":");
}

void take_config_file(Values& values, const std::vector<FileValue>& entries,
                      const std::filesystem::path& file) {
  for (const FileValue& entry : entries) {
    const ConfigKey* key = find_config_key(entry.name);
    const std::string where = file.string() + ":" + std::to_string(entry.line);
    if (key == nullptr || entry.name == "key") {
      throw Error(ErrorKind::config,
                  "unknown configuration key: " + entry.name + " (" + where + ")",
                  "did you mean " + (key == nullptr ? nearest_config_key(entry.name) : "key_file") +
                      "? igbotctl.toml(5) describes the keys");
    }
    if (entry.is_list && key->type != ConfigType::paths) {
      throw Error(ErrorKind::config, "not a list: " + entry.name + " (" + where + ")",
                  "give it one value");
    }
    offer(values, *key, resolve(*key, entry.text, file), Origin::config_file, where);
  }
  follow_secret_files(values, Origin::config_file);
}

std::string default_database(const Environment& environment, const SystemPlaces& system) {
  if (std::filesystem::exists(system.config)) return system.database.string();
  const std::string home = environment.get("HOME").value_or("/");
  const std::string data = environment.get("XDG_DATA_HOME").value_or(home + "/.local/share");
  return data + "/igbotctl/igbotctl.db";
}

void take_defaults(Values& values, const Environment& environment, const SystemPlaces& system) {
  const std::string home = environment.get("HOME").value_or("/");
  const std::string cache = environment.get("XDG_CACHE_HOME").value_or(home + "/.cache");
  for (const ConfigKey& key : config_keys()) {
    std::string value = key.built_in;
    if (key.name == "database.path") value = default_database(environment, system);
    if (key.name == "media.cache_dir") value = cache + "/igbotctl/media";
    offer(values, key, value, Origin::built_in, "built-in");
    values[key.name].is_secret = key.type == ConfigType::secret;
  }
}

void require_consistent(const Values& values) {
  if (values.at("telegram.rate_limit").text == "0" &&
      !http::is_loopback_url(values.at("telegram.api_base").text)) {
    throw Error(ErrorKind::config,
                "telegram.rate_limit = 0 is for an API on loopback only (" +
                    values.at("telegram.rate_limit").where + ")",
                "set telegram.rate_limit to 30");
  }
}

std::vector<std::string> find_warnings(const Values& values, const Environment& environment,
                                       const std::optional<std::filesystem::path>& file) {
  std::vector<std::string> warnings;
  std::vector<std::string> known{"IGBOTCTL_CONFIG", "IGBOTCTL_CHAT", "IGBOTCTL_INSTAGRAM_TOKEN",
                                 "IGBOTCTL_IMPORT_KEY"};
  for (const ConfigKey& key : config_keys()) known.push_back(environment_name(key.name));
  for (const auto& [name, text] : environment.all()) {
    if (!name.starts_with("IGBOTCTL_")) continue;
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string near = text::nearest(name, known);
    const bool plausible = text::distance(name, near) <= k_plausible_edits;
    warnings.push_back("unknown environment variable: " + name +
                       (plausible ? ", did you mean " + near + "?" : ""));
  }
  struct stat status {};
  if (!file || ::stat(file->c_str(), &status) != 0 || (status.st_mode & 077) == 0) return warnings;
  for (const auto& [name, value] : values) {
    if (value.secret.empty() || value.origin != Origin::config_file) continue;
    warnings.push_back("others may read " + file->string() + ", which holds " + name +
                       ": chmod 600, or use " + file_key(name));
  }
  return warnings;
}

std::optional<std::filesystem::path> env_file_path(const Values& values) {
  const std::string& wanted = values.at("env_file").text;
  if (wanted.empty()) return std::nullopt;
  if (wanted != "auto") return wanted;
  if (std::filesystem::exists(".env")) return ".env";
  return std::nullopt;
}

/// A file that was asked for must exist; the usual places may be empty.
bool must_exist(const Globals& globals, const Environment& environment) {
  return globals.config || environment.get("IGBOTCTL_CONFIG");
}

}  // namespace

std::filesystem::path config_file_path(const Globals& globals, const Environment& environment,
                                       const SystemPlaces& system) {
  if (globals.config) return *globals.config;
  if (const auto file = environment.get("IGBOTCTL_CONFIG")) return *file;
  const std::string home = environment.get("HOME").value_or("/");
  std::filesystem::path personal =
      std::filesystem::path(environment.get("XDG_CONFIG_HOME").value_or(home + "/.config")) /
      "igbotctl" / "config.toml";
  if (std::filesystem::exists(personal) || !std::filesystem::exists(system.config)) return personal;
  return system.config;
}

Config load_config(const Globals& globals, const Environment& environment,
                   const SystemPlaces& system) {
  std::optional<std::filesystem::path> file = config_file_path(globals, environment, system);
  if (!must_exist(globals, environment) && !std::filesystem::exists(*file)) file.reset();
  const auto entries = file ? read_config_file(*file) : std::vector<FileValue>{};

  Values values;
  if (globals.env_file) {
    offer(values, *find_config_key("env_file"), *globals.env_file, Origin::flag, "--env-file");
  }
  take_environment(values, environment);
  take_credentials(values, environment);
  take_legacy_environment(values, environment);
  // Where the .env file lies may be said by the configuration file, which ranks below it.
  Values of_file = values;
  if (file) take_config_file(of_file, entries, *file);
  take_env_file(values, globals, environment, env_file_path(of_file));
  if (file) take_config_file(values, entries, *file);
  take_defaults(values, environment, system);
  require_consistent(values);
  auto warnings = find_warnings(values, environment, file);
  return Config(std::move(values), std::move(file), std::move(warnings));
}

}  // namespace igbot::cli
