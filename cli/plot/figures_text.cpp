// SPDX-License-Identifier: MIT
#include "cli/plot/figures_text.hpp"

#include "cli/output.hpp"
#include "cli/plot/plot_words.hpp"

namespace igbot::cli {
namespace {

using post::PostingFigures;

/// Columns being filled, with what did not go out in rows below them.
struct EndColumns {
  std::vector<double> posted;
  std::vector<std::int64_t> dry_run;
  std::vector<std::int64_t> missed;
  std::vector<std::string> labels;

  void begin(const std::string& label) {
    posted.push_back(0);
    dry_run.push_back(0);
    missed.push_back(0);
    labels.push_back(label);
  }
  void add(const post::EndCounts& ends) {
    posted.back() += static_cast<double>(ends.posted);
    dry_run.back() += ends.dry_run;
    missed.back() += ends.missed;
  }
  ColumnChart chart() const {
    return {posted,
            labels,
            {{"dry run", dry_run, k_dry_run_colour}, {"missed", missed, k_missed_colour}},
            k_posted_colour};
  }
};

/// One, or as many weeks as it takes.
std::size_t days_per_column(std::size_t days, const Canvas& canvas) {
  const auto room = static_cast<std::size_t>(column_room(canvas));
  if (days <= room) return 1;
  std::size_t width = 7;
  while ((days + width - 1) / width > room) width += 7;
  return width;
}

/// The drawing under its heading, after an empty line.
void add_section(std::vector<std::string>& lines, const std::string& heading,
                 const std::vector<std::string>& drawing, const Canvas& canvas) {
  lines.emplace_back();
  lines.push_back(cut_to_width(heading, canvas.width));
  lines.insert(lines.end(), drawing.begin(), drawing.end());
}

void add_days(std::vector<std::string>& lines, const PostingFigures& figures,
              const Canvas& canvas) {
  const std::size_t width = days_per_column(figures.days.size(), canvas);
  // The last column is whole: it is the present that people look at.
  const std::size_t lead = (width - figures.days.size() % width) % width;
  EndColumns columns;
  for (std::size_t i = 0; i < figures.days.size(); ++i) {
    if (i == 0 || (i + lead) % width == 0) columns.begin(short_day_text(figures.days[i].day));
    columns.add(figures.days[i].ends);
  }
  const std::string heading =
      width == 1 ? "posts per day" : "posts per " + std::to_string(width) + " days";
  add_section(lines, heading, draw_columns(columns.chart(), canvas), canvas);
}

void add_categories(std::vector<std::string>& lines, const PostingFigures& figures,
                    const Canvas& canvas) {
  std::vector<Bar> bars;
  for (const std::size_t place : by_posts(figures.categories)) {
    const auto& category = figures.categories[place];
    bars.push_back({category.category, static_cast<double>(category.ends.posted),
                    posts_note(category, figures), category_colour(place)});
  }
  add_section(lines, "posts by category", draw_bars(bars, canvas), canvas);
}

void add_hours(std::vector<std::string>& lines, const PostingFigures& figures,
               const Canvas& canvas) {
  EndColumns columns;
  for (std::size_t hour = 0; hour < figures.hours.size(); ++hour) {
    columns.begin(std::to_string(hour));
    columns.add(figures.hours[hour].ends);
  }
  add_section(lines, "posts by hour", draw_columns(columns.chart(), canvas), canvas);
}

void add_stories(std::vector<std::string>& lines, const PostingFigures& figures,
                 const Canvas& canvas) {
  if (figures.stories.stories == 0) return;
  const StoryMetric metric = story_metric(figures);
  std::vector<Bar> bars;
  for (const std::size_t place : by_stories(figures.categories, metric)) {
    const auto& category = figures.categories[place];
    bars.push_back({category.category, per_story(category.stories, metric),
                    story_note(category.stories), category_colour(place)});
  }
  const std::string heading = std::string(metric.name) + " per story by ";
  add_section(lines, heading + "category", draw_bars(bars, canvas), canvas);
  ColumnChart hours{.values = {}, .labels = {}, .rows = {}, .colour = k_stories_colour};
  for (std::size_t hour = 0; hour < figures.hours.size(); ++hour) {
    hours.values.push_back(per_story(figures.hours[hour].stories, metric));
    hours.labels.push_back(std::to_string(hour));
  }
  add_section(lines, heading + "hour", draw_columns(hours, canvas), canvas);
}

}  // namespace

std::vector<std::string> figures_lines(const PostingFigures& figures, const Canvas& canvas) {
  std::vector<std::string> lines{cut_to_width(period_sentence(figures), canvas.width)};
  add_days(lines, figures, canvas);
  add_categories(lines, figures, canvas);
  add_hours(lines, figures, canvas);
  add_stories(lines, figures, canvas);
  return lines;
}

}  // namespace igbot::cli
