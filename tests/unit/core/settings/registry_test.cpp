// SPDX-License-Identifier: MIT
#include "core/settings/registry.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "core/settings/settings_repository.hpp"

namespace igbot {
namespace {

/// A valid value that is not the default, as a person types it.
std::string another_value(const Setting& setting) {
  switch (setting.type) {
    case SettingType::boolean:
      return setting.built_in() == "true" ? "off" : "on";
    case SettingType::integer:
      return std::to_string(setting.built_in() == std::to_string(setting.max) ? setting.min
                                                                              : setting.max);
    case SettingType::choice:
      return std::string(setting.choices.back());
    case SettingType::zone:
      return "Europe/Berlin";
    case SettingType::account:
      return "@Shop";
    default:
      return R"({"path": "/photos"})";
  }
}

std::string message_of(std::string_view key, std::string_view text) {
  try {
    setting(key).parse(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return std::string(error.what()) + " / " + error.hint();
  }
  return "accepted";
}

TEST(Registry, EverySettingKeepsWhatAPersonTypedInItsTypedField) {
  for (const Setting& setting : all_settings()) {
    if (setting.is_state) continue;
    const std::string canonical = setting.parse(another_value(setting));
    EXPECT_NE(canonical, setting.built_in()) << setting.key;
    ChatSettings typed;
    setting.put(typed, canonical);
    EXPECT_EQ(setting.get(typed), canonical) << setting.key;
  }
}

TEST(Registry, NoTwoSettingsShareAFieldOrAKey) {
  std::set<std::string> keys;
  for (const Setting& setting : all_settings()) {
    EXPECT_TRUE(keys.emplace(setting.key).second) << setting.key;
    if (setting.is_state) continue;
    ChatSettings typed;
    setting.put(typed, setting.parse(another_value(setting)));
    const SettingValues defaults = to_values(ChatSettings{});
    int changed = 0;
    for (const auto& [key, value] : to_values(typed)) {
      if (value != defaults.find(key)->second) ++changed;
    }
    EXPECT_EQ(changed, 1) << setting.key;
  }
}

TEST(Registry, EveryDefaultIsAValidValue) {
  for (const Setting& setting : all_settings()) {
    if (setting.is_state) continue;
    EXPECT_EQ(setting.parse(setting.built_in()), setting.built_in()) << setting.key;
  }
}

TEST(Registry, EverySettingSaysWhatItIsFor) {
  for (const Setting& setting : all_settings()) {
    EXPECT_FALSE(setting.help.empty()) << setting.key;
    EXPECT_FALSE(setting.label.empty()) << setting.key;
  }
}

TEST(Registry, NumbersOutsideTheirRangeAreRefusedWithTheRange) {
  for (const Setting& setting : all_settings()) {
    if (setting.type != SettingType::integer) continue;
    for (const std::int64_t outside : {setting.min - 1, setting.max + 1}) {
      const std::string message = message_of(setting.key, std::to_string(outside));
      EXPECT_NE(message.find(setting.accepts()), std::string::npos) << message;
    }
    EXPECT_EQ(setting.parse(std::to_string(setting.min)), std::to_string(setting.min));
    EXPECT_EQ(setting.parse(std::to_string(setting.max)), std::to_string(setting.max));
  }
}

TEST(Registry, TheRangesAreThoseOfTheSpecification) {
  const auto range = [](std::string_view key) { return setting(key).accepts(); };
  EXPECT_EQ(range("posts_per_day"), "1..50");
  EXPECT_EQ(range("posting_hours_start"), "0..23");
  EXPECT_EQ(range("posting_hours_end"), "0..23");
  EXPECT_EQ(range("slot_jitter_minutes"), "0..120");
  EXPECT_EQ(range("plan_ahead_days"), "0..30");
  EXPECT_EQ(range("approval_ttl_hours"), "0..720");
  EXPECT_EQ(range("overdue_max_minutes"), "15..10080");
  EXPECT_EQ(range("repost_ttl_days"), "1..3650");
  EXPECT_EQ(range("skip_ttl_days"), "1..3650");
  EXPECT_EQ(range("media_sync_minutes"), "5..10080");
  EXPECT_EQ(range("overdue_policy"), "one, skip or all");
}

TEST(Registry, WordsForOnAndOffAreUnderstood) {
  for (const char* word : {"true", "ON", "yes", "1"}) {
    EXPECT_EQ(setting("dry_run_mode").parse(word), "true") << word;
  }
  for (const char* word : {"false", "off", "No", "0"}) {
    EXPECT_EQ(setting("dry_run_mode").parse(word), "false") << word;
  }
  EXPECT_NE(message_of("dry_run_mode", "maybe"), "accepted");
}

TEST(Registry, TextThatIsNoNumberIsRefused) {
  for (const char* word : {"", "five", "5x", "1e1", "5.0", "99999999999999999999"}) {
    EXPECT_NE(message_of("posts_per_day", word), "accepted") << word;
  }
}

TEST(Registry, AZoneMustExist) {
  EXPECT_EQ(setting("posting_timezone").parse("America/New_York"), "America/New_York");
  EXPECT_NE(message_of("posting_timezone", "Mars/Olympus"), "accepted");
}

TEST(Registry, AnUnknownKeyNamesTheNearest) {
  try {
    setting("post_per_day");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_NE(error.hint().find("posts_per_day"), std::string::npos) << error.hint();
  }
}

TEST(Registry, ASourceConfigurationMustNotHoldACredential) {
  EXPECT_NE(message_of("media_source_config", R"({"s3": {"secret_access_key": "x"}})"), "accepted");
  EXPECT_NE(message_of("media_source_config", "[1]"), "accepted");
  EXPECT_NE(message_of("media_source_config", "{\"path\""), "accepted");
}

TEST(Registry, HoursAreReadAsAPair) {
  const Hours hours = parse_hours("9-21");
  EXPECT_EQ(hours.start, "9");
  EXPECT_EQ(hours.end, "21");
  for (const char* bad : {"9", "9-24", "-1-5", "9-21-3", "nine-ten", ""}) {
    EXPECT_THROW(parse_hours(bad), Error) << bad;
  }
}

TEST(Registry, ValuesKeepTheirTypeInJson) {
  EXPECT_EQ(setting("posts_per_day").to_json("5"), nlohmann::json(5));
  EXPECT_EQ(setting("dry_run_mode").to_json("false"), nlohmann::json(false));
  EXPECT_EQ(setting("active_account").to_json(""), nlohmann::json(nullptr));
  EXPECT_EQ(setting("media_source_config").to_json("{}"), nlohmann::json::object());
}

}  // namespace
}  // namespace igbot
