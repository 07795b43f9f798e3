// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>

#include "core/access/access.hpp"
#include "core/settings/chat_settings.hpp"

namespace igbot {

enum class SettingType { boolean, integer, choice, zone, account, json, text, instant };

/// How the Telegram menu offers a setting.
enum class MenuControl { none, toggle, number, hours, zone, choice };

/// One setting of a chat, described once. Its value travels as canonical text: `true`/`false`,
/// decimal numbers, choice names, UTC milliseconds for instants, empty for none.
struct Setting {
  std::string_view key;
  SettingType type;
  /// The environment name of the system igbotctl replaces; empty when it had none.
  std::string_view legacy_name;
  std::string_view label;
  std::string_view help;
  access::Right right;  ///< what changing it from Telegram takes
  MenuControl control;
  std::string (*get)(const ChatSettings&);
  /// Takes canonical text; throws ErrorKind::database for anything else.
  void (*put)(ChatSettings&, const std::string&);
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::span<const std::string_view> choices = {};
  /// What the Telegram menu offers besides typing a value.
  std::span<const std::string_view> presets = {};
  /// On the first page of the Telegram menu; the others are behind [More settings].
  bool is_up_front = false;
  /// Part of the pause: follows from `pause` and `resume`, never set by itself.
  bool is_state = false;
  /// Decides where slots lie: a change moves nothing planned, `schedule create --replace` does.
  bool shapes_plan = false;
  /// Decides what an open card offers or says: a change redraws those already sent.
  bool redraws_cards = false;

  /// The built-in default, as canonical text.
  std::string built_in() const;
  /// A person's text as canonical text; throws ErrorKind::usage saying what is accepted. Whether an
  /// account exists is for the service to check.
  std::string parse(std::string_view text) const;
  /// "1..50", "one, skip or all": for help and messages.
  std::string accepts() const;
  /// Canonical text as JSON: booleans, numbers, objects; null for none; instants as milliseconds.
  nlohmann::json to_json(const std::string& canonical) const;
};

/// Every setting, in the order of lists.
std::span<const Setting> all_settings();

const Setting* find_setting(std::string_view key);
/// Throws ErrorKind::usage, naming the nearest key, when there is none.
const Setting& setting(std::string_view key);

/// `14-2` as the two hours; throws ErrorKind::usage.
struct Hours {
  std::string start;
  std::string end;
};
Hours parse_hours(std::string_view text);

/// What the Telegram menu offers for k_posting_hours.
std::span<const std::string_view> posting_hours_presets();

/// The key that sets posting_hours_start and posting_hours_end at once.
inline constexpr std::string_view k_posting_hours = "posting_hours";
/// Settings that refer to what lies elsewhere in the database: an account, a credential.
inline constexpr const char* k_active_account = "active_account";
inline constexpr const char* k_source_type = "media_source_type";
inline constexpr const char* k_source_config = "media_source_config";

}  // namespace igbot
