// SPDX-License-Identifier: MIT
#include "cli/commands/queue/grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "cli/output.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// A calendar of so many days of a zone, at 12:00 local time of the first, 9 to 21 o'clock.
struct Drawing {
  Drawing(const char* zone, const char* from, int days)
      : view{{Zone::find(zone), 9, 21, {}}, {}, parse_date(from), days, {}, {}, 80, false} {
    view.now = at(std::string(from) + " 12:00");
  }

  Timestamp at(const std::string& time) const {
    return parse_time(time, view.rules.zone, Timestamp{});
  }
  void add(const std::string& time, const std::string& category = "memes",
           PostMark mark = PostMark::planned) {
    view.posts.push_back({at(time), category, mark});
  }
  std::vector<std::string> lines() const { return draw_grid(view); }
  /// The first line that begins so; empty when none does.
  std::string line(const std::string& beginning) const {
    for (const std::string& line : lines()) {
      if (line.starts_with(beginning)) return line;
    }
    return {};
  }
  bool says(const std::string& words) const {
    const auto all = lines();
    return std::any_of(all.begin(), all.end(), [&](const std::string& line) {
      return line.find(words) != std::string::npos;
    });
  }

  GridView view;
};

void expect_fits(const Drawing& drawing) {
  for (const std::string& line : drawing.lines()) {
    EXPECT_LE(display_width(line), drawing.view.width) << line;
  }
}

TEST(CalendarGrid, ShowsDaysHoursPostsAndWhatTheyMean) {
  Drawing drawing("Europe/Berlin", "2026-11-26", 2);
  drawing.add("2026-11-26 09:30", "memes", PostMark::posted);
  drawing.add("2026-11-26 15:10", "merch", PostMark::awaiting);
  drawing.add("2026-11-27 15:10");
  const std::vector<std::string> expected{
      "           00  02  04  06  08  10  12  14  16  18  20  22",
      "now 12:00                          ▼",
      "Thu 26 Nov▸                  m✓· · · · · e…· · · · ·        2 posts",
      "Fri 27 Nov                   · · · · · · m · · · · ·        1 post",
      "m memes (2)   e merch (1)",
      "… awaits a decision   ✓ posted   · posting hours"};
  EXPECT_EQ(drawing.lines(), expected);
}

TEST(CalendarGrid, GivesEachHourItsMinutesInAWideTerminal) {
  Drawing drawing("Europe/Berlin", "2026-11-26", 1);
  drawing.add("2026-11-26 09:05", "memes", PostMark::missed);
  drawing.view.width = 140;
  EXPECT_NE(drawing.line("Thu").find("m05○ ·    ·"), std::string::npos) << drawing.line("Thu");
  expect_fits(drawing);
}

TEST(CalendarGrid, NeverExceedsTheTerminalWhateverItsWidth) {
  Drawing drawing("Europe/Berlin", "2026-11-26", 3);
  for (int i = 0; i < 50; ++i) {
    drawing.add("2026-11-27 " + std::to_string(i % 24) + ":00",
                i % 2 == 0 ? "日本の写真" : "a category with a long name");
  }
  for (int width = 1; width < 200; ++width) {
    drawing.view.width = width;
    expect_fits(drawing);
  }
}

TEST(CalendarGrid, ShowsOnlyTheHoursThatAreUsedInANarrowTerminal) {
  Drawing drawing("Europe/Berlin", "2026-11-26", 1);
  drawing.add("2026-11-26 07:30");
  drawing.view.width = 50;
  EXPECT_EQ(drawing.line("  "), "           07  09  11  13  15  17  19");
  EXPECT_EQ(drawing.line("Thu"), "Thu 26 Nov▸m   · · · · · · · · · · · ·  1 post");
}

TEST(CalendarGrid, StacksThePostsOfAnHourAndCountsWhatDoesNotFit) {
  Drawing drawing("Europe/Berlin", "2026-11-26", 1);
  for (int i = 10; i < 60; ++i) drawing.add("2026-11-26 15:" + std::to_string(i));
  EXPECT_TRUE(drawing.says("50 posts"));
  EXPECT_TRUE(drawing.says("++")) << "46 more in two columns";
  drawing.view.width = 100;
  EXPECT_TRUE(drawing.says("+46"));
  EXPECT_EQ(drawing.lines().size(), 2u + 5u + 2u) << "a day has at most five lines";
}

