// SPDX-License-Identifier: MIT
#include "tests/property/generated_chat.hpp"

#include "core/time_text.hpp"

namespace igbot::test {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const std::vector<std::string> k_zones{"UTC",
                                       "America/New_York",
                                       "Europe/Berlin",
                                       "Asia/Kolkata",
                                       "Asia/Kathmandu",
                                       "Australia/Lord_Howe",
                                       "Pacific/Chatham",
                                       "Pacific/Apia",
                                       "America/St_Johns",
                                       "Africa/Casablanca",
                                       "America/Santiago",
                                       "Pacific/Kiritimati",
                                       "Africa/Cairo",
                                       "Atlantic/Azores"};

/// Days around which calendars are tricky: clock changes of several zones, month ends, leap days.
const std::vector<std::string> k_tricky_days{"2026-03-08", "2026-11-01", "2026-03-29", "2026-10-25",
                                             "2026-04-05", "2026-10-04", "2026-09-27", "2026-02-28",
                                             "2028-02-28", "2028-02-29", "2026-12-31", "2027-01-31",
                                             "2026-04-30", "2032-02-29", "2036-12-31"};

Timestamp generated_start(Dice& dice) {
  const LocalDay day = dice.once_in(2)
                           ? parse_date(dice.pick(k_tricky_days)) - days{dice.roll(0, 4)}
                           : parse_date("2024-01-01") + days{dice.roll(0, 12 * 365)};
  return Timestamp{day.time_since_epoch()} + seconds{dice.roll(0, 24 * 3600 - 1)};
}

void generate_settings(Dice& dice, ChatSettings& settings) {
  settings.posts_per_day = static_cast<int>(dice.once_in(20) ? dice.roll(10, 50) : dice.roll(1, 6));
  settings.posting_hours_start = static_cast<int>(dice.roll(0, 23));
  settings.posting_hours_end = static_cast<int>(dice.roll(0, 23));
  settings.posting_timezone = dice.pick(k_zones);
  settings.slot_jitter = minutes{dice.once_in(3) ? 0 : dice.roll(0, 120)};
  settings.plan_ahead_days = static_cast<int>(dice.roll(0, 10));
  settings.repost_ttl_days = static_cast<int>(dice.roll(1, 12));
  settings.require_approval = dice.once_in(2);
  settings.enable_instagram_api = !dice.once_in(3);
  settings.approval_ttl = hours{dice.once_in(4) ? 0 : dice.roll(1, 48)};
  settings.overdue_policy =
      dice.pick(std::vector{OverduePolicy::one, OverduePolicy::skip, OverduePolicy::all});
  settings.overdue_max = minutes{dice.roll(15, dice.once_in(2) ? 200 : 3000)};
}

schedule::Library generated_library(Dice& dice, Timestamp now) {
  const auto categories = dice.roll(1, 5);
  std::vector<schedule::LibraryItem> items;
  for (std::int64_t category = 0; category < categories; ++category) {
    const auto count = dice.once_in(6) ? dice.roll(0, 2) : dice.roll(0, 30);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto id = static_cast<std::int64_t>(items.size()) + 1;
      // Some are copies of others, in any category.
      const auto content = dice.once_in(8) && id > 1 ? dice.roll(1, id - 1) : id;
      schedule::LibraryItem item{MediaId{id},
                                 ContentId{content},
                                 "c" + std::to_string(category),
                                 std::to_string(id) + ".jpg",
                                 0,
                                 {}};
      if (dice.once_in(3)) {
        item.times_posted = dice.roll(1, 3);
        item.last_posted_at = now - hours{dice.roll(1, 2000)};
      }
      items.push_back(std::move(item));
    }
  }
  return schedule::Library(std::move(items));
}

void generate_locks(Dice& dice, simulation::Beginning& chat) {
  for (const auto& item : chat.library.items()) {
    const auto rest = days{chat.settings.repost_ttl_days};
    if (item.last_posted_at && *item.last_posted_at + rest > chat.now) {
      chat.library.lock(item.content, {media::LockKind::recent_post, *item.last_posted_at + rest});
    }
    if (!dice.once_in(10)) continue;
    const Timestamp until = dice.once_in(4) ? k_forever : chat.now + hours{dice.roll(1, 300)};
    chat.library.lock(item.content, {media::LockKind::hold, until});
  }
}

schedule::MixView generated_mix(Dice& dice) {
  schedule::MixView mix;
  if (dice.once_in(3)) return mix;
  const auto categories = dice.roll(1, 5);
  for (std::int64_t i = 0; i < categories; ++i) {
    mix.shares.push_back({"c" + std::to_string(i), dice.once_in(8) ? 0 : dice.roll(1, 5000)});
  }
  return mix;
}

}  // namespace

simulation::Beginning generated_chat(Dice& dice) {
  simulation::Beginning chat;
  chat.chat = ChatKey{dice.roll(1, 1'000'000)};
  chat.now = generated_start(dice);
  generate_settings(dice, chat.settings);
  if (dice.once_in(8)) {
    chat.settings.is_paused = true;
    if (!dice.once_in(4)) chat.settings.paused_until = chat.now + minutes{dice.roll(1, 6000)};
  }
  chat.library = generated_library(dice, chat.now);
  chat.mix = generated_mix(dice);
  generate_locks(dice, chat);
  if (!dice.once_in(4)) chat.plan_wake_at = chat.now;
  return chat;
}

simulation::Scenario generated_scenario(Dice& dice, const simulation::Beginning& chat) {
  simulation::Scenario scenario;
  const int most = chat.settings.posts_per_day > 6 ? 3 : 9;
  scenario.days = static_cast<int>(dice.roll(1, most));
  for (auto outages = dice.once_in(2) ? dice.roll(1, 2) : 0; outages > 0; --outages) {
    const Timestamp from = chat.now + minutes{dice.roll(0, 9 * 1440)};
    scenario.outages.push_back({from, from + seconds{dice.roll(1, 4 * 86400)}});
  }
  if (dice.once_in(6)) scenario.token_dies = chat.now + minutes{dice.roll(0, 9 * 1440)};
  if (dice.once_in(2)) scenario.answer_after = seconds{dice.roll(0, 40 * 3600)};
  if (dice.once_in(4)) scenario.seed = static_cast<std::uint64_t>(dice.roll(0, 1000));
  return scenario;
}

std::string describe(const simulation::Beginning& chat, const simulation::Scenario& scenario) {
  const ChatSettings& settings = chat.settings;
  std::string text = utc_text(chat.now) + " " + schedule::PlanParameters::of(settings).text() +
                     " policy " + std::to_string(static_cast<int>(settings.overdue_policy)) +
                     " max " + std::to_string(settings.overdue_max.count()) + " ttl " +
                     std::to_string(settings.repost_ttl_days) + " days " +
                     std::to_string(scenario.days);
  for (const auto& outage : scenario.outages) {
    text += " down " + utc_text(outage.from) + ".." + utc_text(outage.to);
  }
  return text;
}

}  // namespace igbot::test
