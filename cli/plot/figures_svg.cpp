// SPDX-License-Identifier: MIT
#include "cli/plot/figures_svg.hpp"

#include <algorithm>
#include <vector>

#include "cli/output.hpp"
#include "cli/plot/palette.hpp"
#include "cli/plot/plot_words.hpp"
#include "cli/plot/svg.hpp"
#include "cli/plot/terminal_chart.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using post::PostingFigures;

constexpr int k_picture_width = 860;
constexpr double k_margin = 28;
constexpr double k_axis_x = 72;  ///< where columns begin
constexpr double k_right = k_picture_width - k_margin;
constexpr double k_chart_height = 140;
constexpr double k_bar_x = 200;
constexpr double k_bar_end = 540;  ///< notes stand behind it
constexpr double k_bar_pitch = 26;
constexpr double k_bar_height = 16;
constexpr int k_longest_label = 22;

/// A part of a column, lowest first.
struct Layer {
  double value = 0;
  PlotColour colour;
};

struct StackedColumn {
  std::string label;
  std::string title;  ///< what a pointer on it is told
  std::vector<Layer> layers;
  double height() const {
    double sum = 0;
    for (const Layer& layer : layers) sum += layer.value;
    return sum;
  }
};

/// A line of the charts by category.
struct SvgBar {
  std::string label;
  double value = 0;
  std::optional<double> mark;  ///< drawn across the bar
  std::string note;
  PlotColour colour;
};

/// Draws the parts of the picture from top to bottom.
class FiguresDrawing {
 public:
  FiguresDrawing(const PostingFigures& figures, std::string name)
      : figures_(figures), name_(std::move(name)) {}

  std::string document() {
    const std::string title = name_ + ": posts";
    svg_.text({k_margin, 38, title, SvgAnchor::start, "title"});
    svg_.text({k_margin, 60, period_sentence(figures_), SvgAnchor::start, "small"});
    legend();
    y_ = 78;
    days();
    categories();
    hours();
    stories();
    return svg_.document(k_picture_width, static_cast<int>(y_ + k_margin),
                         title + ", " + period_sentence(figures_));
  }

 private:
  void legend() {
    double x = k_right;
    const auto entry = [&](const char* name, double width, const PlotColour& colour) {
      x -= width;
      svg_.rect({x, 28, 10, 10, colour.svg});
      svg_.text({x + 15, 37, name, SvgAnchor::start, "small"});
    };
    if (figures_.all.missed > 0) entry("missed", 66, k_missed_colour);
    if (figures_.all.dry_run > 0) entry("dry run", 66, k_dry_run_colour);
    if (figures_.all.dry_run + figures_.all.missed > 0) entry("posted", 66, k_posted_colour);
  }

  void begin(const std::string& heading, const std::string& told) {
    y_ += 24;
    svg_.begin_part(heading + ": " + told);
    svg_.text({k_margin, y_, heading, SvgAnchor::start, "heading"});
    y_ += 12;
  }

  static StackedColumn ends_column(const std::string& label, const std::string& name,
                                   const post::EndCounts& ends) {
    return {label,
            name + ": " + ends_text(ends),
            {{static_cast<double>(ends.posted), k_posted_colour},
             {static_cast<double>(ends.dry_run), k_dry_run_colour},
             {static_cast<double>(ends.missed), k_missed_colour}}};
  }

  void column(const StackedColumn& column, double x, double width, double largest) {
    double y = y_ + k_chart_height;
    for (const Layer& layer : column.layers) {
      if (layer.value <= 0) continue;
      const double height = layer.value / largest * k_chart_height;
      y -= height;
      svg_.rect({x, y, width, height, layer.colour.svg, column.title});
    }
  }

