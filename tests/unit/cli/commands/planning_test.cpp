// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/unit/cli/commands/planning_shell.hpp"

namespace igbot::cli {
namespace {

using test::PlanningShell;

TEST(ScheduleCommand, CreatesTheWeekAndSaysWhatComes) {
  PlanningShell shell;
  EXPECT_EQ(shell.run({"schedule", "create"}), 0) << shell.err;
  EXPECT_TRUE(shell.said("planned 21 posts for team, 2026-06-01 to 2026-06-07 (UTC)")) << shell.out;
  EXPECT_TRUE(shell.said("Mon 2026-06-01  ")) << shell.out;
  EXPECT_TRUE(shell.said("next: igbotctl queue list")) << shell.out;
}

TEST(ScheduleCommand, PrintsTheDocumentScriptsRelyOn) {
  PlanningShell shell;
  const auto document = shell.json({"schedule", "create", "--days", "2"});
  EXPECT_EQ(document.at("schema_version"), 1);
  EXPECT_EQ(document.at("planned"), 6);
  EXPECT_EQ(document.at("unfilled"), 0);
  const auto& post = document.at("posts").at(0);
  EXPECT_EQ(post.at("id"), 1);
  EXPECT_EQ(post.at("chat_id"), -1001);
  EXPECT_EQ(post.at("status"), "planned");
  EXPECT_TRUE(post.at("due_at").get<std::string>().starts_with("2026-06-01T1"));
  EXPECT_TRUE(post.at("path").get<std::string>().starts_with("memes/"));
}

TEST(ScheduleCommand, PlansNothingForThePreviewTheDryRunAndTheListOfFields) {
  PlanningShell shell;
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"schedule", "preview"},
                                                    {"schedule", "create", "-n"},
                                                    {"schedule", "create", "--json=help"}}) {
    EXPECT_EQ(shell.run(arguments), 0) << shell.err;
    EXPECT_EQ(shell.c.count_posts("1"), 0);
  }
}

TEST(ScheduleCommand, NamesWhatIsUnfilledAndWhy) {
  PlanningShell shell;
  shell.c.execute("UPDATE media_items SET active = 0 WHERE id > 2");
  EXPECT_EQ(shell.run({"schedule", "create"}), 0);
  EXPECT_TRUE(shell.said(
      "unfilled: 19 slots, the first on 2026-06-01: nothing is left to choose: memes (2 active"))
      << shell.out;
  EXPECT_TRUE(shell.said("next: igbotctl media sync")) << shell.out;
}

TEST(ScheduleCommand, RefusesDatesAndDaysThatMakeNoSense) {
  PlanningShell shell;
  EXPECT_EQ(shell.run({"schedule", "create", "--days", "31"}), 2);
  EXPECT_EQ(shell.run({"schedule", "create", "--days", "0"}), 2);
  EXPECT_EQ(shell.run({"schedule", "create", "--from", "2026-02-30"}), 2);
  EXPECT_EQ(shell.run({"schedule", "create", "--from", "2025-01-01"}), 2);
  EXPECT_EQ(shell.run({"schedule", "create", "--from", "2040-01-01"}), 2);
  EXPECT_EQ(shell.c.count_posts("1"), 0);
}

TEST(ScheduleCommand, ClearAsksOnATerminalAndNeedsYesElsewhere) {
  PlanningShell shell;
  shell.run({"schedule", "create"});
  EXPECT_EQ(shell.run({"schedule", "clear"}), 2);
  EXPECT_EQ(shell.run({"schedule", "clear"}, "n\n"), 6);
  EXPECT_EQ(shell.run({"schedule", "clear", "-n"}), 0);
  EXPECT_EQ(shell.c.count_posts("state = 'planned'"), 21);
  EXPECT_EQ(shell.run({"schedule", "clear"}, "y\n"), 0);
  EXPECT_EQ(shell.c.count_posts("state = 'planned'"), 0);
  EXPECT_EQ(shell.run({"schedule", "clear", "--yes"}), 0);
}

/// A paused chat with two overdue posts and one to come.
struct PausedShell : PlanningShell {
  PausedShell() {
    run({"settings", "set", "posting_hours", "9-21"});
    run({"schedule", "create", "--days", "1"});
    run({"pause"});
    c.t.clock.set(parse_time("2026-06-01T17:00:00Z", Zone::find("UTC"), Timestamp{}));
  }
};

TEST(ResumeCommand, LeavesOverduePostsToThePolicyUnlessToldOtherwise) {
  PausedShell shell;
  EXPECT_EQ(shell.run({"resume"}), 0) << shell.err;
  EXPECT_TRUE(shell.said("2 posts are overdue")) << shell.out;
  EXPECT_EQ(shell.c.count_posts("state = 'planned'"), 3);
}

