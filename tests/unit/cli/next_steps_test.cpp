// SPDX-License-Identifier: MIT
#include "cli/next_steps.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace igbot::cli {
namespace {

constexpr Timestamp k_moment = from_millis(1'800'000'000'000);

/// An installation in which nothing is left to be done.
MachineFacts all_well() {
  ChatFacts team{.name = "Team", .telegram_id = TelegramChatId{-1001}};
  team.media = 10;
  team.planned = 3;
  team.next_post_at = k_moment + std::chrono::hours{2};
  team.next_post_text = "2027-01-15 11:00 +01:00";
  return {.now = k_moment,
          .has_bot_token = true,
          .has_worked = true,
          .last_poll = k_moment - std::chrono::minutes{1},
          .chats = {team}};
}

/// The first command of each step, in order.
std::vector<std::string> commands(const MachineFacts& facts) {
  std::vector<std::string> found;
  for (const NextStep& step : next_steps(facts)) found.push_back(step.commands.at(0));
  return found;
}

using Typed = std::vector<std::string>;

TEST(NextSteps, NothingIsAskedForWhenAllIsWell) {
  EXPECT_EQ(commands(all_well()), Typed{});
  EXPECT_EQ(headline(all_well()), "1 chat, next post 2027-01-15 11:00 +01:00 (Team)");
}

TEST(NextSteps, AnEmptyMachineNeedsATokenAndAChat) {
  MachineFacts facts{.now = k_moment, .config_file = "/people/anna/.config/igbotctl/config.toml"};
  const auto steps = next_steps(facts);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].commands.back(), "/people/anna/.config/igbotctl/config.toml");
  EXPECT_EQ(steps[1].commands, Typed{"igbotctl init"});
}

TEST(NextSteps, ABrokenConfigurationIsTheOnlyStep) {
  MachineFacts facts = all_well();
  facts.trouble = Error(ErrorKind::config, "unknown key: telegram.bot_tokn", "mend it");
  const auto steps = next_steps(facts);
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].why, "unknown key: telegram.bot_tokn");
  EXPECT_EQ(steps[0].commands, Typed{"mend it"});
}

TEST(NextSteps, EachStateOfAChatHasItsCommand) {
  struct Case {
    void (*change)(ChatFacts&);
    std::string command;
  };
  const std::vector<Case> cases{
      {[](ChatFacts& chat) { chat.state = ChatState::setup; }, "igbotctl init --chat -1001"},
      {[](ChatFacts& chat) { chat.has_source = false; },
       "igbotctl source connect local FOLDER --chat -1001"},
      {[](ChatFacts& chat) { chat.media = 0; }, "igbotctl media sync"},
      {[](ChatFacts& chat) { chat.planned = 0; }, "igbotctl schedule create"},
      {[](ChatFacts& chat) { chat.awaiting = 1; }, "igbotctl post list --status awaiting"},
      {[](ChatFacts& chat) { chat.unknown = 1; }, "igbotctl post list --status unknown"},
      {[](ChatFacts& chat) { chat.overdue = 1; }, "igbotctl post run --explain"},
      {[](ChatFacts& chat) { chat.has_dead_token = true; }, "igbotctl account list"},
      {[](ChatFacts& chat) { chat.has_bad_source = true; }, "igbotctl source test"},
      {[](ChatFacts& chat) { chat.is_paused = true; }, "igbotctl resume"},
      {[](ChatFacts& chat) { chat.is_dry_run = true; }, "igbotctl settings set dry_run_mode false"},
      {[](ChatFacts& chat) { chat.state = ChatState::unreachable; }, "igbotctl post next"},
  };
  for (const Case& each : cases) {
    MachineFacts facts = all_well();
    each.change(facts.chats.front());
    EXPECT_EQ(commands(facts), Typed{each.command});
  }
}

TEST(NextSteps, AMissingSourceHidesWhatNeedsIt) {
  MachineFacts facts = all_well();
  facts.chats.front().has_source = false;
  facts.chats.front().media = 0;
  facts.chats.front().planned = 0;
  EXPECT_EQ(next_steps(facts).size(), 1U);
}

TEST(NextSteps, OfSeveralChatsTheCommandNamesTheOne) {
  MachineFacts facts = all_well();
  facts.chats.push_back(facts.chats.front());
  facts.chats.back().telegram_id = TelegramChatId{-1002};
  facts.chats.back().awaiting = 2;
  EXPECT_EQ(commands(facts), Typed{"igbotctl post list --status awaiting --chat -1002"});
}

TEST(NextSteps, ProblemsComeBeforeWhatIsStillToBeSetUp) {
  MachineFacts facts = all_well();
  facts.has_bot_token = false;
  facts.chats.front().unknown = 1;
  EXPECT_EQ(commands(facts).front(), "igbotctl post list --status unknown");
}

TEST(NextSteps, APollThatStoppedIsNoticedAfterTenMinutes) {
  MachineFacts facts = all_well();
  facts.last_poll = k_moment - std::chrono::minutes{10};
  EXPECT_EQ(commands(facts), Typed{});
  facts.last_poll = k_moment - std::chrono::minutes{11};
  EXPECT_EQ(commands(facts), Typed{"* * * * * igbotctl telegram poll --for 55s"});
  facts.last_poll.reset();
  EXPECT_EQ(commands(facts), Typed{"igbotctl telegram setup"});
}

TEST(NextSteps, WhatIsPrintedFitsATerminalWhateverTheState) {
  MachineFacts facts = all_well();
  facts.has_bot_token = false;
  facts.last_poll.reset();
  facts.has_worked = false;
  facts.config_file = "/home/" + std::string(200, 'x') + "/config.toml";
  facts.chats.front().name = std::string(200, 'y');
  for (int i = 0; i < 9; ++i) facts.chats.push_back(facts.chats.front());
  for (ChatFacts& chat : facts.chats) {
    chat.unknown = chat.overdue = chat.awaiting = 3;
    chat.is_dry_run = chat.is_paused = true;
  }
  std::istringstream in;
  std::ostringstream out;
  Io io{in, out, out};
  print_next_steps(facts, io);
  std::istringstream printed(out.str());
  int lines = 0;
  for (std::string line; std::getline(printed, line); ++lines) {
    EXPECT_LE(line.size(), 82U) << line;  // the ellipsis has three bytes
  }
  EXPECT_LE(lines, 20) << out.str();
}

}  // namespace
}  // namespace igbot::cli
