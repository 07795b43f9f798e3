// SPDX-License-Identifier: MIT
#include "cli/plot/figures_svg.hpp"

#include <gtest/gtest.h>

#include "cli/plot/palette.hpp"
#include "cli/plot/svg.hpp"
#include "tests/unit/cli/plot/sample_figures.hpp"

namespace igbot::cli {
namespace {

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(FiguresSvg, TheSameFiguresGiveTheSameBytes) {
  EXPECT_EQ(figures_svg(test::sample_figures(30), "team"),
            figures_svg(test::sample_figures(30), "team"));
}

TEST(FiguresSvg, RefersToNothingOutsideItself) {
  const std::string svg = figures_svg(test::sample_figures(30), "team");
  EXPECT_EQ(times(svg, "://"), 1u) << "the name space alone";
  for (const char* part : {"href", "<script", "url(", "@import", "<!"}) {
    EXPECT_EQ(times(svg, part), 0u) << part;
  }
}

TEST(FiguresSvg, EveryDayAndHourWithAPostIsARectangleThatTellsOfIt) {
  const std::string svg = figures_svg(test::sample_figures(30), "team");
  EXPECT_EQ(times(svg, "<title>2026-11-26: 1 posted</title>"), 1u);
  EXPECT_EQ(times(svg, "<title>2026-10-28: 1 posted, 1 dry run, 1 missed</title>"), 3u);
  EXPECT_EQ(times(svg, "<title>9:00: 30 posted</title>"), 1u);
}

TEST(FiguresSvg, ADayIsAsHighAsItsPostsAre) {
  // The first day of two has three ends, so that one is a third of 140 pixels.
  const std::string svg = figures_svg(test::sample_figures(2), "team");
  EXPECT_EQ(times(svg, "height=\"46.7\" fill=\"#005faf\"><title>2026-11-26: 1 posted</title>"), 1u);
}

TEST(FiguresSvg, CategoriesHaveTheColoursOfTheTerminal) {
  const std::string svg = figures_svg(test::sample_figures(2), "team");
  EXPECT_EQ(times(svg, std::string("fill=\"") + category_colour(0).svg +
                           "\"><title>memes: 2 posts, 100 % (mix 70 %)</title>"),
            1u);
}

TEST(FiguresSvg, NamesAreEscaped) {
  const std::string svg = figures_svg(test::sample_figures(2), "<b>&\"\x01\xEF\xBF\xBE\xFF");
  EXPECT_EQ(times(svg, "<b>"), 0u);
  EXPECT_GE(times(svg, "&lt;b&gt;&amp;&quot; \xEF\xBF\xBD\xEF\xBF\xBD: posts"), 3u);
}

TEST(XmlText, HoldsNoSecret) {
  EXPECT_EQ(xml_text("bot123456789:AAsandboxTokenOnlyForLoopback_0123").find("AAsandbox"),
            std::string::npos);
}

}  // namespace
}  // namespace igbot::cli
