// SPDX-License-Identifier: MIT
#include "tests/unit/cli/commands/planning_shell.hpp"

namespace igbot::cli {
namespace {

/// A chat in UTC with three posts a day from 9 to 21, planned from Monday 2026-06-01 on; it is
/// Monday, 17:00, and the worker is down.
class QueueShell : public test::PlanningShell {
 public:
  QueueShell() : PlanningShell(15) {
    c.add_media("merch", 15);
    c.set("posting_hours_start", "9");
    c.set("posting_hours_end", "21");
    c.create({.days = 3});
    c.t.clock.set(parse_time("2026-06-01T17:00:00Z", Zone::find("UTC"), Timestamp{}));
  }

  std::vector<int> ids(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"queue", "list"});
    std::vector<int> found;
    const auto document = json(std::move(arguments));
    for (const auto& post : document.at("posts")) found.push_back(post.at("id"));
    return found;
  }
};

using Ids = std::vector<int>;

TEST(QueueList, OfADayHasWhatHasEndedToo) {
  QueueShell shell;
  shell.c.execute("UPDATE posts SET state = 'posted', wake_at = NULL WHERE id = 1");
  shell.c.execute("UPDATE posts SET state = 'canceled', wake_at = NULL WHERE id = 2");
  EXPECT_EQ(shell.ids({"--day", "today"}), (Ids{1, 3}));
  EXPECT_EQ(shell.ids({"--day", "monday"}), (Ids{1, 3}));
  EXPECT_EQ(shell.ids({"--day", "2026-06-02"}), (Ids{4, 5, 6}));
  EXPECT_EQ(shell.ids({"--day", "tomorrow", "--limit", "2"}), (Ids{4, 5}));
  EXPECT_EQ(shell.ids({"--day", "today", "--status", "canceled"}), (Ids{2}));
  EXPECT_EQ(shell.ids({}), (Ids{3, 4, 5, 6, 7, 8, 9}));
}

TEST(QueueList, NarrowsByTimeStateCategoryAndItem) {
  QueueShell shell;
  shell.c.execute("UPDATE posts SET state = 'skipped', wake_at = NULL WHERE id = 4");
  EXPECT_EQ(shell.ids({"--from", "2026-06-02", "--to", "2026-06-03"}), (Ids{5, 6}));
  EXPECT_EQ(shell.ids({"--status", "skipped"}), (Ids{4}));
  const auto post = shell.json({"queue", "list"}).at("posts").at(0);
  const auto media = std::to_string(post.at("media_id").get<int>());
  EXPECT_EQ(shell.ids({"--media", media}), (Ids{1}));
  const auto merch = shell.json({"queue", "list", "--category", "merch"});
  EXPECT_FALSE(merch.at("posts").empty());
  for (const auto& post_of_merch : merch.at("posts")) {
    EXPECT_EQ(post_of_merch.at("category"), "merch");
  }
  EXPECT_EQ(shell.ids({"--category", "nothing"}), Ids{});
}

TEST(QueueList, MarksWhatIsOverdue) {
  QueueShell shell;
  EXPECT_EQ(shell.run({"queue", "list"}), 0);
  EXPECT_TRUE(shell.said("planned (overdue)")) << shell.out;
  const auto posts = shell.json({"queue", "list"}).at("posts");
  EXPECT_EQ(posts.at(0).at("overdue"), true);
  EXPECT_EQ(posts.at(2).at("overdue"), false);
}

TEST(QueueList, RefusesWhatMakesNoSense) {
  QueueShell shell;
  EXPECT_EQ(shell.run({"queue", "list", "--day", "someday"}), 2);
  EXPECT_EQ(shell.run({"queue", "list", "--day", "today", "--from", "now"}), 2);
  EXPECT_EQ(shell.run({"queue", "list", "--status", "lost"}), 2);
  EXPECT_EQ(shell.run({"queue", "list", "--media", "9999"}), 5);
}

TEST(QueueList, SaysWhatPlansADayThatHasNothing) {
  QueueShell shell;
  shell.run({"queue", "list", "--day", "2026-06-20"});
  EXPECT_TRUE(
      shell.said("nothing is planned for Sat 2026-06-20; igbotctl schedule create --from "
                 "2026-06-20 --days 1"))
      << shell.out;
  shell.run({"queue", "list", "--day", "yesterday"});
  EXPECT_TRUE(shell.said("nothing was due on Sun 2026-05-31")) << shell.out;
}

