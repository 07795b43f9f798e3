// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/schedule/category_mix.hpp"
#include "core/schedule/choice.hpp"
#include "core/schedule/library.hpp"
#include "core/schedule/slots.hpp"

namespace igbot::schedule {

/// A slot that a post, in any state but canceled, already has.
struct TakenSlot {
  LocalDay day;
  int index = 0;
  std::string plan;  ///< the PlanParameters::text() it was planned with
};

/// What the plan should share out, and what it already has.
struct MixView {
  std::vector<CategoryShare> shares;  ///< empty: all categories of the library equal
  std::map<std::string, std::int64_t> assigned;
};

struct PlanRequest {
  ChatKey chat{};
  PlanParameters parameters;
  LocalDay from;
  int days = 7;  ///< 1..30
  Timestamp now;
  /// Fill also the days planned with other parameters.
  bool replace = false;
};

struct PlannedSlot {
  Slot slot;
  MediaId media{};
  ContentId content{};
  std::string category;
  std::string path;
  Choice why;

  /// The category that was to have this slot but has nothing left.
  std::optional<std::string> instead_of() const {
    if (why.passed.empty()) return std::nullopt;
    return why.passed.front();
  }
};

enum class Gap {
  nothing_left,  ///< no category of the mix has an item that may be chosen
  no_window,     ///< a clock change leaves no time in the posting hours
};

struct UnfilledSlot {
  Slot slot;
  Gap gap = Gap::nothing_left;
  std::string reason = {};  ///< for people; explain_gaps() says it
};

/// A day that keeps the parameters it was planned with.
struct DayLeftAlone {
  LocalDay day;
  std::string plan;
  int posts = 0;
};

struct Plan {
  std::vector<PlannedSlot> planned;
  std::vector<UnfilledSlot> unfilled;
  std::vector<DayLeftAlone> left_alone;
  /// Categories with active items that the mix does not name: never chosen.
  std::vector<std::string> outside_mix;
  /// What became of the items of each category that was passed over; explain_gaps() says it.
  std::map<std::string, std::string> ran_out = {};
};

/// Fills the slots of the days that are neither past nor taken. Pure: the same input gives the same
/// plan. A day where every post was planned with other parameters is left alone, unless replacing.
/// What is locked when a slot is due is not chosen for it; what is free by then is.
Plan make_plan(const PlanRequest& request, const Zone& zone, const Library& library,
               const MixView& mix, const std::vector<TakenSlot>& taken);

/// The next choice for one slot; nothing when the mix has nothing left.
std::optional<PlannedSlot> choose_for(const Slot& slot, ChatKey chat, const Library& library,
                                      const MixView& mix);

/// What is shared out: the mix, or all categories of the library alike.
std::vector<CategoryShare> effective_shares(const MixView& mix, const Library& library);

/// How long before an empty slot the worker looks again at what found nothing.
inline constexpr std::chrono::hours k_look_again{1};
/// When the worker must look at a plan again: when its horizon moves on (`first_day_ends`), or
/// sooner for slots that found nothing.
Timestamp next_look(const Plan& plan, Timestamp first_day_ends, Timestamp now);

}  // namespace igbot::schedule
