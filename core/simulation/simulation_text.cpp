// SPDX-License-Identifier: MIT
#include "core/simulation/simulation_text.hpp"

#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::simulation {
namespace {

using std::chrono::days;

std::string dated(LocalDay day) { return weekday_text(day) + " " + day_text(day); }

std::string missed_lines(const Report& report) {
  std::string lines = "  missed    " + std::to_string(report.missed()) + "\n";
  for (const auto& [fate, count] : report.fates) {
    if (fate == Fate::posted || fate == Fate::open) continue;
    lines += "            " + std::to_string(count) + ": " + fate_text(fate) + "\n";
  }
  return lines;
}

std::string repeats_line(const Report& report) {
  if (!report.shortest_rest) return "  repeats   none\n";
  return "  repeats   " + text::count(report.repeated, "item goes", "items go") +
         " out more than once; the soonest again after " + duration_text(*report.shortest_rest) +
         "\n";
}

std::string library_line(const Report& report) {
  if (!report.runs_dry) return "  library   lasts\n";
  return "  library   runs dry on " + dated(*report.runs_dry) + "\n";
}

std::string clock_lines(const Report& report) {
  std::string lines;
  for (const ChangedDay& changed : report.changed_days) {
    lines += "  clocks    change on " + dated(changed.day) + ", which lasts " +
             duration_text(changed.length) + "\n";
  }
  return lines;
}

}  // namespace

std::string report_text(const std::string& chat, const Report& report) {
  std::string text = chat + ", " + dated(report.from) + " to " + dated(report.to - days{1}) + " (" +
                     report.zone + "), simulated\n";
  text += "  slots     " + std::to_string(report.slots) + "\n";
  text += "  posted    " + std::to_string(report.count(Fate::posted));
  if (report.late > 0) {
    text += ", " + std::to_string(report.late) + " of them more than " +
            duration_text(k_late_after) + " late";
  }
  text += "\n" + missed_lines(report);
  if (const auto open = report.count(Fate::open); open > 0) {
    text += "  open      " + std::to_string(open) + ": not ended by then\n";
  }
  text += repeats_line(report) + library_line(report) + clock_lines(report);
  for (const std::string& assumption : report.assumptions) text += "  note: " + assumption + "\n";
  return text;
}

}  // namespace igbot::simulation
