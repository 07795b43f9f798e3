// SPDX-License-Identifier: MIT
#include "core/simulation/simulation_report.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "core/post/gate.hpp"
#include "core/time_text.hpp"

namespace igbot::simulation {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr std::array<const char*, 11> k_fate_names{
    "posted",       "worker_down", "paused",    "not_published", "not_answered", "overdue",
    "nothing_left", "not_planned", "file_gone", "no_window",     "open"};

/// Who got how many, and who had nothing when it was their turn.
std::vector<CategoryTally> categories_of(const Beginning& beginning, const Outcome& outcome) {
  std::map<std::string, CategoryTally> tallies;
  const auto shares = schedule::effective_shares(beginning.mix, beginning.library);
  std::int64_t total = 0;
  for (const auto& share : shares) total += share.weight;
  for (const auto& share : shares) {
    if (share.weight <= 0) continue;
    tallies[share.category].share = static_cast<double>(share.weight) / static_cast<double>(total);
  }
  for (const SimulatedSlot& slot : outcome.slots) {
    if (slot.item && slot.fate == Fate::posted) {
      ++tallies[beginning.library.items()[*slot.item].category].posted;
    }
    if (slot.fate == Fate::nothing_left) {
      for (auto& [category, tally] : tallies) {
        if (tally.share && !tally.ran_out) tally.ran_out = slot.slot.day;
      }
    }
    if (!slot.why) continue;
    for (const std::string& category : slot.why->passed) {
      auto& ran_out = tallies[category].ran_out;
      if (!ran_out) ran_out = slot.slot.day;
    }
  }
  std::vector<CategoryTally> list;
  for (auto& [category, tally] : tallies) {
    tally.category = category;
    list.push_back(std::move(tally));
  }
  return list;
}

void add_repeats(const Beginning& beginning, const Outcome& outcome, Report& report) {
  std::map<ContentId, Timestamp> last;
  for (const auto& item : beginning.library.items()) {
    if (!item.last_posted_at) continue;
    auto& at = last[item.content];
    at = std::max(at, *item.last_posted_at);
  }
  std::map<ContentId, int> times;
  for (const SimulatedSlot& slot : outcome.slots) {
    if (!slot.item || slot.fate != Fate::posted) continue;
    const ContentId content = beginning.library.items()[*slot.item].content;
    if (++times[content] == 2) ++report.repeated;
    const auto [before, is_first] = last.try_emplace(content, slot.at);
    if (is_first) continue;
    const auto rest = slot.at - before->second;
    if (!report.shortest_rest || rest < *report.shortest_rest) report.shortest_rest = rest;
    before->second = slot.at;
  }
}

std::vector<ChangedDay> changed_days(const Outcome& outcome, const Zone& zone) {
  std::vector<ChangedDay> changed;
  for (LocalDay day = outcome.from; day < outcome.to; day += days{1}) {
    const auto length = zone.instant(day + days{1}) - zone.instant(day);
    if (length == days{1}) continue;
    changed.push_back({day, std::chrono::duration_cast<minutes>(length)});
  }
  return changed;
}

std::vector<std::string> assumptions_of(const Beginning& beginning, const Scenario& scenario) {
  std::vector<std::string> lines;
  const ChatSettings& settings = beginning.settings;
  if (post::needs_card(settings)) {
    lines.push_back("people answer each card " +
                    (scenario.answer_after.count() == 0
                         ? std::string("at once")
                         : "after " + duration_text(scenario.answer_after)) +
                    ", and say yes (--answer-after)");
  }
  if (settings.enable_instagram_api && !beginning.outlet_why_not.empty()) {
    lines.push_back("nothing can be published by itself: " + beginning.outlet_why_not);
  }
  if (settings.dry_run_mode) lines.push_back("dry run is on; played as if it were off");
  if (settings.is_paused) {
    lines.push_back(
        settings.paused_until
            ? "posting is paused until " +
                  local_text(*settings.paused_until, Zone::find(settings.posting_timezone))
            : std::string("posting is paused for good (--set is_paused=false)"));
  }
  if (!beginning.plan_wake_at || settings.plan_ahead_days == 0) {
    lines.push_back("nothing is planned by itself; played as if schedule create ran every day");
  }
  if (scenario.seed) lines.push_back("times and lots are drawn with other dice (--seed)");
  return lines;
}

}  // namespace

std::int64_t Report::count(Fate fate) const {
  const auto found = fates.find(fate);
  return found == fates.end() ? 0 : found->second;
}

std::int64_t Report::missed() const { return slots - count(Fate::posted) - count(Fate::open); }

Report report_of(const Beginning& beginning, const Scenario& scenario, const Outcome& outcome) {
  const auto parameters = schedule::PlanParameters::of(beginning.settings);
  Report report{.from = outcome.from, .to = outcome.to, .zone = parameters.zone};
  report.slots = static_cast<std::int64_t>(outcome.slots.size());
  for (const SimulatedSlot& slot : outcome.slots) {
    ++report.fates[slot.fate];
    if (slot.fate == Fate::posted && slot.at > slot.slot.at + k_late_after) ++report.late;
    if (slot.fate == Fate::nothing_left && !report.runs_dry) report.runs_dry = slot.slot.day;
  }
  report.categories = categories_of(beginning, outcome);
  add_repeats(beginning, outcome, report);
  report.changed_days = changed_days(outcome, Zone::find(parameters.zone));
  report.assumptions = assumptions_of(beginning, scenario);
  return report;
}

std::string to_string(Fate fate) { return k_fate_names.at(static_cast<std::size_t>(fate)); }

std::string fate_text(Fate fate) {
  switch (fate) {
    case Fate::posted:
      return "posted";
    case Fate::worker_down:
      return "the worker was down";
    case Fate::paused:
      return "posting was paused";
    case Fate::not_published:
      return "the account could not be published with";
    case Fate::not_answered:
      return "nobody answered the card";
    case Fate::overdue:
      return "it waited too long";
    case Fate::nothing_left:
      return "nothing was left to choose";
    case Fate::not_planned:
      return "its post was canceled, and none was planned again in time";
    case Fate::file_gone:
      return "its file is gone or changed, and it was approved";
    case Fate::no_window:
      return "a clock change left no posting hours";
    case Fate::open:
      return "not ended";
  }
  return {};
}

}  // namespace igbot::simulation
