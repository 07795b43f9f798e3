// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/commands/queue/day_hours.hpp"
#include "cli/commands/queue/post_mark.hpp"

namespace igbot::cli {

struct GridPost {
  Timestamp due_at;
  std::string category;
  PostMark mark = PostMark::planned;
};

/// Everything the drawing depends on.
struct GridView {
  HourRules rules;
  Timestamp now;
  LocalDay from;
  int days = 0;
  std::vector<GridPost> posts;          ///< earliest first, all of these days
  std::vector<std::string> categories;  ///< of the chat, in the order in which they get a letter
  int width = 80;                       ///< no line is wider
  bool colour = false;
};

/// Days down, hours across: each post is the letter of its category and the sign of its state, with
/// its minutes where there is room. Below 80 columns only the hours that are used. Then a legend of
/// what occurs.
std::vector<std::string> draw_grid(const GridView& view);

}  // namespace igbot::cli
