// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace igbot::cli {

/// One colour in both drawings: a number of the 256 colours of terminals, and its value.
struct PlotColour {
  int terminal;
  const char* svg;
};

/// Colours that people with any kind of colour blindness can tell apart: those of Okabe and Ito
/// (https://jfly.uni-koeln.de/color/), as near as terminals have them.
inline constexpr std::array<PlotColour, 7> k_category_colours{{{25, "#005faf"},
                                                               {172, "#d78700"},
                                                               {36, "#00af87"},
                                                               {175, "#d787af"},
                                                               {74, "#5fafd7"},
                                                               {124, "#af0000"},
                                                               {240, "#585858"}}};
inline constexpr PlotColour k_posted_colour = k_category_colours[0];
inline constexpr PlotColour k_missed_colour = k_category_colours[1];
inline constexpr PlotColour k_dry_run_colour{248, "#a8a8a8"};
inline constexpr PlotColour k_stories_colour = k_category_colours[2];

/// The colour of the category at that place of the list by name; they repeat.
inline const PlotColour& category_colour(std::size_t place) {
  return k_category_colours[place % k_category_colours.size()];
}

/// Whether it is a terminal's number of one of the colours here.
inline bool is_palette_number(std::string_view text) {
  const auto is = [&](const PlotColour& colour) { return text == std::to_string(colour.terminal); };
  return is(k_dry_run_colour) ||
         std::any_of(k_category_colours.begin(), k_category_colours.end(), is);
}

/// What makes a terminal draw in the colour, until k_colour_end.
inline std::string colour_begin(const PlotColour& colour) {
  return "\x1B[38;5;" + std::to_string(colour.terminal) + "m";
}
inline constexpr std::string_view k_colour_end = "\x1B[0m";

}  // namespace igbot::cli
