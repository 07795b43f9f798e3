// SPDX-License-Identifier: MIT
#include "tests/unit/cli/commands/planning_shell.hpp"

namespace igbot::cli {
namespace {

using test::PlanningShell;

TEST(SimulateCommand, SaysWhatTheDaysComeToAndChangesNothing) {
  PlanningShell shell;
  EXPECT_EQ(shell.run({"schedule", "simulate", "--days", "20"}), 0) << shell.err;
  EXPECT_EQ(shell.out,
            "team, Mon 2026-06-01 to Sat 2026-06-20 (UTC), simulated\n"
            "  slots     60\n"
            "  posted    30\n"
            "  missed    30\n"
            "            30: nothing was left to choose\n"
            "  repeats   none\n"
            "  library   runs dry on Thu 2026-06-11\n"
            "  note: people answer each card at once, and say yes (--answer-after)\n"
            "  note: dry run is on; played as if it were off\n"
            "  note: nothing is planned by itself; played as if schedule create ran every day\n"
            "\n"
            "CATEGORY  POSTED  PART     MIX      RUNS OUT\n"
            "memes     30      100.0 %  100.0 %  2026-06-11\n");
  EXPECT_EQ(shell.c.count_posts("1"), 0);
}

TEST(SimulateCommand, CountsWhatAnOutageAndADeadTokenCost) {
  PlanningShell shell;
  shell.c.set("require_approval", "false");
  shell.c.set("enable_instagram_api", "true");
  shell.c.set("slot_jitter_minutes", "0");
  // Slots are at 16:00, 20:00 and 24:00. Nobody can publish: the chat has no account.
  const auto stuck = shell.json({"schedule", "simulate", "--days", "2"}).at("chats").at(0);
  EXPECT_EQ(stuck.at("posted"), 0);
  EXPECT_EQ(stuck.at("fates"), (nlohmann::json{{"not_published", 6}}));
  // By hand instead: an outage over two slots of the second day, the last of them just overdue.
  const auto down =
      shell
          .json({"schedule", "simulate", "--days", "2", "--set", "require_approval=true",
                 "--outage", "2026-06-02 15:00..2026-06-02 20:16"})
          .at("chats")
          .at(0);
  EXPECT_EQ(down.at("posted"), 5);
  EXPECT_EQ(down.at("late"), 1);
  EXPECT_EQ(down.at("fates"), (nlohmann::json{{"posted", 5}, {"worker_down", 1}}));
}

TEST(SimulateCommand, PlaysWithOtherSettingsWithoutStoringThem) {
  PlanningShell shell;
  const auto five = shell.json({"schedule", "simulate", "--days", "3", "--set", "posts_per_day=5"});
  EXPECT_EQ(five.at("chats").at(0).at("slots"), 15);
  EXPECT_EQ(shell.json({"settings", "get", "posts_per_day"}).at("settings").at("posts_per_day"), 3);
}

TEST(SimulateCommand, ListsEverySlotWithWhatWasChosenAndWhy) {
  PlanningShell shell;
  const auto posts =
      shell.json({"schedule", "simulate", "--days", "2", "--list"}).at("chats").at(0).at("posts");
  ASSERT_EQ(posts.size(), 6U);
  EXPECT_EQ(posts.at(0).at("fate"), "posted");
  EXPECT_EQ(posts.at(0).at("category"), "memes");
  EXPECT_EQ(posts.at(0).at("why").at(1),
            "of its 30 items that could be chosen: drawn by lot among the best, which are alike");
  EXPECT_EQ(shell.run({"schedule", "simulate", "--days", "2", "--list"}), 0);
  EXPECT_TRUE(shell.said("Mon 2026-06-01 1")) << shell.out;
}

TEST(SimulateCommand, OtherDiceDrawOtherTimes) {
  PlanningShell shell;
  const auto first_due = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"schedule", "simulate", "--days", "1", "--list"};
    words.insert(words.end(), more.begin(), more.end());
    return shell.json(words).at("chats").at(0).at("posts").at(0).at("due_at");
  };
  EXPECT_EQ(first_due({}), first_due({}));
  EXPECT_EQ(first_due({"--seed", "7"}), first_due({"--seed", "7"}));
  EXPECT_NE(first_due({}), first_due({"--seed", "7"}));
}

TEST(SimulateCommand, WhatItSaysIsWhatScheduleCreatePlans) {
  PlanningShell shell;
  const auto simulated =
      shell.json({"schedule", "simulate", "--days", "7", "--list"}).at("chats").at(0).at("posts");
  const auto created = shell.json({"schedule", "create"}).at("posts");
  ASSERT_EQ(simulated.size(), created.size());
  for (std::size_t i = 0; i < created.size(); ++i) {
    EXPECT_EQ(simulated.at(i).at("due_at"), created.at(i).at("due_at"));
    EXPECT_EQ(simulated.at(i).at("media_id"), created.at(i).at("media_id"));
    EXPECT_EQ(simulated.at(i).at("why"), created.at(i).at("why"));
  }
}

TEST(SimulateCommand, RefusesWhatMakesNoSense) {
  PlanningShell shell;
  for (const std::vector<std::string>& more : {std::vector<std::string>{"--days", "0"},
                                               {"--days", "3661"},
                                               {"--outage", "tomorrow"},
                                               {"--outage", "2026-06-05..2026-06-04"},
                                               {"--outage", "never..+2h"},
                                               {"--token-dies", "soon"},
                                               {"--answer-after", "-1h"},
                                               {"--set", "posts_per_day"},
                                               {"--set", "posts_per_day=51"},
                                               {"--set", "posts_per_dy=5"},
                                               {"--seed", "x"}}) {
    std::vector<std::string> words{"schedule", "simulate"};
    words.insert(words.end(), more.begin(), more.end());
    EXPECT_EQ(shell.run(words), 2) << more.front() << " " << shell.err;
    EXPECT_NE(shell.err.find("igbotctl: "), std::string::npos) << shell.err;
  }
}

TEST(ScheduleCommand, ExplainsWhyEachSlotGotItsItemOrNone) {
  PlanningShell shell;
  shell.c.execute("UPDATE media_items SET active = 0 WHERE id > 2");
  EXPECT_EQ(shell.run({"schedule", "preview", "--days", "1", "--explain"}), 0);
  EXPECT_TRUE(
      shell.said("      category memes: its part is 100 % of the posts, and it had 0 of "
                 "the 0 before this one\n"))
      << shell.out;
  EXPECT_TRUE(shell.said("  nothing\n      nothing is left to choose: memes (2 active: 2 planned)"))
      << shell.out;
}

TEST(ScheduleCommand, PlansFromADayByName) {
  PlanningShell shell;  // it is Monday
  const auto posts =
      shell.json({"schedule", "create", "--from", "friday", "--days", "1"}).at("posts");
  ASSERT_EQ(posts.size(), 3U);
  EXPECT_EQ(posts.at(0).at("day"), "2026-06-05");
}

TEST(ScheduleCommand, NamesThePostsThatReplacingLeavesWhereTheyAre) {
  PlanningShell shell;
  EXPECT_EQ(shell.run({"schedule", "create", "--days", "2"}), 0);
  shell.c.execute("UPDATE posts SET pinned = 1 WHERE id = 2");
  EXPECT_EQ(shell.run({"schedule", "create", "--days", "2", "--replace"}), 0) << shell.err;
  EXPECT_TRUE(
      shell.said("note: moved or approved by hand and left as they are: post 2 (2026-06-01 "))
      << shell.out;
}

}  // namespace
}  // namespace igbot::cli
