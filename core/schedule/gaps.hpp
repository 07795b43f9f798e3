// SPDX-License-Identifier: MIT
#pragma once

#include "core/schedule/planner.hpp"

namespace igbot::schedule {

/// Says in the plan why each slot stayed empty, and why each category that had to be passed over
/// had nothing: how many of its items are locked, as what, until when, and how many are planned
/// already, this plan's own included.
void explain_gaps(Plan& plan, const Library& library, const MixView& mix, const Zone& zone);

/// "12 active: 7 locked (recent_post), the first until 2026-12-01 14:00 +01:00, 5 planned": what
/// keeps a category's items from a slot.
std::string stock_text(const CategoryStock& stock, const Zone& zone);

}  // namespace igbot::schedule
