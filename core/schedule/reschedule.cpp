// SPDX-License-Identifier: MIT
#include "core/schedule/reschedule.hpp"

#include <algorithm>

namespace igbot::schedule {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;

/// The first instant from `at` on that is `distance` away from every occupied one (ascending).
Timestamp first_free(Timestamp at, milliseconds distance, const std::vector<Timestamp>& occupied) {
  for (const Timestamp other : occupied) {
    if (other + distance <= at) continue;
    if (other - distance >= at) break;
    at = other + distance;
  }
  return at;
}

}  // namespace

std::vector<Timestamp> next_free_instants(std::size_t count, std::vector<Timestamp> occupied,
                                          const PlanParameters& parameters, const Zone& zone,
                                          Timestamp now) {
  std::sort(occupied.begin(), occupied.end());
  std::vector<Timestamp> chosen;
  LocalDay day = first_day(now, parameters, zone);
  Timestamp from = now;
  while (chosen.size() < count) {
    const Window window = window_of(day, parameters, zone);
    const milliseconds distance = (window.end - window.start) / (2 * parameters.posts_per_day);
    const Timestamp at = first_free(std::max(from, window.start), distance, occupied);
    if (at >= window.end) {
      day += days{1};
      continue;
    }
    chosen.push_back(at);
    occupied.insert(std::upper_bound(occupied.begin(), occupied.end(), at), at);
    from = at;
  }
  return chosen;
}

}  // namespace igbot::schedule
