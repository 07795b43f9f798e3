// SPDX-License-Identifier: MIT
#include "cli/plot/terminal_chart.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/output.hpp"
#include "cli/standard_streams.hpp"

namespace igbot::cli {
namespace {

using Lines = std::vector<std::string>;

TEST(ColumnChart, HeightsAreEighthsOfTheLargestWhichIsNamed) {
  const ColumnChart chart{{48, 24, 1, 0, 13}, {"a", "b", "c", "d", "e"}, {}, k_posted_colour};
  EXPECT_EQ(
      draw_columns(chart, {20, false}),
      (Lines{"      48 ┤█", "         │█", "         │█", "         │█ █", "         │█ █     ▅",
             "         │█ █ ▁   █", "       0 ┼──────────", "          a b c d e"}));
}

TEST(ColumnChart, WhatIsMoreThanNothingIsSeenHoweverSmall) {
  const ColumnChart chart{{100000, 1}, {"a", "b"}, {}, k_posted_colour};
  EXPECT_NE(draw_columns(chart, {20, false})[5].find("▁"), std::string::npos);
}

TEST(ColumnChart, OfNothingOnlyTheAxisAndTheNumbersBelowAreLeft) {
  const ColumnChart chart{{0, 0, 0},
                          {"1 Nov", "2 Nov", "3 Nov"},
                          {{"dry run", {0, 2, 12}, k_dry_run_colour}, {"missed", {0, 0, 0}, {}}},
                          k_posted_colour};
  EXPECT_EQ(draw_columns(chart, {17, false}),
            (Lines{"       0 ┼──────", "          1 Nov", " dry run    2 +"}));
}

TEST(ColumnChart, LabelsAreWholeAndAsFarApartAsTheyNeed) {
  ColumnChart chart{std::vector<double>(31, 1), {}, {}, k_posted_colour};
  for (int day = 1; day <= 31; ++day) chart.labels.push_back(std::to_string(day) + " Nov");
  const auto lines = draw_columns(chart, {80, false});
  EXPECT_EQ(lines.back(),
            "          1 Nov   5 Nov   9 Nov   13 Nov  17 Nov  21 Nov  25 Nov  29 Nov");
}

TEST(ColumnChart, ColoursOnlyWhatIsDrawnAndOnlyWhenAsked) {
  const ColumnChart chart{{1}, {"a"}, {}, k_posted_colour};
  EXPECT_EQ(draw_columns(chart, {12, true})[0], "       1 ┤\x1B[38;5;25m█\x1B[0m");
  for (const auto& line : draw_columns(chart, {12, false})) {
    EXPECT_EQ(line.find('\x1B'), std::string::npos);
  }
}

TEST(ColumnChart, ItsColoursPassWhatKeepsStrangersFromTheTerminal) {
  std::ostringstream out;
  {
    const ScreenedStream screened(out);
    for (const PlotColour& colour : {k_posted_colour, k_missed_colour, k_dry_run_colour}) {
      const ColumnChart chart{{1}, {"a"}, {}, colour};
      out << draw_columns(chart, {12, true})[0] << '\n';
    }
    out << "\x1B[38;5;16mhidden\x1B[2J\n";
  }
  EXPECT_EQ(out.str(),
            "       1 ┤\x1B[38;5;25m█\x1B[0m\n       1 ┤\x1B[38;5;172m█\x1B[0m\n"
            "       1 ┤\x1B[38;5;248m█\x1B[0m\n [38;5;16mhidden [2J\n");
}

TEST(BarChart, BarsStandBetweenLabelsAndNotes) {
  const std::vector<Bar> bars{{"memes", 4, "4 posts", k_category_colours[0]},
                              {"merch", 1.5, "1.5", k_category_colours[1]},
                              {"none", 0, "0", k_category_colours[2]}};
  EXPECT_EQ(draw_bars(bars, {24, false}),
            (Lines{"memes  ████████  4 posts", "merch  ███       1.5", "none             0"}));
}

TEST(BarChart, NothingIsWiderThanTheCanvas) {
  const std::vector<Bar> bars{{std::string(90, 'x'), 4, std::string(40, 'y'), {}},
                              {"日本語のとても長いカテゴリー名です", 3, "3", {}}};
  for (const int width : {1, 8, 20, 40, 80, 140}) {
    for (const auto& line : draw_bars(bars, {width, false})) {
      EXPECT_LE(display_width(line), width) << line;
    }
  }
}

TEST(BarChart, ALabelCannotSpeakToTheTerminal) {
  const std::vector<Bar> bars{{"a\x1B[2J\nb", 1, "1", {}}};
  const auto lines = draw_bars(bars, {40, false});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].find_first_of("\x1B\n"), std::string::npos);
}

TEST(PlotNumber, HasAtMostOneDecimal) {
  EXPECT_EQ(plot_number(12), "12");
  EXPECT_EQ(plot_number(12.54), "12.5");
  EXPECT_EQ(plot_number(12.96), "13");
}

}  // namespace
}  // namespace igbot::cli