TEST(QueueCalendar, HasADayForEachThatWasAskedFor) {
  QueueShell shell;
  const auto days = shell.json({"queue", "calendar", "--days", "4", "--past", "1"}).at("days");
  ASSERT_EQ(days.size(), 5u);
  EXPECT_EQ(days.at(0).at("date"), "2026-05-31");
  EXPECT_EQ(days.at(0).at("weekday"), "Sun");
  EXPECT_EQ(days.at(0).at("hours"), 24);
  EXPECT_EQ(days.at(1).at("posts").size(), 3u);
  EXPECT_EQ(days.at(1).at("posts").at(0).at("overdue"), true);
  EXPECT_EQ(days.at(4).at("posts").size(), 0u);
  EXPECT_EQ(
      shell.json({"queue", "calendar", "--from", "tue", "--days", "1"}).at("days").at(0).at("date"),
      "2026-06-02");
}

TEST(QueueCalendar, SaysHowLongADayWithAClockChangeIs) {
  QueueShell shell;
  shell.c.set("posting_timezone", "Australia/Lord_Howe");
  const auto days = shell.json({"queue", "calendar", "--from", "2026-10-04", "--days", "1"});
  EXPECT_EQ(days.at("days").at(0).at("hours"), 23.5);
}

TEST(QueueCalendar, SaysWhatIsOverdueAndHowThatEnds) {
  QueueShell shell;
  EXPECT_EQ(shell.run({"queue", "calendar"}), 0) << shell.err;
  EXPECT_TRUE(shell.said("2 overdue: igbotctl post run --chat -1001")) << shell.out;
  EXPECT_TRUE(shell.said("! overdue")) << shell.out;
  shell.run({"pause", "--for", "1d", "--reason", "holiday"});
  shell.run({"queue", "calendar"});
  EXPECT_TRUE(shell.said("until 2026-06-02 17:00 +00:00 (holiday)")) << shell.out;
  EXPECT_TRUE(shell.said("2 overdue: igbotctl resume --chat -1001")) << shell.out;
  EXPECT_TRUE(shell.said("░ paused")) << shell.out;
  EXPECT_EQ(shell.json({"queue", "calendar"}).at("overdue"), 2);
}

TEST(QueueCalendar, DoesNotShowCanceledPosts) {
  QueueShell shell;
  shell.c.execute("UPDATE posts SET state = 'canceled', wake_at = NULL");
  EXPECT_EQ(shell.run({"queue", "calendar"}), 0) << shell.err;
  EXPECT_FALSE(shell.said("post")) << shell.out;
  EXPECT_TRUE(shell.said("nothing is planned for these days; igbotctl schedule create"))
      << shell.out;
}

TEST(QueueCalendar, ShowsWhatWasAndSaysThatNothingComes) {
  QueueShell shell;
  shell.c.execute("UPDATE posts SET state = 'posted', wake_at = NULL WHERE id = 1");
  shell.c.execute("UPDATE posts SET state = 'canceled', wake_at = NULL WHERE id > 1");
  shell.run({"queue", "calendar"});
  EXPECT_TRUE(shell.said("✓ posted")) << shell.out;
  EXPECT_TRUE(shell.said("nothing is planned")) << shell.out;
  shell.run({"queue", "calendar", "--from", "2026-05-01", "--days", "3"});
  EXPECT_TRUE(shell.said("nothing was due then")) << shell.out;
}

TEST(QueueCalendar, RefusesDaysOutOfRange) {
  QueueShell shell;
  EXPECT_EQ(shell.run({"queue", "calendar", "--days", "0"}), 2);
  EXPECT_EQ(shell.run({"queue", "calendar", "--days", "61"}), 2);
  EXPECT_EQ(shell.run({"queue", "calendar", "--past", "366"}), 2);
  EXPECT_EQ(shell.run({"queue", "calendar", "--from", "friday", "--past", "1"}), 2);
  EXPECT_EQ(shell.run({"queue", "calendar", "--from", "2037-12-31"}), 2);
  EXPECT_EQ(shell.run({"queue", "calendar", "--days", "60", "--past", "365"}), 0);
}

}  // namespace
}  // namespace igbot::cli
