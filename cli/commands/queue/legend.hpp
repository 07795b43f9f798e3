// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/commands/queue/day_hours.hpp"
#include "cli/commands/queue/post_mark.hpp"
#include "cli/styled_line.hpp"

namespace igbot::cli {

/// What occurs in a calendar.
struct Legend {
  std::map<std::string, std::string> letters;  ///< of each category
  std::map<std::string, std::string> styles;   ///< of each category's letter
  std::map<std::string, int> categories;       ///< posts of each
  std::set<PostMark> marks;
  std::set<HourKind> hours;
};

/// What each letter and sign means, in lines of at most `width` columns where the names allow it.
std::vector<StyledLine> legend_lines(const Legend& legend, int width);

/// One column wide; a space for hours outside the window.
std::string sign_of(HourKind kind);

}  // namespace igbot::cli
