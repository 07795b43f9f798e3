// SPDX-License-Identifier: MIT
#include "cli/commands/queue/grid.hpp"

#include <algorithm>

#include "cli/commands/queue/legend.hpp"
#include "cli/output.hpp"
#include "cli/plot/palette.hpp"
#include "cli/styled_line.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

constexpr int k_label_width = 11;  // "Fri 27 Nov", and a mark for today
constexpr int k_whole_day_from = 80;
constexpr int k_widest_cell = 5;  // letter, minutes, sign, gap
constexpr int k_minutes_from = 4;
constexpr int k_signs_from = 2;
constexpr std::size_t k_most_lines = 5;  // of one day

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string date_label(LocalDay day) {
  static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::year_month_day date{day};
  return weekday_text(day) + " " + two_digits(static_cast<int>(static_cast<unsigned>(date.day()))) +
         " " + months.at(static_cast<unsigned>(date.month()) - 1);
}

/// How a category is shown.
struct Letter {
  std::string letter;
  std::string style;
};

/// One post where it stands in its day.
struct PlacedPost {
  int minute = 0;
  Letter letter;
  PostMark mark = PostMark::planned;
};

/// "23" or "23.5".
std::string hours_text(std::chrono::milliseconds length) {
  const auto tenths = length / std::chrono::minutes{6};
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

struct DayRow {
  DayHours hours;
  std::array<std::vector<PlacedPost>, 24> posts;
  int total = 0;
};

std::string total_text(int total) { return total == 0 ? "" : text::count(total, "post", "posts"); }

struct Columns {
  int first = 0;
  int last = 23;
  int cell = 2;
  int total = 0;  ///< width of the last column, its gap included

  int left_of(int hour) const { return k_label_width + (hour - first) * cell; }
};

class Grid {
 public:
  explicit Grid(const GridView& view)
      : view_(view), today_(view.rules.zone.day(view.now)), present_(hour_of(view.now)) {
    choose_letters();
    for (int i = 0; i < view.days; ++i) {
      rows_.push_back({hours_of(view.from + std::chrono::days{i}, view.rules), {}, 0});
      const auto& hours = rows_.back().hours.hours;
      legend_.hours.insert(hours.begin(), hours.end());
    }
    for (const GridPost& post : view.posts) {
      const auto index = (view.rules.zone.day(post.due_at) - view.from).count();
      if (index < 0 || index >= view.days) continue;
      DayRow& row = rows_[static_cast<std::size_t>(index)];
      row.posts.at(hour_of(post.due_at))
          .push_back({minute_of(post.due_at), letter_of(post.category), post.mark});
      ++row.total;
      ++legend_.categories[post.category];
      legend_.marks.insert(post.mark);
    }
    choose_columns();
  }

  std::vector<std::string> lines() {
    add_heading();
    for (const DayRow& row : rows_) add_day(row);
    if (columns_.cell < k_signs_from) legend_.marks.clear();
    for (const StyledLine& line : legend_lines(legend_, view_.width)) add_line(line);
    return std::move(lines_);
  }

 private:
  /// Letters of all categories of the chat, so that one has the same letter whatever is shown.
  void choose_letters() {
    std::vector<std::string> categories = view_.categories;
    for (const GridPost& post : view_.posts) categories.push_back(post.category);
    legend_.letters = letters_of(categories);
    for (const std::string& category : categories) {
      const int colour = category_colour(legend_.styles.size()).terminal;
      legend_.styles.emplace(category, "38;5;" + std::to_string(colour));
    }
  }
  Letter letter_of(const std::string& category) const {
    return {legend_.letters.at(category), legend_.styles.at(category)};
  }

  std::chrono::milliseconds time_of_day(Timestamp at) const {
    const LocalTime local = view_.rules.zone.local(at);
    return local - std::chrono::floor<std::chrono::days>(local);
  }
  std::size_t hour_of(Timestamp at) const {
    return static_cast<std::size_t>(time_of_day(at) / std::chrono::hours{1});
  }
  int minute_of(Timestamp at) const {
    return static_cast<int>(time_of_day(at) % std::chrono::hours{1} / std::chrono::minutes{1});
  }

  bool is_used(std::size_t hour) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](const DayRow& row) {
      const HourKind kind = row.hours.hours.at(hour);
      return !row.posts.at(hour).empty() || kind == HourKind::window || kind == HourKind::paused;
    });
  }

  void choose_columns() {
    for (const DayRow& row : rows_) {
      const int width = display_width(total_text(row.total));
      if (width > 0) columns_.total = std::max(columns_.total, width + 1);
    }
    if (view_.width < k_whole_day_from) {
      while (columns_.first < 23 && !is_used(static_cast<std::size_t>(columns_.first))) {
        ++columns_.first;
      }
      while (columns_.last > columns_.first && !is_used(static_cast<std::size_t>(columns_.last))) {
        --columns_.last;
      }
    }
    const int hours = columns_.last - columns_.first + 1;
    const int room = view_.width - k_label_width - columns_.total;
    columns_.cell = std::clamp(room / hours, 1, k_widest_cell);
  }

  bool is_present(const DayRow& row, int hour) const {
    return row.hours.day == today_ && hour == static_cast<int>(present_);
  }

  void add_line(const StyledLine& line) {
    lines_.push_back(view_.colour ? line.coloured(view_.width) : line.text(view_.width));
  }

  void add_heading() {
    const int step = columns_.cell == 1 ? 3 : columns_.cell == 2 ? 2 : 1;
    StyledLine heading;
    for (int hour = columns_.first; hour <= columns_.last; hour += step) {
      heading.pad_to(columns_.left_of(hour));
      heading.add(two_digits(hour), "2");
    }
    add_line(heading);
    const bool shows_today =
        today_ >= view_.from && today_ < view_.from + std::chrono::days{view_.days};
    const int hour = static_cast<int>(present_);
    if (!shows_today || hour < columns_.first || hour > columns_.last) return;
    StyledLine now;
    now.add("now " + local_clock_text(view_.now, view_.rules.zone));
    now.pad_to(columns_.left_of(hour));
    now.add("▼");
    add_line(now);
  }

  static std::size_t height_of(const DayRow& row) {
    std::size_t height = 1;
    for (const auto& posts : row.posts) height = std::max(height, posts.size());
    return std::min(height, k_most_lines);
  }

  /// "(23 h)" for a day that the clock change makes shorter or longer.
  static std::string length_note(const DayRow& row) {
    if (row.hours.length == std::chrono::hours{24}) return "";
    return "(" + hours_text(row.hours.length) + " h)";
  }

  void add_day(const DayRow& row) {
    const std::string note = length_note(row);
    const std::size_t height = std::max<std::size_t>(height_of(row), note.empty() ? 1 : 2);
    for (std::size_t index = 0; index < height; ++index) {
      StyledLine line;
      if (index == 0) {
        const bool is_today = row.hours.day == today_;
        line.add(date_label(row.hours.day), is_today ? "1" : "");
        if (is_today) line.add("▸");
      } else if (index == 1) {
        line.add(note.empty() ? "" : "  " + note);
      }
      for (int hour = columns_.first; hour <= columns_.last; ++hour) {
        line.pad_to(columns_.left_of(hour));
        add_cell(line, row, hour, index);
      }
      if (index == 0) {
        line.pad_to(columns_.left_of(columns_.last + 1) + 1);
        line.add(total_text(row.total));
      }
      add_line(line);
    }
  }

  void add_cell(StyledLine& line, const DayRow& row, int hour, std::size_t index) const {
    const auto& posts = row.posts.at(static_cast<std::size_t>(hour));
    const std::string reverse = is_present(row, hour) ? "7" : "";
    if (index + 1 == k_most_lines && posts.size() > k_most_lines) {
      const std::size_t more = posts.size() - index;
      const std::string count = "+" + std::to_string(more);
      const bool fits = static_cast<int>(count.size()) <= columns_.cell;
      line.add(
          fits ? count : std::string(static_cast<std::size_t>(std::min(columns_.cell, 2)), '+'),
          reverse);
    } else if (index < posts.size()) {
      add_post(line, posts[index], reverse);
    } else if (index == 0) {
      add_shade(line, row.hours.hours.at(static_cast<std::size_t>(hour)), reverse);
    }
  }

  void add_post(StyledLine& line, const PlacedPost& post, const std::string& reverse) const {
    const std::string style = (reverse.empty() ? "" : reverse + ";") + post.letter.style;
    const bool has_minutes = columns_.cell >= k_minutes_from;
    line.add(post.letter.letter + (has_minutes ? two_digits(post.minute) : ""), style);
    if (columns_.cell < k_signs_from) return;
    line.add(sign_of(post.mark), needs_a_look(post.mark) ? "1;31" : reverse);
  }

  void add_shade(StyledLine& line, HourKind kind, const std::string& reverse) const {
    const std::string sign = sign_of(kind);
    std::string shade;
    if (kind == HourKind::paused || kind == HourKind::absent) {
      for (int column = 0; column < columns_.cell; ++column) shade += sign;
    } else {
      shade = sign + std::string(static_cast<std::size_t>(columns_.cell) - 1, ' ');
    }
    line.add(shade, reverse.empty() && !sign.empty() && sign != " " ? "2" : reverse);
  }

  const GridView& view_;
  LocalDay today_;
  std::size_t present_;
  std::vector<DayRow> rows_;
  Columns columns_;
  Legend legend_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> draw_grid(const GridView& view) { return Grid(view).lines(); }

}  // namespace igbot::cli
