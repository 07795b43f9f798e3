// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>
#include <string>

#include "core/settings/chat_settings.hpp"
#include "core/settings/registry.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Any text as the value of every setting: what is taken is canonical, and is what a chat has then.
void fuzz_setting_value(std::string_view input) {
  for (const Setting& setting : all_settings()) {
    attempt(input, [&] {
      const std::string canonical = setting.parse(input);
      ChatSettings settings;
      setting.put(settings, canonical);
      require(setting.get(settings) == canonical,
              std::string(setting.key) + ": is not what was set");
      setting.to_json(canonical).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
      if (setting.type != SettingType::instant) {
        require(setting.parse(canonical) == canonical,
                std::string(setting.key) + ": canonical text means something else");
      }
    });
  }
  attempt(input, [&] { setting(input); });
  attempt(input, [&] {
    const Hours hours = parse_hours(input);
    const Hours again = parse_hours(hours.start + "-" + hours.end);
    require(again.start == hours.start && again.end == hours.end, "hours read differently");
  });
}

}  // namespace igbot::fuzz