  void columns(const std::vector<StackedColumn>& columns) {
    double largest = 0;
    std::size_t longest = 0;
    for (const StackedColumn& column : columns) {
      largest = std::max(largest, column.height());
      longest = std::max(longest, column.label.size());
    }
    y_ += 8;
    const double pitch = (k_right - k_axis_x) / static_cast<double>(columns.size());
    const double gap = pitch < 4 ? 0 : std::min(pitch * 0.25, 6.0);
    const double label_room = longest > 2 ? 48 : 18;
    const auto step = std::max<std::size_t>(1, static_cast<std::size_t>(label_room / pitch + 0.99));
    const double base = y_ + k_chart_height;
    if (largest > 0) {
      svg_.text({k_axis_x - 8, y_ + 4, plot_number(largest), SvgAnchor::end, "small"});
      svg_.line(k_axis_x - 4, y_, k_axis_x, y_);
    }
    svg_.text({k_axis_x - 8, base + 4, "0", SvgAnchor::end, "small"});
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const double x = k_axis_x + static_cast<double>(i) * pitch;
      if (largest > 0) column(columns[i], x + gap / 2, pitch - gap, largest);
      if (i % step == 0 && x + label_room / 2 <= k_right + k_margin) {
        svg_.text({x + pitch / 2, base + 16, columns[i].label, SvgAnchor::middle, "small"});
      }
    }
    svg_.line(k_axis_x, y_, k_axis_x, base);
    svg_.line(k_axis_x, base, k_right, base);
    svg_.end_part();
    y_ = base + 24;
  }

  void bars(const std::vector<SvgBar>& bars) {
    double largest = 0;
    for (const SvgBar& bar : bars) {
      largest = std::max({largest, bar.value, bar.mark.value_or(0)});
    }
    const auto reach = [&](double value) {
      return largest > 0 ? value / largest * (k_bar_end - k_bar_x) : 0;
    };
    y_ += 4;
    for (const SvgBar& bar : bars) {
      const double middle = y_ + k_bar_height / 2 + 4;
      svg_.text({k_bar_x - 10, middle, cut_to_width(text::one_line(bar.label), k_longest_label),
                 SvgAnchor::end, "label"});
      if (bar.value > 0) {
        svg_.rect({k_bar_x, y_, reach(bar.value), k_bar_height, bar.colour.svg,
                   bar.label + ": " + bar.note});
      }
      if (bar.mark) {
        svg_.rect({k_bar_x + reach(*bar.mark) - 1, y_ - 3, 2, k_bar_height + 6, "#1f2328",
                   bar.label + ": " + bar.note});
      }
      svg_.text({k_bar_end + 14, middle, bar.note, SvgAnchor::start, "label"});
      y_ += k_bar_pitch;
    }
    svg_.end_part();
  }

  void days() {
    std::vector<StackedColumn> list;
    for (const auto& day : figures_.days) {
      list.push_back(ends_column(short_day_text(day.day), day_text(day.day), day.ends));
    }
    begin("posts per day", ends_text(figures_.all));
    columns(list);
  }

  void categories() {
    std::vector<SvgBar> list;
    std::vector<std::string> told;
    bool has_mix = false;
    for (const std::size_t place : by_posts(figures_.categories)) {
      const auto& category = figures_.categories[place];
      std::optional<double> mark;
      if (category.mix_share) mark = static_cast<double>(*category.mix_share) / 10000.0;
      has_mix = has_mix || mark;
      list.push_back({category.category, posted_share(category, figures_).value_or(0), mark,
                      posts_note(category, figures_), category_colour(place)});
      told.push_back(category.category + " " + list.back().note);
    }
    begin(has_mix ? "posts by category, with the share of the mix" : "posts by category",
          text::join(told, "; "));
    bars(list);
  }

  void hours() {
    std::vector<StackedColumn> list;
    for (std::size_t hour = 0; hour < figures_.hours.size(); ++hour) {
      list.push_back(ends_column(std::to_string(hour), std::to_string(hour) + ":00",
                                 figures_.hours[hour].ends));
    }
    begin("posts by hour", ends_text(figures_.all));
    columns(list);
  }

  void stories() {
    if (figures_.stories.stories == 0) return;
    const StoryMetric metric = story_metric(figures_);
    std::vector<SvgBar> list;
    for (const std::size_t place : by_stories(figures_.categories, metric)) {
      const auto& category = figures_.categories[place];
      list.push_back({category.category, per_story(category.stories, metric), std::nullopt,
                      story_note(category.stories), category_colour(place)});
    }
    const std::string heading = std::string(metric.name) + " per story by ";
    begin(heading + "category", story_note(figures_.stories));
    bars(list);
    std::vector<StackedColumn> by_hour;
    for (std::size_t hour = 0; hour < figures_.hours.size(); ++hour) {
      const auto& sums = figures_.hours[hour].stories;
      const std::string name = std::to_string(hour);
      by_hour.push_back({name, name + ":00", {{per_story(sums, metric), k_stories_colour}}});
      if (sums.stories > 0) by_hour.back().title += ", " + story_note(sums);
    }
    begin(heading + "hour", story_note(figures_.stories));
    columns(by_hour);
  }

  const PostingFigures& figures_;
  std::string name_;
  Svg svg_;
  double y_ = 0;
};

}  // namespace

std::string figures_svg(const PostingFigures& figures, const std::string& chat_name) {
  return FiguresDrawing(figures, chat_name).document();
}

}  // namespace igbot::cli
