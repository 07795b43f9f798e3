// SPDX-License-Identifier: MIT
#include "cli/config_keys.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/error.hpp"
#include "core/settings/registry.hpp"

namespace igbot::cli {
namespace {

TEST(ConfigKeys, EveryKeySaysWhatItIsForAndHasAnEnvironmentNameOfItsOwn) {
  std::set<std::string> names;
  for (const ConfigKey& key : config_keys()) {
    EXPECT_FALSE(key.help.empty()) << key.name;
    EXPECT_TRUE(names.insert(environment_name(key.name)).second) << key.name;
  }
}

TEST(ConfigKeys, EnvironmentNamesAreMechanical) {
  EXPECT_EQ(environment_name("telegram.bot_token"), "IGBOTCTL_TELEGRAM_BOT_TOKEN");
  EXPECT_EQ(environment_name("admin_chat_id"), "IGBOTCTL_ADMIN_CHAT_ID");
}

TEST(ConfigKeys, EveryBuiltInValueIsValid) {
  for (const ConfigKey& key : config_keys()) {
    if (key.built_in.empty()) continue;
    EXPECT_NO_THROW(config_value(key, key.built_in, "built-in")) << key.name;
  }
}

TEST(ConfigKeys, EverySecretMayLieInAFile) {
  for (const ConfigKey& key : config_keys()) {
    if (key.type != ConfigType::secret) continue;
    EXPECT_NE(find_config_key(file_key(key.name)), nullptr) << key.name;
  }
}

TEST(ConfigKeys, EverySettingThatNewChatsCanTakeHasADefaultKey) {
  for (const Setting& setting : all_settings()) {
    const bool pause = setting.is_state || setting.key == "is_paused";
    EXPECT_EQ(find_config_key("defaults." + std::string(setting.key)) == nullptr, pause)
        << setting.key;
  }
}

TEST(ConfigKeys, AnInvalidValueIsToldWithItsPlace) {
  const ConfigKey key{.name = "x", .type = ConfigType::integer};
  try {
    config_value(key, "abc", "here");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("(here)"), std::string::npos);
  }
}

}  // namespace
}  // namespace igbot::cli
