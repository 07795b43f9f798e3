// SPDX-License-Identifier: MIT
#include "tests/soak/team.hpp"

namespace igbot::test {
namespace {

/// All over the world; several change their clocks between 2026-03-08 and 2026-04-05.
const std::vector<std::string> k_zones{"UTC",
                                       "America/New_York",
                                       "America/Los_Angeles",
                                       "America/St_Johns",
                                       "Europe/Berlin",
                                       "Europe/London",
                                       "Europe/Lisbon",
                                       "Asia/Kolkata",
                                       "Asia/Kathmandu",
                                       "Asia/Tokyo",
                                       "Asia/Beirut",
                                       "Africa/Cairo",
                                       "Australia/Sydney",
                                       "Pacific/Auckland",
                                       "Pacific/Chatham",
                                       "Africa/Lagos",
                                       "Australia/Lord_Howe",
                                       "America/Santiago",
                                       "America/Sao_Paulo"};

std::string text(bool value) { return value ? "true" : "false"; }

Mode generated_mode(Dice& dice) {
  return dice.pick(std::vector{Mode::automatic, Mode::automatic, Mode::approval, Mode::approval,
                               Mode::approval, Mode::by_hand, Mode::dry_run});
}

void generate_settings(Team& team, int posts_per_day, Dice& dice) {
  ChatRecord& record = team.record;
  record.zone = dice.pick(k_zones);
  record.start_hour = static_cast<int>(dice.roll(0, 23));
  record.end_hour = static_cast<int>(dice.roll(0, 23));
  record.overdue_max =
      std::chrono::minutes{dice.pick(std::vector<std::int64_t>{30, 60, 120, 120, 600, 3000})};
  record.repost_days = static_cast<int>(dice.roll(4, 25));
  record.skip_days = static_cast<int>(dice.roll(5, 45));
  record.publishes = team.mode == Mode::automatic || team.mode == Mode::approval;
  const bool approval =
      team.mode == Mode::approval || (team.mode == Mode::dry_run && dice.once_in(2));
  team.settings = {{"dry_run_mode", text(team.mode == Mode::dry_run)},
                   {"enable_instagram_api", text(team.mode != Mode::by_hand)},
                   {"require_approval", text(approval)},
                   {"posts_per_day", std::to_string(posts_per_day)},
                   {"posting_hours_start", std::to_string(record.start_hour)},
                   {"posting_hours_end", std::to_string(record.end_hour)},
                   {"posting_timezone", record.zone},
                   {"slot_jitter_minutes", std::to_string(dice.roll(0, 60))},
                   {"plan_ahead_days", std::to_string(dice.roll(1, 5))},
                   {"approval_ttl_hours", std::to_string(dice.once_in(5) ? 0 : dice.roll(2, 40))},
                   {"overdue_policy", dice.pick(std::vector<std::string>{"one", "skip", "all"})},
                   {"overdue_max_minutes", std::to_string(record.overdue_max.count())},
                   {"repost_ttl_days", std::to_string(record.repost_days)},
                   {"skip_ttl_days", std::to_string(record.skip_days)},
                   {"caption_style", dice.pick(std::vector<std::string>{"enhanced", "simple"})},
                   {"access_policy", team.has_roles ? "roles" : "everyone"}};
}

void generate_people(Team& team, int number, Dice& dice) {
  const auto count = dice.roll(2, 5);
  for (std::int64_t i = 0; i < count; ++i) {
    team.people.push_back(static_cast<TelegramUserId>(number * 100 + i));
  }
  team.has_roles = dice.once_in(4);
}

void generate_accounts(Team& team, int number, int posts_per_day, Dice& dice) {
  const auto count = dice.once_in(3) ? dice.roll(2, 3) : 1;
  for (std::int64_t i = 0; i < count; ++i) {
    team.record.accounts.push_back("178" + std::to_string(number) + "0" + std::to_string(i));
    team.usernames.push_back("team" + std::to_string(number) + "_" + std::to_string(i));
    team.quotas.push_back(dice.once_in(8) ? std::max(1, posts_per_day - 1) : 100);
  }
}

}  // namespace

Team generated_team(int number, Dice& dice, Faults& faults) {
  Team team;
  team.mode = generated_mode(dice);
  // Most teams post now and then; some nearly never, some all day.
  const auto posts_per_day = static_cast<int>(dice.once_in(6) ? 1 : dice.roll(1, 12));
  team.telegram = static_cast<TelegramChatId>(-1000 - number);
  team.record.telegram = {team.telegram};
  generate_people(team, number, dice);
  generate_settings(team, posts_per_day, dice);
  generate_accounts(team, number, posts_per_day, dice);
  const auto kind =
      dice.pick(std::vector{SourceType::local, SourceType::google_drive, SourceType::s3});
  team.source = std::make_unique<ChangingSource>(kind, "chat-" + std::to_string(number), faults);
  const auto pictures = dice.roll(8, posts_per_day * team.record.repost_days + 20);
  for (std::int64_t i = 0; i < pictures; ++i) team.source->add("c" + std::to_string(i % 3 + 1));
  if (dice.once_in(2)) team.mix = {{"c1", 5000}, {"c2", 3000}, {"c3", 2000}};
  return team;
}

}  // namespace igbot::test
