// SPDX-License-Identifier: MIT
#include "cli/config.hpp"

#include "cli/config_file.hpp"
#include "cli/config_keys.hpp"
#include "core/error.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {

const char* to_string(Origin origin) {
  switch (origin) {
    case Origin::flag:
      return "flag";
    case Origin::environment:
      return "environment";
    case Origin::credential:
      return "credential";
    case Origin::env_file:
      return "env_file";
    case Origin::config_file:
      return "config";
    case Origin::built_in:
      return "default";
  }
  return "default";
}

Config::Config(std::map<std::string, ConfigValue> values, std::optional<std::filesystem::path> file,
               std::vector<std::string> warnings)
    : values_(std::move(values)), file_(std::move(file)), warnings_(std::move(warnings)) {}

const ConfigValue& Config::value(const std::string& key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) throw Error(ErrorKind::bug, "unknown configuration key: " + key);
  return found->second;
}

const std::string& Config::text(const std::string& key) const {
  const ConfigValue& found = value(key);
  if (found.is_secret) throw Error(ErrorKind::bug, "a secret was asked for as text: " + key);
  return found.text;
}

bool Config::boolean(const std::string& key) const { return text(key) == "true"; }

std::int64_t Config::integer(const std::string& key) const {
  const auto number = text::to_integer(text(key));
  if (!number) throw Error(ErrorKind::bug, "not a number: " + key);
  return *number;
}

std::chrono::seconds Config::duration(const std::string& key) const {
  return std::chrono::seconds{integer(key)};
}

std::vector<std::filesystem::path> Config::paths(const std::string& key) const {
  std::vector<std::filesystem::path> paths;
  for (const std::string& part : text::split(text(key), ':')) {
    if (!part.empty()) paths.emplace_back(part);
  }
  return paths;
}

Secret Config::secret(const std::string& key) const {
  const ConfigValue& found = value(key);
  if (!found.is_secret) throw Error(ErrorKind::bug, "not a secret: " + key);
  if (found.secret_file.empty()) return found.secret;
  const Secret content(read_small_file(found.secret_file));
  Secret trimmed(text::trim(content.reveal()));
  if (trimmed.empty()) {
    throw Error(ErrorKind::config, "file is empty: " + found.secret_file.string(),
                "put the value of " + key + " into it");
  }
  return trimmed;
}

}  // namespace igbot::cli
