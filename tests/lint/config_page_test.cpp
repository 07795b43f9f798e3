// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <map>
#include <regex>

#include "cli/config.hpp"
#include "cli/config_keys.hpp"
#include "core/settings/registry.hpp"
#include "core/text/text.hpp"
#include "tests/lint/page_section.hpp"
#include "tests/support/temporary_file.hpp"

namespace igbot::cli {
namespace {

std::string type_text(const ConfigKey& key) {
  if (key.name.starts_with(k_defaults)) {
    return setting(std::string_view(key.name).substr(k_defaults.size())).accepts();
  }
  switch (key.type) {
    case ConfigType::secret:
      return "secret";
    case ConfigType::boolean:
      return "true or false";
    case ConfigType::integer:
      return "whole number";
    case ConfigType::path:
      return "path";
    case ConfigType::paths:
      return "paths";
    case ConfigType::url:
      return "address";
    case ConfigType::duration:
      return "duration, as in 90m or 24h";
    case ConfigType::size:
      return "size, as in 512M or 2G";
    case ConfigType::choice:
      return text::join(key.choices, ", ");
    case ConfigType::text:
      return "text";
  }
  return "";
}

std::string keys_section() {
  std::string section;
  for (const ConfigKey& key : config_keys()) {
    section += "*" + key.name + "* (" + type_text(key) + ")\n\t" + key.help + ".";
    if (!key.built_in.empty()) section += " Default: " + key.built_in + ".";
    section += "\n\n";
  }
  return section;
}

std::string legacy_section() {
  std::string section =
      "The names of the system igbotctl replaces, as read from a _.env_ file and the environment;\n"
      "the first that is set counts.\n\n";
  for (const ConfigKey& key : config_keys()) {
    if (key.legacy_names.empty()) continue;
    section += "*" + key.name + "*\n\t" + text::join(key.legacy_names, ", ") + "\n\n";
  }
  return section;
}

constexpr const char* k_example = IGBOT_PACKAGING_FOLDER "/config.toml.example";

/// What the example shows of keys that have no default.
const std::map<std::string, std::string> k_example_values{
    {"admin_chat_id", "-1001234567890"},
    {"database.path", "/var/lib/igbotctl/igbotctl.db"},
    {"defaults.active_account", "example_brand"},
    {"env_file", "auto"},
    {"google.client_id", "1234567890-example.apps.googleusercontent.com"},
    {"instagram.app_id", "1234567890"},
    {"instagram.redirect_uri", "https://example.com/igbotctl"},
    {"media.cache_dir", "/var/cache/igbotctl"},
    {"media.local_roots", "/srv/media"},
    {"staging.access_key_id", "AKIAIOSFODNN7EXAMPLE"},
    {"staging.api_key", "1234567890"},
    {"staging.base_url", "https://media.example.com/stories"},
    {"staging.bucket", "example-stories"},
    {"staging.cloud_name", "example"},
    {"staging.directory", "/var/www/stories"},
    {"staging.endpoint", "https://s3.example.com"},
    {"staging.prefix", "igbotctl"},
    {"staging.region", "eu-central-1"},
};

/// The secret that this key names the file of, or nothing.
const ConfigKey* secret_in_file(const ConfigKey& key) {
  for (const ConfigKey& each : config_keys()) {
    if (each.type == ConfigType::secret && file_key(each.name) == key.name) return &each;
  }
  return nullptr;
}

std::string example_value(const ConfigKey& key) {
  std::string value = key.built_in;
  if (secret_in_file(key) != nullptr) {
    value = "/etc/igbotctl/" + secret_in_file(key)->name;
  } else if (const auto found = k_example_values.find(key.name); found != k_example_values.end()) {
    value = found->second;
  }
  if (key.type == ConfigType::paths) return "[\"" + value + "\"]";
  const bool is_bare = value == "true" || value == "false" || text::to_integer(value).has_value();
  const bool is_text = key.type == ConfigType::text && !key.name.starts_with(k_defaults);
  return is_bare && !is_text ? value : '"' + value + '"';
}

/// "# what it is" and "#key = value", which a person takes the # from.
std::string example_entry(const ConfigKey& key) {
  const std::string local = key.name.substr(key.name.find('.') + 1);
  std::string help = key.help + " (" + type_text(key) + ").";
  if (const ConfigKey* secret = secret_in_file(key)) {
    help = secret->help + ": the file that holds it.";
    if (secret->name != "key") {
      help += " The secret itself would be " + local.substr(0, local.rfind("_file")) + ".";
    }
  }
  return "\n# " + help + "\n#" + local + " = " + example_value(key) + "\n";
}

std::string config_example() {
  std::string top =
      "# The configuration of igbotctl: /etc/igbotctl/config.toml. Every key there is, and what it "
      "is\n"
      "# when nothing sets it, or an example. To set one take the # before it away, and the one "
      "before\n"
      "# its [section]. Then: igbotctl config check. More in igbotctl.toml(5) and "
      "igbotctl-cron(7).\n";
  std::string sections;
  std::string section;
  for (const ConfigKey& key : config_keys()) {
    if (key.type == ConfigType::secret) continue;  // where its file is told
    const std::size_t dot = key.name.find('.');
    if (dot == std::string::npos) {
      top += example_entry(key);
      continue;
    }
    if (key.name.substr(0, dot) != section) {
      section = key.name.substr(0, dot);
      sections += "\n#[" + section + "]\n";
    }
    sections += example_entry(key);
  }
  return top + sections;
}

TEST(ConfigExample, ShowsEveryKeyWithItsMeaning) { test::expect_file(k_example, config_example()); }

TEST(ConfigExample, IsAcceptedWithEveryLineInForce) {
  const std::string all =
      std::regex_replace(config_example(), std::regex("(^|\n)#(?=[a-z_]+ = |\\[)"), "$1");
  const test::TemporaryFile file("config.toml", all);
  Globals globals;
  globals.config = file.path();
  const Config config = load_config(globals, Environment(std::map<std::string, std::string>{}));
  for (const ConfigKey& key : config_keys()) {
    if (key.type == ConfigType::secret) continue;
    EXPECT_EQ(config.value(key.name).origin, Origin::config_file) << key.name;
  }
}

TEST(ConfigPage, DescribesEveryKey) {
  test::expect_section("igbotctl.toml.5.scd", "# KEYS", "# LEGACY NAMES", keys_section());
}

TEST(ConfigPage, ListsEveryLegacyName) {
  test::expect_section("igbotctl.toml.5.scd", "# LEGACY NAMES", "# SEE ALSO", legacy_section());
}

}  // namespace
}  // namespace igbot::cli
