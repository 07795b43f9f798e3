// SPDX-License-Identifier: MIT
#include "core/schedule/planner.hpp"

#include <algorithm>
#include <set>

#include "core/schedule/seeded.hpp"
#include "core/text/text.hpp"

namespace igbot::schedule {
namespace {

using std::chrono::days;

std::vector<CategoryShare> effective_shares(const MixView& mix, const LibraryView& library) {
  if (!mix.shares.empty()) return mix.shares;
  std::vector<std::string> categories;
  for (const CategoryStock& stock : library.stock) categories.push_back(stock.category);
  return equal_shares(categories);
}

std::uint64_t seed_of(ChatKey chat, LocalDay day) {
  return seeded_hash({static_cast<std::uint64_t>(number(chat)),
                      static_cast<std::uint64_t>(day.time_since_epoch().count())});
}

/// Chooses category and item, slot by slot.
class Chooser {
 public:
  Chooser(const LibraryView& library, const MixView& mix, std::uint64_t seed)
      : balance_(effective_shares(mix, library), mix.assigned),
        selector_(library.candidates, seed) {}

  std::optional<PlannedSlot> choose(const Slot& slot) {
    const std::vector<std::string> order = balance_.neediest();
    for (const std::string& category : order) {
      const auto item = selector_.take(category);
      if (!item) continue;
      balance_.assign(category);
      PlannedSlot planned{slot, item->media, item->content, category, item->path, std::nullopt};
      if (category != order.front()) planned.instead_of = order.front();
      return planned;
    }
    return std::nullopt;
  }

 private:
  CategoryBalance balance_;
  Selector selector_;
};

bool has_share(const std::vector<CategoryShare>& shares, const std::string& category) {
  return std::any_of(shares.begin(), shares.end(), [&](const CategoryShare& share) {
    return share.category == category && share.weight > 0;
  });
}

std::string nothing_left(const LibraryView& library, const MixView& mix) {
  const auto shares = effective_shares(mix, library);
  CategoryStock sum;
  for (const CategoryStock& stock : library.stock) {
    if (!has_share(shares, stock.category)) continue;
    sum.active += stock.active;
    sum.locked += stock.locked;
    sum.planned += stock.planned;
  }
  if (library.stock.empty()) return "the library has no active media";
  if (sum.active == 0) return "the library has no active media in the categories of the mix";
  return "nothing left to choose: of " + text::count(sum.active, "active item", "active items") +
         ", " + std::to_string(sum.locked) + " locked, " + std::to_string(sum.active - sum.locked) +
         " planned already, copies included";
}

/// The days that keep what they have, each with its posts.
std::vector<DayLeftAlone> days_to_leave(const PlanRequest& request,
                                        const std::vector<TakenSlot>& taken) {
  const std::string ours = request.parameters.text();
  std::map<LocalDay, DayLeftAlone> foreign;
  std::set<LocalDay> ours_too;
  for (const TakenSlot& slot : taken) {
    if (slot.day < request.from || slot.day >= request.from + days{request.days}) continue;
    if (slot.plan == ours) ours_too.insert(slot.day);
    DayLeftAlone& day = foreign[slot.day];
    day.day = slot.day;
    day.plan = slot.plan;
    ++day.posts;
  }
  std::vector<DayLeftAlone> left;
  for (const auto& [day, entry] : foreign) {
    if (!ours_too.contains(day)) left.push_back(entry);
  }
  return left;
}

/// The slots to fill: of days not left alone, in the future, not taken.
std::vector<Slot> open_slots(const PlanRequest& request, const Zone& zone,
                             const std::vector<TakenSlot>& taken,
                             const std::vector<DayLeftAlone>& left_alone) {
  std::set<std::pair<LocalDay, int>> used;
  for (const TakenSlot& slot : taken) used.emplace(slot.day, slot.index);
  std::set<LocalDay> closed;
  for (const DayLeftAlone& day : left_alone) closed.insert(day.day);
  std::vector<Slot> open;
  for (int i = 0; i < request.days; ++i) {
    const LocalDay day = request.from + days{i};
    if (closed.contains(day)) continue;
    for (const Slot& slot : slots_of(day, request.parameters, zone, request.chat)) {
      if (slot.at > request.now && !used.contains({slot.day, slot.index})) open.push_back(slot);
    }
  }
  return open;
}

}  // namespace

Plan make_plan(const PlanRequest& request, const Zone& zone, const LibraryView& library,
               const MixView& mix, const std::vector<TakenSlot>& taken) {
  Plan plan;
  if (!request.replace) plan.left_alone = days_to_leave(request, taken);
  const std::vector<Slot> open = open_slots(request, zone, taken, plan.left_alone);
  Chooser chooser(library, mix, seed_of(request.chat, open.empty() ? request.from : open[0].day));
  std::map<LocalDay, bool> has_window;
  for (const Slot& slot : open) {
    const auto [known, is_new] = has_window.try_emplace(slot.day, false);
    if (is_new) {
      const Window window = window_of(slot.day, request.parameters, zone);
      known->second = window.start < window.end;
    }
    if (!known->second) {
      plan.unfilled.push_back(
          {slot, "a clock change leaves no time in the posting hours that day"});
      continue;
    }
    auto chosen = chooser.choose(slot);
    if (chosen) {
      plan.planned.push_back(std::move(*chosen));
    } else {
      plan.unfilled.push_back({slot, nothing_left(library, mix)});
    }
  }
  const auto shares = effective_shares(mix, library);
  for (const CategoryStock& stock : library.stock) {
    const auto named = std::any_of(shares.begin(), shares.end(), [&](const CategoryShare& share) {
      return share.category == stock.category;
    });
    if (!named) plan.outside_mix.push_back(stock.category);
  }
  return plan;
}

std::optional<PlannedSlot> choose_for(const Slot& slot, ChatKey chat, const LibraryView& library,
                                      const MixView& mix) {
  return Chooser(library, mix, seed_of(chat, slot.day)).choose(slot);
}

}  // namespace igbot::schedule
