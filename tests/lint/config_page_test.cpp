// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "cli/config_keys.hpp"
#include "core/settings/registry.hpp"
#include "core/text/text.hpp"
#include "tests/lint/page_section.hpp"

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

TEST(ConfigPage, DescribesEveryKey) {
  test::expect_section("igbotctl.toml.5.scd", "# KEYS", "# LEGACY NAMES", keys_section());
}

TEST(ConfigPage, ListsEveryLegacyName) {
  test::expect_section("igbotctl.toml.5.scd", "# LEGACY NAMES", "# SEE ALSO", legacy_section());
}

}  // namespace
}  // namespace igbot::cli
