// SPDX-License-Identifier: MIT
#include "cli/setting_output.hpp"

#include <nlohmann/json.hpp>

#include "core/schedule/mix_service.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

Timestamp instant_of(const std::string& canonical) {
  return from_millis(text::to_integer(canonical).value_or(0));
}

MixShares mix_of(const std::string& text) { return nlohmann::json::parse(text).get<MixShares>(); }

std::string mix_words(const std::string& text) {
  std::vector<schedule::CategoryShare> shares;
  for (const auto& [category, share] : mix_of(text)) shares.push_back({category, share});
  return schedule::mix_text(shares);
}

}  // namespace

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
                          {"before", mix_json(mix_of(change.before))},
                          {"after", mix_json(mix_of(change.after))}});
      continue;
    }
    const Setting& changed = setting(change.key);
    document.push_back({{"key", change.key},
                        {"before", setting_json(changed, change.before)},
                        {"after", setting_json(changed, change.after)}});
  }
  return document;
}

std::string setting_text(const Setting& setting, const std::string& canonical,
                         const std::string& zone_name) {
  if (canonical.empty()) return "none";
  if (setting.type != SettingType::instant) return canonical;
  return local_text(instant_of(canonical), Zone::find(zone_name));
}

std::string change_text(const SettingChange& change, const std::string& zone_name) {
  if (change.key == "mix") {
    return "mix: " + mix_words(change.before) + " → " + mix_words(change.after);
  }
  const Setting& changed = setting(change.key);
  return change.key + ": " + setting_text(changed, change.before, zone_name) + " → " +
         setting_text(changed, change.after, zone_name);
}

}  // namespace igbot::cli
