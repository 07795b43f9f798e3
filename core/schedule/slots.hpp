// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/ids.hpp"
#include "core/schedule/window.hpp"

namespace igbot::schedule {

/// A planned instant: the index-th of the day its window belongs to.
struct Slot {
  LocalDay day;
  int index = 0;
  Timestamp at;
  bool operator==(const Slot&) const = default;
};

/// The posts_per_day slots of a day, in order and inside the window: slot k lies at
/// start + (k + 1/2)·W/n, shifted by up to min(jitter, half the gap) either way, whole seconds. The
/// shift depends on chat, day and k alone. An empty window has all its slots at its start.
std::vector<Slot> slots_of(LocalDay day, const PlanParameters& parameters, const Zone& zone,
                           ChatKey chat);

}  // namespace igbot::schedule
