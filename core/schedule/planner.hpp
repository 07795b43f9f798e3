// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/schedule/category_mix.hpp"
#include "core/schedule/selector.hpp"
#include "core/schedule/slots.hpp"

namespace igbot::schedule {

/// A slot that a post, in any state but canceled, already has.
struct TakenSlot {
  LocalDay day;
  int index = 0;
  std::string plan;  ///< the PlanParameters::text() it was planned with
};

/// Why a category has nothing left: its active items, and how many of them may not be chosen.
struct CategoryStock {
  std::string category;
  std::int64_t active = 0;
  std::int64_t locked = 0;
  std::int64_t planned = 0;  ///< not locked, but held by a post
};

/// A chat's media as the planner sees it.
struct LibraryView {
  std::vector<Candidate> candidates;
  std::vector<CategoryStock> stock;  ///< of every category with active items
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
  /// The category that was owed this slot but has nothing left.
  std::optional<std::string> instead_of;
};

struct UnfilledSlot {
  Slot slot;
  std::string reason;
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
};

/// Fills the slots of the days that are neither past nor taken. Pure: the same input gives the same
/// plan. A day where every post was planned with other parameters is left alone, unless replacing.
Plan make_plan(const PlanRequest& request, const Zone& zone, const LibraryView& library,
               const MixView& mix, const std::vector<TakenSlot>& taken);

/// The next choice for one slot; nothing when the mix has nothing left.
std::optional<PlannedSlot> choose_for(const Slot& slot, ChatKey chat, const LibraryView& library,
                                      const MixView& mix);

}  // namespace igbot::schedule
