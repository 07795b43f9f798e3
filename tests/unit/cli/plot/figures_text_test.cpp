// SPDX-License-Identifier: MIT
#include "cli/plot/figures_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "cli/output.hpp"
#include "tests/unit/cli/plot/sample_figures.hpp"

namespace igbot::cli {
namespace {

bool has_line(const std::vector<std::string>& lines, const std::string& wanted) {
  return std::find(lines.begin(), lines.end(), wanted) != lines.end();
}

TEST(FiguresText, BeginsWithThePeriodAndWhatBecameOfItsPosts) {
  EXPECT_EQ(figures_lines(test::sample_figures(30), {80, false})[0],
            "2026-10-28 to 2026-11-26, UTC: 30 posted, 1 dry run, 1 missed");
}

TEST(FiguresText, NoLineIsWiderThanTheTerminal) {
  for (const int days : {1, 7, 30, 71, 366}) {
    const auto figures = test::sample_figures(days);
    for (const int width : {30, 80, 140}) {
      for (const auto& line : figures_lines(figures, {width, false})) {
        EXPECT_LE(display_width(line), width) << days << " days: " << line;
      }
    }
  }
}

TEST(FiguresText, MoreDaysThanColumnsAreDrawnByTheWeekAndTheLastIsWhole) {
  const auto lines = figures_lines(test::sample_figures(366), {80, false});
  EXPECT_TRUE(has_line(lines, "posts per 7 days"));
  // 366 = 2 + 52 * 7: two posts in the first column, which is a third of the others.
  const auto top = std::find_if(lines.begin(), lines.end(),
                                [](const auto& line) { return line.starts_with("       7 ┤"); });
  ASSERT_NE(top, lines.end());
  std::string full;
  for (int i = 0; i < 52; ++i) full += "█";
  EXPECT_EQ(*top, "       7 ┤ " + full);
}

TEST(FiguresText, CategoriesStandBesideTheirShareOfTheMix) {
  const auto lines = figures_lines(test::sample_figures(3), {60, false});
  EXPECT_TRUE(has_line(lines, "memes  ██████████████████████████  3 posts, 100 % (mix 70 %)"));
  EXPECT_TRUE(has_line(lines, "merch                              0 posts, 0 % (mix 30 %)"));
}

TEST(FiguresText, WhatDidNotGoOutIsNamedBelow) {
  const auto lines = figures_lines(test::sample_figures(2), {60, false});
  EXPECT_TRUE(has_line(lines, " dry run  1"));
  EXPECT_TRUE(has_line(lines, "  missed  1"));
}

TEST(FiguresText, StoriesAreShownOnlyWhereThereAreFigures) {
  auto figures = test::sample_figures(2);
  EXPECT_TRUE(has_line(figures_lines(figures, {80, false}), "views per story by category"));
  figures.stories = {};
  EXPECT_FALSE(has_line(figures_lines(figures, {80, false}), "views per story by category"));
}

TEST(FiguresText, WithoutViewsTheReachIsDrawn) {
  auto figures = test::sample_figures(2);
  figures.stories.views = 0;
  EXPECT_TRUE(has_line(figures_lines(figures, {80, false}), "reach per story by hour"));
}

}  // namespace
}  // namespace igbot::cli
