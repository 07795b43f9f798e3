// SPDX-License-Identifier: MIT
#include "core/settings/registry.hpp"

#include <array>
#include <type_traits>

#include "core/error.hpp"
#include "core/settings/setting_codec.hpp"
#include "core/text/text.hpp"

namespace igbot {
namespace {

using access::Right;

template <typename T>
constexpr SettingType type_of() {
  constexpr bool is_text =
      std::is_same_v<T, std::string> || std::is_same_v<T, std::optional<std::string>>;
  if constexpr (std::is_same_v<T, bool>) return SettingType::boolean;
  if constexpr (std::is_enum_v<T>) return SettingType::choice;
  if constexpr (is_text) return SettingType::text;
  if constexpr (std::is_same_v<T, std::optional<Timestamp>>) return SettingType::instant;
  return SettingType::integer;
}

template <auto Member>
std::string get_member(const ChatSettings& settings) {
  return codec::to_text(settings.*Member);
}

template <auto Member>
void put_member(ChatSettings& settings, const std::string& text) {
  codec::from_text(text, settings.*Member);
}

struct Words {
  std::string_view key;
  std::string_view legacy_name;
  std::string_view label;
  std::string_view help;
};

template <auto Member>
constexpr Setting describe(Words words, Right right, MenuControl control) {
  using Value = std::remove_cvref_t<decltype(std::declval<ChatSettings>().*Member)>;
  Setting setting{words.key, type_of<Value>(), words.legacy_name,  words.label,       words.help,
                  right,     control,          get_member<Member>, put_member<Member>};
  if constexpr (std::is_enum_v<Value>) setting.choices = codec::k_names<Value>;
  return setting;
}

template <auto Member>
constexpr Setting toggle(Words words, Right right = Right::manage) {
  return describe<Member>(words, right, MenuControl::toggle);
}

template <auto Member>
constexpr Setting number_in(Words words, std::int64_t min, std::int64_t max) {
  Setting setting = describe<Member>(words, Right::manage, MenuControl::number);
  setting.min = min;
  setting.max = max;
  return setting;
}

template <auto Member>
constexpr Setting choice(Words words, Right right = Right::manage) {
  return describe<Member>(words, right, MenuControl::choice);
}

template <auto Member>
constexpr Setting state(Words words) {
  Setting setting = describe<Member>(words, Right::post, MenuControl::none);
  setting.is_state = true;
  return setting;
}

constexpr Setting shaping(Setting setting, MenuControl control) {
  setting.shapes_plan = true;
  setting.control = control;
  return setting;
}

constexpr Setting up_front(Setting setting) {
  setting.is_up_front = true;
  return setting;
}

template <std::size_t N>
constexpr Setting offering(const std::array<std::string_view, N>& presets, Setting setting) {
  setting.presets = presets;
  return setting;
}

constexpr Setting on_cards(Setting setting) {
  setting.redraws_cards = true;
  return setting;
}

constexpr Setting of_type(Setting setting, SettingType type) {
  setting.type = type;
  return setting;
}

using S = ChatSettings;
constexpr int k_minutes_per_week = 10080;

using Four = std::array<std::string_view, 4>;
constexpr Four k_daily_presets{"1", "3", "5", "10"};
constexpr Four k_jitter_presets{"0", "15", "30", "60"};
constexpr Four k_days_ahead_presets{"0", "3", "7", "14"};
constexpr Four k_expiry_presets{"0", "12", "24", "48"};
constexpr Four k_overdue_presets{"60", "120", "360", "1440"};
constexpr Four k_repeat_presets{"14", "30", "60", "90"};
constexpr Four k_sync_presets{"15", "60", "240", "1440"};
constexpr Four k_hours_presets{"9-21", "13-1", "14-2", "0-0"};
constexpr std::array<std::string_view, 10> k_zone_presets{"UTC",
                                                          "Europe/London",
                                                          "Europe/Berlin",
                                                          "America/New_York",
                                                          "America/Chicago",
                                                          "America/Los_Angeles",
                                                          "America/Sao_Paulo",
                                                          "Asia/Kolkata",
                                                          "Asia/Tokyo",
                                                          "Australia/Sydney"};

constexpr std::array k_settings{
    up_front(on_cards(
        toggle<&S::dry_run_mode>({"dry_run_mode", "DRY_RUN_MODE", "Dry run",
                                  "Do everything except the Instagram calls that change anything"},
                                 Right::post))),
    up_front(on_cards(toggle<&S::enable_instagram_api>(
        {"enable_instagram_api", "ENABLE_INSTAGRAM_API", "Instagram API",
         "Publish through the Instagram API; off = people post by "
         "hand"}))),
    up_front(toggle<&S::is_paused>(
        {"is_paused", "", "Paused", "Nothing is claimed or published; see pause and resume"},
        Right::post)),
    state<&S::paused_at>({"paused_at", "", "Paused at", "When the pause began"}),
    state<&S::paused_by>({"paused_by", "", "Paused by", "Who paused"}),
    state<&S::paused_until>({"paused_until", "", "Paused until", "When a timed pause ends"}),
    state<&S::pause_reason>({"pause_reason", "", "Pause reason", "Why the chat is paused"}),
    up_front(offering(
        k_daily_presets,
        shaping(number_in<&S::posts_per_day>({"posts_per_day", "POSTS_PER_DAY", "Posts per day",
                                              "Slots planned in each day's window"},
                                             1, 50),
                MenuControl::number))),
    up_front(shaping(number_in<&S::posting_hours_start>(
                         {"posting_hours_start", "POSTING_HOURS_START", "Posting starts",
                          "Local hour at which the window opens"},
                         0, 23),
                     MenuControl::hours)),
    up_front(shaping(
        number_in<&S::posting_hours_end>({"posting_hours_end", "POSTING_HOURS_END", "Posting ends",
                                          "Local hour at which the window closes; not after "
                                          "the start = the next day, equal = the whole day"},
                                         0, 23),
        MenuControl::hours)),
    up_front(offering(k_zone_presets,
                      of_type(shaping(describe<&S::posting_timezone>(
                                          {"posting_timezone", "POSTING_TIMEZONE", "Time zone",
                                           "IANA zone the posting hours are meant in"},
                                          Right::manage, MenuControl::zone),
                                      MenuControl::zone),
                              SettingType::zone))),
    offering(k_jitter_presets,
             shaping(number_in<&S::slot_jitter>(
                         {"slot_jitter_minutes", "", "Jitter",
                          "How far a slot may lie from its even place, in minutes"},
                         0, 120),
                     MenuControl::number)),
    offering(k_days_ahead_presets,
             number_in<&S::plan_ahead_days>({"plan_ahead_days", "", "Plan ahead",
                                             "Days post run keeps planned; 0 = never by itself"},
                                            0, 30)),
    toggle<&S::require_approval>(
        {"require_approval", "", "Approval", "Every post waits for a decision in Telegram"}),
    offering(k_expiry_presets,
             number_in<&S::approval_ttl>({"approval_ttl_hours", "", "Card expiry",
                                          "Hours an undecided card stays open; 0 = for ever"},
                                         0, 720)),
    choice<&S::overdue_policy>({"overdue_policy", "", "Overdue posts",
                                "After an outage or a pause: deliver the most recent one, skip "
                                "them, or deliver all one by one"}),
    offering(k_overdue_presets,
             number_in<&S::overdue_max>({"overdue_max_minutes", "", "Overdue limit",
                                         "Minutes after which an overdue post is always missed"},
                                        15, k_minutes_per_week)),
    offering(k_repeat_presets,
             number_in<&S::repost_ttl_days>({"repost_ttl_days", "REPOST_TTL_DAYS", "Repost after",
                                             "Days before posted content may be chosen again"},
                                            1, 3650)),
    offering(k_repeat_presets,
             number_in<&S::skip_ttl_days>({"skip_ttl_days", "SKIP_TTL_DAYS", "Skip for",
                                           "Days before skipped content may be chosen again"},
                                          1, 3650)),
    describe<&S::media_source_type>({"media_source_type", "MEDIA_SOURCE_TYPE", "Media source",
                                     "Where the media library comes from"},
                                    Right::administer, MenuControl::none),
    of_type(describe<&S::media_source_config>({"media_source_config", "", "Source settings",
                                               "JSON object of the source; refers to credentials, "
                                               "never holds them"},
                                              Right::administer, MenuControl::none),
            SettingType::json),
    toggle<&S::media_sync_enabled>({"media_sync_enabled", "MEDIA_SYNC_ENABLED", "Media sync",
                                    "Whether media sync --all-chats lists this chat"}),
    offering(k_sync_presets, number_in<&S::media_sync_interval>(
                                 {"media_sync_minutes", "", "Sync every",
                                  "Minutes between listings by media sync --all-chats"},
                                 5, k_minutes_per_week)),
    up_front(on_cards(of_type(
        describe<&S::active_account>(
            {"active_account", "", "Account", "Username of the Instagram account in use, or none"},
            Right::administer, MenuControl::choice),
        SettingType::account))),
    choice<&S::caption_style>({"caption_style", "CAPTION_STYLE", "Captions",
                               "enhanced cards carry instructions for posting by hand, simple "
                               "ones do not"}),
    up_front(toggle<&S::show_verbose_notifications>({"show_verbose_notifications",
                                                     "SHOW_VERBOSE_NOTIFICATIONS", "Verbose",
                                                     "Cards show file name, id and instructions"})),
    choice<&S::access_policy>(
        {"access_policy", "", "Access", "everyone in the chat may act, or roles decide"},
        Right::administer),
};

}  // namespace

std::string Setting::built_in() const { return get(ChatSettings{}); }

std::span<const Setting> all_settings() { return k_settings; }

const Setting* find_setting(std::string_view key) {
  for (const Setting& setting : k_settings) {
    if (setting.key == key) return &setting;
  }
  return nullptr;
}

const Setting& setting(std::string_view key) {
  if (const Setting* found = find_setting(key)) return *found;
  std::vector<std::string> keys{std::string(k_posting_hours)};
  for (const Setting& candidate : k_settings) keys.emplace_back(candidate.key);
  const std::string near = text::nearest(key, keys);
  const bool plausible = text::distance(key, near) * 2 <= key.size();
  throw Error(ErrorKind::usage, "unknown setting: " + std::string(key),
              (plausible ? "did you mean " + near + "? " : "") + "igbotctl settings list");
}

std::span<const std::string_view> posting_hours_presets() { return k_hours_presets; }

Hours parse_hours(std::string_view text) {
  const auto parts = text::split(text, '-');
  if (parts.size() != 2) {
    throw Error(ErrorKind::usage, "invalid posting_hours: " + std::string(text),
                "two hours from 0 to 23, as in 14-2; equal = the whole day");
  }
  return {setting("posting_hours_start").parse(parts[0]),
          setting("posting_hours_end").parse(parts[1])};
}

}  // namespace igbot
