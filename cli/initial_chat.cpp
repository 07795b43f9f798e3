// SPDX-License-Identifier: MIT
#include "cli/initial_chat.hpp"

#include "cli/config_keys.hpp"
#include "core/error.hpp"
#include "core/settings/registry.hpp"

namespace igbot::cli {
namespace {

std::string config_key_of(std::string_view setting) {
  return std::string(k_defaults) + std::string(setting);
}

}  // namespace

SettingValues configured_settings(const Config& config) {
  SettingValues values = to_values(ChatSettings{});
  for (const Setting& setting : all_settings()) {
    const std::string key = config_key_of(setting.key);
    if (find_config_key(key) == nullptr) continue;
    const ConfigValue& configured = config.value(key);
    if (configured.origin == Origin::built_in) continue;
    try {
      values.find(setting.key)->second = setting.parse(configured.text);
    } catch (const Error& error) {
      throw Error(ErrorKind::config, std::string(error.what()) + " (" + configured.where + ")",
                  error.hint());
    }
  }
  return values;
}

std::optional<InitialChat> admin_chat(const Config& config) {
  if (!config.has("admin_chat_id")) return std::nullopt;
  return InitialChat{static_cast<TelegramChatId>(config.integer("admin_chat_id")), "admin",
                     configured_settings(config)};
}

std::string origin_of_setting(const Config& config, const std::string& key) {
  const std::string config_key = config_key_of(key);
  if (find_config_key(config_key) == nullptr) return to_string(Origin::built_in);
  return to_string(config.value(config_key).origin);
}

}  // namespace igbot::cli
