// SPDX-License-Identifier: MIT
#include "cli/plot/terminal_chart.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "cli/output.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr int k_gutter = 8;  ///< for the names of rows and the largest value
constexpr int k_chart_rows = 6;
constexpr int k_widest_column = 6;
constexpr int k_narrowest_bar = 4;
constexpr int k_eighths = 8;

/// How full a cell is, in eighths: from below in columns, from the left in bars.
constexpr std::array<const char*, 9> k_column_cells{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<const char*, 9> k_bar_cells{" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};

/// A line that knows its width, so that it ends at the edge of the canvas.
class ChartLine {
 public:
  explicit ChartLine(const Canvas& canvas) : canvas_(canvas) {}

  void add(const std::string& text, const std::optional<PlotColour>& colour = std::nullopt) {
    const std::string shown = cut_to_width(text, canvas_.width - used_);
    used_ += display_width(shown);
    const bool is_blank = shown.find_first_not_of(' ') == std::string::npos;
    if (!canvas_.colour || !colour || is_blank) {
      line_ += shown;
    } else {
      line_ += colour_begin(*colour) + shown + std::string(k_colour_end);
    }
  }
  void pad_to(int column) {
    if (column > used_) add(std::string(static_cast<std::size_t>(column - used_), ' '));
  }
  int used() const { return used_; }
  std::string text() const { return line_.substr(0, line_.find_last_not_of(' ') + 1); }

 private:
  Canvas canvas_;
  std::string line_;
  int used_ = 0;
};

std::string repeated(const std::string& cell, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += cell;
  return text;
}

/// `value` as so many of `units`; what is more than nothing is at least one.
int scaled(double value, double largest, int units) {
  if (value <= 0 || largest <= 0) return 0;
  return std::clamp(static_cast<int>(std::lround(value / largest * units)), 1, units);
}

std::string right_aligned(const std::string& text, int width) {
  return repeated(" ", width - display_width(text)) + text;
}

/// Where the columns of a chart lie.
struct ColumnPlaces {
  int pitch = 1;  ///< from one column to the next
  int bar = 1;    ///< of it are drawn
  int start(std::size_t column) const { return k_gutter + 2 + static_cast<int>(column) * pitch; }
};

ColumnPlaces places_of(std::size_t columns, const Canvas& canvas) {
  const int room = column_room(canvas);
  const int pitch = std::clamp(room / std::max(1, static_cast<int>(columns)), 1, k_widest_column);
  return {pitch, pitch == 1 ? 1 : pitch - 1};
}

std::string cells_line(const ColumnChart& chart, const Canvas& canvas, int row) {
  const ColumnPlaces places = places_of(chart.values.size(), canvas);
  const double largest = *std::max_element(chart.values.begin(), chart.values.end());
  const bool is_top = row == k_chart_rows - 1;
  ChartLine line(canvas);
  line.add(right_aligned(is_top ? plot_number(largest) : "", k_gutter) + (is_top ? " ┤" : " │"));
  for (std::size_t i = 0; i < chart.values.size(); ++i) {
    const int height = scaled(chart.values[i], largest, k_chart_rows * k_eighths);
    const int here = std::clamp(height - row * k_eighths, 0, k_eighths);
    line.pad_to(places.start(i));
    line.add(repeated(k_column_cells[static_cast<std::size_t>(here)], places.bar), chart.colour);
  }
  return line.text();
}

std::string axis_line(const ColumnChart& chart, const Canvas& canvas) {
  const ColumnPlaces places = places_of(chart.values.size(), canvas);
  ChartLine line(canvas);
  line.add(right_aligned("0", k_gutter) + " ┼");
  line.add(repeated("─", places.start(chart.values.size()) - line.used()));
  return line.text();
}

/// Labels at equal distances, each under its column and whole.
std::string labels_line(const ColumnChart& chart, const Canvas& canvas) {
  const ColumnPlaces places = places_of(chart.values.size(), canvas);
  int longest = 1;
  for (const std::string& label : chart.labels) longest = std::max(longest, display_width(label));
  constexpr std::array<std::size_t, 10> steps{1, 2, 3, 4, 6, 7, 14, 28, 56, 112};
  const auto step = std::find_if(steps.begin(), steps.end(), [&](std::size_t columns) {
    return static_cast<int>(columns) * places.pitch >= longest + (longest > 2 ? 2 : 1);
  });
  ChartLine line(canvas);
  if (step == steps.end()) return line.text();
  for (std::size_t i = 0; i < chart.labels.size(); i += *step) {
    if (places.start(i) + display_width(chart.labels[i]) > canvas.width) break;
    line.pad_to(places.start(i));
    line.add(chart.labels[i]);
  }
  return line.text();
}

/// What has no room as a number is told as more than it.
std::string number_in(std::int64_t number, int width) {
  const std::string text = std::to_string(number);
  return display_width(text) <= width ? text : "+";
}

std::string numbers_line(const NumberRow& row, const ColumnPlaces& places, const Canvas& canvas) {
  ChartLine line(canvas);
  line.add(right_aligned(row.name, k_gutter), row.colour);
  for (std::size_t i = 0; i < row.numbers.size(); ++i) {
    if (row.numbers[i] == 0) continue;
    line.pad_to(places.start(i));
    line.add(number_in(row.numbers[i], places.bar), row.colour);
  }
  return line.text();
}

std::string bar_text(const Bar& bar, double largest, int width) {
  const int length = scaled(bar.value, largest, width * k_eighths);
  std::string text = repeated(k_bar_cells.back(), length / k_eighths);
  if (length % k_eighths > 0) text += k_bar_cells[static_cast<std::size_t>(length % k_eighths)];
  return text;
}

}  // namespace

std::string plot_number(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                 std::chars_format::fixed, 1);
  std::string text(digits.data(), end.ptr);
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

int column_room(const Canvas& canvas) { return std::max(1, canvas.width - k_gutter - 2); }

std::vector<std::string> draw_columns(const ColumnChart& chart, const Canvas& canvas) {
  std::vector<std::string> lines;
  const bool is_empty = std::all_of(chart.values.begin(), chart.values.end(),
                                    [](double value) { return value <= 0; });
  for (int row = k_chart_rows - 1; row >= 0 && !is_empty; --row) {
    lines.push_back(cells_line(chart, canvas, row));
  }
  lines.push_back(axis_line(chart, canvas));
  lines.push_back(labels_line(chart, canvas));
  const ColumnPlaces places = places_of(chart.values.size(), canvas);
  for (const NumberRow& row : chart.rows) {
    const bool has_any = std::any_of(row.numbers.begin(), row.numbers.end(),
                                     [](std::int64_t number) { return number > 0; });
    if (has_any) lines.push_back(numbers_line(row, places, canvas));
  }
  return lines;
}

std::vector<std::string> draw_bars(const std::vector<Bar>& bars, const Canvas& canvas) {
  int label_width = 0;
  int note_width = 0;
  double largest = 0;
  for (const Bar& bar : bars) {
    label_width = std::max(label_width, display_width(text::one_line(bar.label)));
    note_width = std::max(note_width, display_width(bar.note));
    largest = std::max(largest, bar.value);
  }
  label_width = std::min(label_width, std::max(8, canvas.width / 4));
  const int room = std::max(k_narrowest_bar, canvas.width - label_width - note_width - 4);
  std::vector<std::string> lines;
  for (const Bar& bar : bars) {
    ChartLine line(canvas);
    line.add(cut_to_width(text::redact(text::one_line(bar.label)), label_width));
    line.pad_to(label_width + 2);
    line.add(bar_text(bar, largest, room), bar.colour);
    line.pad_to(label_width + 2 + room + 2);
    line.add(bar.note);
    lines.push_back(line.text());
  }
  return lines;
}

}  // namespace igbot::cli
