// SPDX-License-Identifier: MIT
#include "cli/commands/settings/restored_output.hpp"

#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/setting_output.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

nlohmann::json value_json(const std::string& key, const std::string& value) {
  if (const Setting* known = find_setting(key)) return setting_json(*known, value);
  return value.empty() ? nlohmann::json(nullptr) : nlohmann::json(value);
}

std::string value_text(const std::string& key, const std::string& value,
                       const std::string& zone_name) {
  if (const Setting* known = find_setting(key)) return setting_text(*known, value, zone_name);
  return value.empty() ? "none" : value;
}

}  // namespace

nlohmann::json restored_json(const std::vector<SettingChange>& changes) {
  nlohmann::json document = nlohmann::json::array();
  for (const SettingChange& change : changes) {
    if (change.key == "name") {
      document.push_back({{"key", change.key}, {"before", change.before}, {"after", change.after}});
    } else {
      document.push_back(changes_json({change}).front());
    }
  }
  return document;
}

nlohmann::json withheld_json(const std::vector<Withheld>& withheld) {
  nlohmann::json document = nlohmann::json::array();
  for (const Withheld& each : withheld) {
    document.push_back({{"key", each.key},
                        {"kept", value_json(each.key, each.kept)},
                        {"wanted", value_json(each.key, each.wanted)},
                        {"reason", each.why}});
  }
  return document;
}

void print_restored(Io& io, const std::vector<SettingChange>& changes,
                    const std::vector<Withheld>& withheld, const std::string& indent,
                    const std::string& zone_name) {
  const auto print = [&](const std::string& line) {
    io.out << indent << text::redact(text::one_line(line)) << '\n';
  };
  for (const SettingChange& change : changes) {
    print(change.key == "name" ? "name: " + change.before + " → " + change.after
                               : change_text(change, zone_name));
  }
  for (const Withheld& each : withheld) {
    print("kept " + each.key + ": " + value_text(each.key, each.kept, zone_name) + ", not " +
          value_text(each.key, each.wanted, zone_name) + " (" + each.why + ")");
  }
}

}  // namespace igbot::cli
