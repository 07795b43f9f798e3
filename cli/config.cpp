// SPDX-License-Identifier: MIT
#include "cli/config.hpp"

#include "core/error.hpp"

namespace igbot::cli {

const std::string& Config::text(const std::string& key) const {
  const auto found = values_.find(key);
  if (found == values_.end()) throw Error(ErrorKind::bug, "unknown configuration key: " + key);
  return found->second;
}

bool Config::boolean(const std::string& key) const { return text(key) == "true"; }

Config load_config(const Globals&, const Environment& environment) {
  const std::string home = environment.get("HOME").value_or("/");
  const std::string data = environment.get("XDG_DATA_HOME").value_or(home + "/.local/share");
  return Config(
      {{"database.path",
        environment.get("IGBOTCTL_DATABASE_PATH").value_or(data + "/igbotctl/igbotctl.db")},
       {"database.auto_migrate", "false"}});
}

}  // namespace igbot::cli
