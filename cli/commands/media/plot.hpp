// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/output.hpp"
#include "cli/selected.hpp"
#include "core/post/posting_figures.hpp"

namespace igbot::cli {

/// What `media stats --plot` was asked for.
struct PlotOptions {
  bool plot = false;
  int days = 30;
  std::string output;  ///< a new SVG file, "-" for standard output; empty: the terminal

  bool to_standard_output() const { return output == "-"; }
};

void add_plot_options(CLI::App& stats, PlotOptions& options);

/// Throws ErrorKind::usage for an output that is no SVG file or that --json leaves no room for,
/// and ErrorKind::conflict when the file exists.
void check_plot_output(const PlotOptions& options, const std::optional<JsonRequest>& json);

/// What --plot adds to the JSON of stats.
std::vector<Field> plot_fields();
nlohmann::json plot_json(const post::PostingFigures& figures, const PlotOptions& options);

post::PostingFigures plot_figures(const PlotOptions& options, Services& services);
/// Draws in the terminal, or to where the options say.
void show_plot(const PlotOptions& options, const post::PostingFigures& figures, Services& services,
               Io& io);
/// Writes the file that was asked for; nothing when none was.
void write_plot_file(const PlotOptions& options, const post::PostingFigures& figures,
                     Services& services);

}  // namespace igbot::cli
