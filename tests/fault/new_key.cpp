// SPDX-License-Identifier: MIT
#include "tests/fault/new_key.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace igbot::test {

void configure_new_key(SeededWorld& world) {
  auto& cli = world.cli();
  const auto made = cli.run_script(
      "\"$CLI\" key generate new.key && cat new.key key >both.keys && chmod 600 both.keys");
  if (made.exit_code != 0) throw std::runtime_error("no new key: " + made.err);
  cli.set_environment("IGBOTCTL_KEY_FILE", (cli.folder() / "both.keys").string());
}

std::map<std::string, int> secrets_by_key(SeededWorld& world) {
  std::map<std::string, int> found;
  const CliResult list = world.cli().run({"key", "list", "--json"});
  const auto keys = nlohmann::json::parse(list.out);
  for (const auto& key : keys.at("keys")) {
    const int secrets = key.at("secrets");
    if (secrets > 0) found[key.at("key_id")] += secrets;
  }
  return found;
}

}  // namespace igbot::test
