// SPDX-License-Identifier: MIT
#include "core/settings/change_text.hpp"

#include "core/schedule/mix_service.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot {
namespace {

Timestamp instant_of(const std::string& canonical) {
  return from_millis(text::to_integer(canonical).value_or(0));
}

std::string mix_words(const std::string& text) {
  std::vector<schedule::CategoryShare> shares;
  for (const auto& [category, share] : parse_mix_text(text)) shares.push_back({category, share});
  return schedule::mix_text(shares);
}

}  // namespace

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

}  // namespace igbot
