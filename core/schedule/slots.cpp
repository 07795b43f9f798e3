// SPDX-License-Identifier: MIT
#include "core/schedule/slots.hpp"

#include <algorithm>

#include "core/schedule/seeded.hpp"

namespace igbot::schedule {
namespace {

using std::chrono::seconds;

seconds shift_of(seconds most, LocalDay day, int index, ChatKey chat) {
  if (most <= seconds{0}) return seconds{0};
  const std::uint64_t random =
      seeded_hash({static_cast<std::uint64_t>(number(chat)),
                   static_cast<std::uint64_t>(day.time_since_epoch().count()),
                   static_cast<std::uint64_t>(index)});
  const auto choices = static_cast<std::uint64_t>(2 * most.count() + 1);
  return seconds{static_cast<std::int64_t>(random % choices)} - most;
}

}  // namespace

std::vector<Slot> slots_of(LocalDay day, const PlanParameters& parameters, const Zone& zone,
                           ChatKey chat) {
  const Window window = window_of(day, parameters, zone);
  const auto length = std::chrono::floor<seconds>(window.end - window.start);
  const int n = parameters.posts_per_day;
  // One second less than half the gap keeps neighbours apart.
  const seconds most = std::min<seconds>(parameters.jitter, length / (2 * n) - seconds{1});
  std::vector<Slot> slots;
  for (int k = 0; k < n; ++k) {
    const seconds middle = length * (2 * k + 1) / (2 * n);
    slots.push_back({day, k, window.start + middle + shift_of(most, day, k, chat)});
  }
  return slots;
}

}  // namespace igbot::schedule