TEST(ResumeCommand, MarksOverduePostsMissed) {
  PausedShell shell;
  EXPECT_EQ(shell.run({"resume", "--overdue", "clear", "-n"}), 0) << shell.err;
  EXPECT_EQ(shell.c.count_posts("state = 'planned'"), 3);
  EXPECT_EQ(shell.run({"resume", "--overdue", "clear"}), 0) << shell.err;
  EXPECT_TRUE(shell.said("2 overdue posts marked missed")) << shell.out;
  EXPECT_EQ(shell.c.count_posts("state = 'missed'"), 2);
}

TEST(ResumeCommand, GivesOverduePostsAnotherTime) {
  PausedShell shell;
  EXPECT_EQ(shell.run({"resume", "--overdue", "reschedule"}), 0) << shell.err;
  EXPECT_TRUE(shell.said("comes at 2026-06-01 ")) << shell.out;
  EXPECT_EQ(shell.c.count_posts("state = 'planned' AND pinned = 1"), 2);
}

TEST(ResumeCommand, TellsScriptsWhichPostsWereMissedAndWhichMoved) {
  PausedShell shell;
  const auto moved = shell.json({"resume", "--overdue", "reschedule", "-n"}).at("rescheduled");
  ASSERT_EQ(moved.size(), 2U) << moved;
  EXPECT_EQ(moved.at(0).at("id"), 1);
  EXPECT_TRUE(moved.at(0).at("due_at").get<std::string>().starts_with("2026-06-01T")) << moved;
  const auto cleared = shell.json({"resume", "--overdue", "clear"});
  EXPECT_EQ(cleared.at("missed"), nlohmann::json::array({1, 2}));
  EXPECT_EQ(cleared.at("rescheduled"), nlohmann::json::array());
  EXPECT_EQ(cleared.at("overdue"), 0);
}

TEST(ResumeCommand, KeepsWhoPausedAndWhoResumedInTheHistory) {
  PlanningShell shell;
  shell.run({"pause", "--for", "2h", "--reason", "holiday"});
  shell.run({"resume", "--reason", "back early"});
  const auto history = shell.json({"settings", "history"}).at("history");
  EXPECT_EQ(history.at(0).at("reason"), "back early");
  EXPECT_TRUE(history.at(0).at("actor").get<std::string>().starts_with("cli:"));
  EXPECT_EQ(history.at(1).at("reason"), "holiday");
  EXPECT_TRUE(history.at(1).at("actor").get<std::string>().starts_with("cli:"));
}

TEST(MixCommand, SetsAndShowsTheShares) {
  PlanningShell shell;
  EXPECT_EQ(shell.run({"mix", "set", "memes=70.5", "merch=29.5", "--reason", "launch"}), 0);
  EXPECT_TRUE(shell.said("all categories equal → memes=70.5 merch=29.5")) << shell.out;
  EXPECT_TRUE(shell.said("no active media in: merch")) << shell.out;
  const auto document = shell.json({"mix", "show"});
  EXPECT_EQ(document.at("mix").at(0).at("share"), 0.705);
  EXPECT_EQ(document.at("mix").at(1).at("category"), "merch");
}

TEST(MixCommand, SaysUnchangedForTheMixItAlreadyHas) {
  PlanningShell shell;
  shell.run({"mix", "set", "memes=100"});
  EXPECT_EQ(shell.run({"mix", "set", "memes=100"}), 0);
  EXPECT_TRUE(shell.said("unchanged")) << shell.out;
}

TEST(MixCommand, RefusesSharesThatAreNotAHundred) {
  PlanningShell shell;
  EXPECT_EQ(shell.run({"mix", "set", "memes=70"}), 2);
  EXPECT_NE(shell.err.find("shares sum to 70, not to 100"), std::string::npos) << shell.err;
  EXPECT_EQ(shell.run({"mix", "set"}), 2);
  EXPECT_EQ(shell.run({"mix", "set", "--equal", "memes=100"}), 2);
}

TEST(QueueCommand, WithoutAVerbIsAnErrorThatPrintsNoData) {
  PlanningShell shell;
  EXPECT_EQ(shell.run({"queue"}), 2);
  EXPECT_EQ(shell.out, "");
  EXPECT_NE(shell.err.find("igbotctl queue --help"), std::string::npos) << shell.err;
}

TEST(QueueCommand, ListsWhatComesInTheZoneOfTheChat) {
  PlanningShell shell;
  shell.c.set("posting_timezone", "Asia/Kolkata");
  shell.run({"schedule", "create", "--days", "1"});
  EXPECT_EQ(shell.run({"queue", "list"}), 0);
  EXPECT_TRUE(shell.said("+05:30")) << shell.out;
  const auto document = shell.json({"queue", "list"});
  ASSERT_EQ(document.at("posts").size(), 3U);
  EXPECT_EQ(document.at("posts").at(0).at("status"), "planned");
}

TEST(QueueCommand, SaysWhatToDoWhenNothingIsPlanned) {
  PlanningShell shell;
  EXPECT_EQ(shell.run({"queue", "list"}), 0);
  EXPECT_TRUE(shell.said("igbotctl schedule create")) << shell.out;
}

}  // namespace
}  // namespace igbot::cli
