// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/simulation/simulation.hpp"

namespace igbot::simulation {

/// Posts that go out later than this after their time are counted as late.
inline constexpr std::chrono::minutes k_late_after{15};

struct CategoryTally {
  std::string category;
  std::int64_t posted = 0;
  /// Its part of all posts, 0 to 1; nothing for one outside the mix.
  std::optional<double> share = {};
  /// The day of the first slot that was its turn while it had nothing.
  std::optional<LocalDay> ran_out = {};
};

/// A day on which the clocks change.
struct ChangedDay {
  LocalDay day;
  std::chrono::minutes length;
};

/// What simulated days come to.
struct Report {
  LocalDay from;
  LocalDay to;  ///< not included
  std::string zone;
  std::int64_t slots = 0;
  std::map<Fate, std::int64_t> fates;
  std::int64_t late = 0;  ///< of those that were posted
  std::vector<CategoryTally> categories;
  std::int64_t repeated = 0;  ///< contents that went out more than once
  /// The shortest time between two postings of the same content, the last one before included.
  std::optional<std::chrono::milliseconds> shortest_rest;
  std::optional<LocalDay> runs_dry;  ///< the day of the first slot for which nothing was left
  std::vector<ChangedDay> changed_days;
  /// What was taken for granted, as sentences.
  std::vector<std::string> assumptions;

  std::int64_t count(Fate fate) const;
  /// Slots whose time passed without a posting.
  std::int64_t missed() const;
};

Report report_of(const Beginning& beginning, const Scenario& scenario, const Outcome& outcome);

/// "worker down", "nothing left": for people and for scripts ("worker_down").
std::string fate_text(Fate fate);
std::string to_string(Fate fate);

}  // namespace igbot::simulation
