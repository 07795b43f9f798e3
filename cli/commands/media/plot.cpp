// SPDX-License-Identifier: MIT
#include "cli/commands/media/plot.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/new_file.hpp"
#include "cli/plot/figures_svg.hpp"
#include "cli/plot/figures_text.hpp"
#include "cli/plot/plot_words.hpp"
#include "cli/services.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using post::PostingFigures;

constexpr const char* k_with_plot = "--plot";
constexpr int k_most_days = 366;

bool ends_in_svg(const std::string& name) {
  return name.size() > 4 && text::to_lower(name).ends_with(".svg");
}

nlohmann::json ends_json(const post::EndCounts& ends) {
  return {{"posted", ends.posted}, {"dry_run", ends.dry_run}, {"missed", ends.missed}};
}

void add_sums(nlohmann::json& entry, const post::StorySums& sums) {
  entry["stories"] = sums.stories;
  entry["views"] = sums.views;
  entry["reach"] = sums.reach;
}

nlohmann::json plot_category_json(const post::CategoryFigures& category,
                                  const PostingFigures& figures) {
  nlohmann::json entry = ends_json(category.ends);
  add_sums(entry, category.stories);
  entry["category"] = category.category;
  entry["share"] = nullptr;
  entry["mix_share"] = nullptr;
  if (const auto share = posted_share(category, figures)) entry["share"] = *share;
  if (category.mix_share) {
    entry["mix_share"] = static_cast<double>(*category.mix_share) / 10000.0;
  }
  return entry;
}

}  // namespace

void add_plot_options(CLI::App& stats, PlotOptions& options) {
  CLI::Option* plot = stats.add_flag(
      "--plot", options.plot, "Draw what was posted per day, by category and by hour instead");
  stats.add_option("--days", options.days, "How many days up to today are drawn")
      ->check(CLI::Range(1, k_most_days))
      ->capture_default_str()
      ->needs(plot);
  stats
      .add_option("--output", options.output,
                  "Draw into a new SVG file instead; - is standard output")
      ->type_name("FILE.svg")
      ->needs(plot);
}

void check_plot_output(const PlotOptions& options, const std::optional<JsonRequest>& json) {
  if (options.output.empty()) return;
  if (options.to_standard_output()) {
    if (!json) return;
    throw Error(ErrorKind::usage, "standard output cannot take both the SVG and the JSON",
                "--output FILE.svg");
  }
  if (!ends_in_svg(options.output)) {
    throw Error(ErrorKind::usage, "not the name of an SVG file: " + options.output,
                "--output " + options.output + ".svg");
  }
  require_free_name(options.output);
}

std::vector<Field> plot_fields() {
  return {
      {"from", "the first of the days drawn, local", k_with_plot},
      {"to", "the last of them, today", k_with_plot},
      {"timezone", "the zone of days and hours", k_with_plot},
      {"days", "of each day: day, posted, dry_run, missed; what was missed counts when it was due",
       k_with_plot},
      {"categories",
       "of each category of these days or of the mix: category, posted, dry_run, missed, share "
       "(its part of what was posted, 0 to 1 or null), mix_share (0 to 1 or null), stories, "
       "views, reach; the last three are sums over the stories that have figures",
       k_with_plot},
      {"hours", "of each local hour, 0 to 23: hour, posted, dry_run, missed, stories, views, reach",
       k_with_plot},
      {"output", "the SVG file that was written", "--output"}};
}

nlohmann::json plot_json(const PostingFigures& figures, const PlotOptions& options) {
  nlohmann::json days = nlohmann::json::array();
  for (const auto& day : figures.days) {
    days.push_back(ends_json(day.ends));
    days.back()["day"] = day_text(day.day);
  }
  nlohmann::json categories = nlohmann::json::array();
  for (const auto& category : figures.categories) {
    categories.push_back(plot_category_json(category, figures));
  }
  nlohmann::json hours = nlohmann::json::array();
  for (std::size_t hour = 0; hour < figures.hours.size(); ++hour) {
    hours.push_back(ends_json(figures.hours[hour].ends));
    hours.back()["hour"] = hour;
    add_sums(hours.back(), figures.hours[hour].stories);
  }
  nlohmann::json document{{"from", day_text(figures.days.front().day)},
                          {"to", day_text(figures.days.back().day)},
                          {"timezone", figures.zone},
                          {"days", std::move(days)},
                          {"categories", std::move(categories)},
                          {"hours", std::move(hours)}};
  if (!options.output.empty()) document["output"] = options.output;
  return document;
}

PostingFigures plot_figures(const PlotOptions& options, Services& services) {
  const Chat chat = services.chat();
  return services.store().read(
      [&](UnitOfWork& unit) { return post::posting_figures(unit.chat(chat.key), options.days); });
}

void write_plot_file(const PlotOptions& options, const PostingFigures& figures,
                     Services& services) {
  if (options.output.empty()) return;
  write_new_file(options.output, figures_svg(figures, services.chat().name));
}

void show_plot(const PlotOptions& options, const PostingFigures& figures, Services& services,
               Io& io) {
  if (options.to_standard_output()) {
    io.out << figures_svg(figures, services.chat().name);
    return;
  }
  if (!options.output.empty()) {
    write_plot_file(options, figures, services);
    if (!services.globals().quiet) {
      io.out << text::one_line(options.output) << ": " << period_sentence(figures) << '\n';
    }
    return;
  }
  if (figures.all.sum() == 0) {
    io.out << "nothing was posted from " << day_text(figures.days.front().day) << " to "
           << day_text(figures.days.back().day)
           << "; igbotctl queue list shows what is coming, --days looks further back\n";
    return;
  }
  for (const std::string& line : figures_lines(figures, {io.width, io.colour})) {
    io.out << line << '\n';
  }
}

}  // namespace igbot::cli
