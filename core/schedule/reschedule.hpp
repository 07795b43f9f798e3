// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "core/schedule/window.hpp"

namespace igbot::schedule {

/// New instants for `count` posts whose time has passed, in order: each the next one, not before
/// `now`, inside a posting window and at least half a gap (W/2n) from its neighbours, the
/// `occupied` instants and each other.
std::vector<Timestamp> next_free_instants(std::size_t count, std::vector<Timestamp> occupied,
                                          const PlanParameters& parameters, const Zone& zone,
                                          Timestamp now);

}  // namespace igbot::schedule
