// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/plot/palette.hpp"

namespace igbot::cli {

/// What is drawn on: so many columns of a terminal, with colours or without.
struct Canvas {
  int width = 80;
  bool colour = false;
};

/// A row of numbers below a chart of columns, one for each.
struct NumberRow {
  std::string name;  ///< at most 7 characters
  std::vector<std::int64_t> numbers;
  PlotColour colour;
};

/// Columns beside each other. Fewer of them than Canvas has room for (see column_room).
struct ColumnChart {
  std::vector<double> values;
  std::vector<std::string> labels;  ///< one for each value; drawn where there is room
  std::vector<NumberRow> rows;      ///< a row without any number is not drawn
  PlotColour colour;
};

/// A line of a bar chart.
struct Bar {
  std::string label;
  double value = 0;
  std::string note;  ///< behind the bar
  PlotColour colour;
};

/// How many columns a chart can have.
int column_room(const Canvas& canvas);

/// Lines without line ends, none wider than the canvas. The largest value is named beside its
/// height, zero stays empty, and all else is visible. All zero: only the rows below.
std::vector<std::string> draw_columns(const ColumnChart& chart, const Canvas& canvas);

/// One line for each bar; labels and notes give way on a narrow canvas.
std::vector<std::string> draw_bars(const std::vector<Bar>& bars, const Canvas& canvas);

/// "12", "12.5": at most one decimal.
std::string plot_number(double value);

}  // namespace igbot::cli
