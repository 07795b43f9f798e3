// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/plot/terminal_chart.hpp"
#include "core/post/posting_figures.hpp"

namespace igbot::cli {

/// The figures drawn for a terminal: posts per day, by category and by hour, and what stories came
/// to where that is known. Lines without line ends, none wider than the canvas. Where there are
/// more days than columns, a column is several days.
std::vector<std::string> figures_lines(const post::PostingFigures& figures, const Canvas& canvas);

}  // namespace igbot::cli
