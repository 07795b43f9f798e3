// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace igbot::cli {

enum class ConfigType { text, secret, boolean, integer, path, paths, url, duration, size, choice };

/// One key of the configuration, described once. Its environment name is mechanical:
/// `telegram.bot_token` is IGBOTCTL_TELEGRAM_BOT_TOKEN. A secret may also come from a file
/// (`<key>_file`, IGBOTCTL_…_FILE) or a systemd credential called like the key.
struct ConfigKey {
  std::string name = {};
  ConfigType type = ConfigType::text;
  std::string help = {};
  std::string built_in = {};
  /// Names the system igbotctl replaces used, first found wins.
  std::vector<std::string> legacy_names = {};
  /// Turns the old system's value into ours, where they differ.
  std::string (*from_legacy)(const std::string&) = nullptr;
  std::vector<std::string> choices = {};
  std::int64_t min = 0;
  std::int64_t max = 0;
};

/// Every key, including `<key>_file` of each secret and `defaults.<setting>`, sorted by name.
const std::vector<ConfigKey>& config_keys();
/// Nothing for an unknown key.
const ConfigKey* find_config_key(std::string_view name);
/// The known key with the fewest different letters.
std::string nearest_config_key(const std::string& name);

/// IGBOTCTL_TELEGRAM_BOT_TOKEN for telegram.bot_token.
std::string environment_name(const std::string& key);
/// telegram.bot_token_file for telegram.bot_token; key_file for key.
std::string file_key(const std::string& key);
/// The prefix of the keys that new chats take their settings from.
inline constexpr std::string_view k_defaults = "defaults.";

/// What `raw` means for a key: canonical text. Throws ErrorKind::config, naming `where`, for a
/// value that is out of range, of another type, or a plain http address that is not loopback.
std::string config_value(const ConfigKey& key, const std::string& raw, const std::string& where);

}  // namespace igbot::cli
