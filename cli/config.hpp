// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/globals.hpp"
#include "cli/io.hpp"
#include "core/secret.hpp"

namespace igbot::cli {

/// Where a value came from, strongest first.
enum class Origin { flag, environment, credential, env_file, config_file, built_in };
const char* to_string(Origin origin);

/// One value with where it came from; `where` names the variable, or file and line.
struct ConfigValue {
  std::string text;  ///< canonical; empty for a secret
  Origin origin = Origin::built_in;
  std::string where;
  Secret secret;                      ///< of a secret that was given as a value
  std::filesystem::path secret_file;  ///< of a secret that lies in a file, read when asked for
  bool is_secret = false;
  bool is_set() const { return !text.empty() || !secret.empty() || !secret_file.empty(); }
};

/// The configuration of this run. Asking for an unknown key, or for a value of another type, is a
/// bug.
class Config {
 public:
  Config(std::map<std::string, ConfigValue> values, std::optional<std::filesystem::path> file,
         std::vector<std::string> warnings);

  const ConfigValue& value(const std::string& key) const;
  const std::map<std::string, ConfigValue>& all() const { return values_; }
  bool has(const std::string& key) const { return value(key).is_set(); }

  /// Empty when nothing set the key and it has no default.
  const std::string& text(const std::string& key) const;
  bool boolean(const std::string& key) const;
  std::int64_t integer(const std::string& key) const;  ///< numbers and sizes in bytes
  std::chrono::seconds duration(const std::string& key) const;
  std::filesystem::path path(const std::string& key) const { return text(key); }
  std::vector<std::filesystem::path> paths(const std::string& key) const;
  /// Reads its file when it lies in one; empty when it is not set. Throws ErrorKind::config when
  /// the file cannot be read.
  Secret secret(const std::string& key) const;

  /// The configuration file of this run, if there is one.
  const std::optional<std::filesystem::path>& file() const { return file_; }
  /// What `config check` finds doubtful but not wrong.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  std::map<std::string, ConfigValue> values_;
  std::optional<std::filesystem::path> file_;
  std::vector<std::string> warnings_;
};

/// Where a system-wide installation keeps its files; tests put theirs elsewhere.
struct SystemPlaces {
  std::filesystem::path config = "/etc/igbotctl/config.toml";
  std::filesystem::path database = "/var/lib/igbotctl/igbotctl.db";
};

/// Reads every source. Throws ErrorKind::config for an unknown key (naming the nearest), a broken
/// file (naming file and line), an invalid value, or values that contradict each other.
Config load_config(const Globals& globals, const Environment& environment,
                   const SystemPlaces& system = {});

/// The configuration file this run would read, whether it exists or not.
std::filesystem::path config_file_path(const Globals& globals, const Environment& environment,
                                       const SystemPlaces& system = {});

}  // namespace igbot::cli