TEST(CalendarGrid, LeavesOutTheHourThatTheClockChangeSkips) {
  Drawing drawing("Europe/Berlin", "2027-03-28", 1);
  drawing.view.rules.start_hour = 0;
  drawing.view.rules.end_hour = 0;
  EXPECT_EQ(drawing.line("Sun"), "Sun 28 Mar▸· · ──· · · · · · · · · · · · · · · · · · · · ·");
  EXPECT_TRUE(drawing.says("  (23 h)"));
  EXPECT_TRUE(drawing.says("─ left out by the clock change"));
}

TEST(CalendarGrid, StacksBothHoursThatTheClockChangeRepeats) {
  Drawing drawing("Europe/Berlin", "2026-10-25", 1);
  drawing.view.posts = {{drawing.at("2026-10-25T00:30Z"), "memes", PostMark::posted},
                        {drawing.at("2026-10-25T01:30Z"), "merch", PostMark::posted}};
  EXPECT_TRUE(drawing.line("Sun").starts_with("Sun 25 Oct▸    m✓  ")) << drawing.line("Sun");
  EXPECT_TRUE(drawing.line("  (25 h)").starts_with("  (25 h)       e✓")) << drawing.line("  (25");
}

TEST(CalendarGrid, KeepsAnHourOfWhichHalfIsSkipped) {
  Drawing drawing("Australia/Lord_Howe", "2026-10-04", 1);
  drawing.view.rules.start_hour = 0;
  drawing.view.rules.end_hour = 0;
  EXPECT_TRUE(drawing.says("  (23.5 h)"));
  EXPECT_FALSE(drawing.says("──"));
}

TEST(CalendarGrid, ShadesAWindowThatWrapsMidnightAtBothEndsOfTheDay) {
  Drawing drawing("UTC", "2026-11-26", 1);
  drawing.view.rules.start_hour = 22;
  drawing.view.rules.end_hour = 2;
  EXPECT_EQ(drawing.line("Thu"), "Thu 26 Nov▸· ·                                         · ·");
}

TEST(CalendarGrid, ShadesPausedHoursUntilThePauseEnds) {
  Drawing drawing("UTC", "2026-11-26", 2);
  drawing.view.rules.pause = {drawing.at("2026-11-26 12:30"), drawing.at("2026-11-27 11:00")};
  EXPECT_EQ(drawing.line("Thu"), "Thu 26 Nov▸                  · · · ░░░░░░░░░░░░░░░░░░");
  EXPECT_EQ(drawing.line("Fri"), "Fri 27 Nov                   ░░░░· · · · · · · · · ·");
  EXPECT_TRUE(drawing.says("░ paused"));
}

TEST(CalendarGrid, ShadesEverythingThatComesWhenThePauseHasNoEnd) {
  Drawing drawing("UTC", "2026-11-26", 2);
  drawing.view.rules.pause = {drawing.at("2026-11-26 12:30"), std::nullopt};
  EXPECT_EQ(drawing.line("Fri"), "Fri 27 Nov                   ░░░░░░░░░░░░░░░░░░░░░░░░");
}

TEST(CalendarGrid, ACategoryKeepsItsLetterWhateverIsShown) {
  Drawing drawing("UTC", "2026-11-26", 1);
  drawing.view.categories = {"memes", "merch"};
  drawing.add("2026-11-26 15:10", "merch");
  EXPECT_TRUE(drawing.says("e merch (1)"));
  EXPECT_FALSE(drawing.says("memes")) << "what does not occur is not in the legend";
}

TEST(CalendarGrid, ColoursOnlyWhereThatIsWanted) {
  Drawing drawing("UTC", "2026-11-26", 1);
  drawing.add("2026-11-26 15:10", "memes", PostMark::failed);
  EXPECT_FALSE(drawing.says("\x1b"));
  drawing.view.colour = true;
  EXPECT_TRUE(drawing.says("\x1b[1;31m✗\x1b[0m"));
  EXPECT_TRUE(drawing.says("\x1b[7m· \x1b[0m")) << "the present hour";
}

TEST(CalendarGrid, ShowsThePresentOnlyOnADayOfIts) {
  Drawing drawing("UTC", "2026-11-26", 2);
  EXPECT_TRUE(drawing.says("now 12:00"));
  drawing.view.from = parse_date("2026-12-01");
  EXPECT_FALSE(drawing.says("now"));
  EXPECT_FALSE(drawing.says("▸"));
}

}  // namespace
}  // namespace igbot::cli
