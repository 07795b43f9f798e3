// SPDX-License-Identifier: MIT
#include "cli/setting_output.hpp"

#include <nlohmann/json.hpp>

namespace igbot::cli {
nlohmann::json settings_json(const SettingValues& values) {
  nlohmann::json document = nlohmann::json::object();
  for (const auto& [key, value] : values) document[key] = setting_json(setting(key), value);
  return document;
}

nlohmann::json changes_json(const std::vector<SettingChange>& changes) {
  nlohmann::json document = nlohmann::json::array();
  for (const SettingChange& change : changes) {
    if (change.key == "mix") {
      document.push_back({{"key", "mix"},
                          {"before", mix_json(parse_mix_text(change.before))},
                          {"after", mix_json(parse_mix_text(change.after))}});
      continue;
    }
    const Setting& changed = setting(change.key);
    document.push_back({{"key", change.key},
                        {"before", setting_json(changed, change.before)},
                        {"after", setting_json(changed, change.after)}});
  }
  return document;
}

}  // namespace igbot::cli
