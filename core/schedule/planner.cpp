// SPDX-License-Identifier: MIT
#include "core/schedule/planner.hpp"

#include <algorithm>
#include <set>

#include "core/schedule/seeded.hpp"

namespace igbot::schedule {
namespace {

using std::chrono::days;

std::uint64_t seed_of(ChatKey chat, LocalDay day) {
  return seeded_hash({static_cast<std::uint64_t>(number(chat)),
                      static_cast<std::uint64_t>(day.time_since_epoch().count())});
}

/// Chooses category and item, slot by slot, in order of time.
class Chooser {
 public:
  Chooser(const Library& library, const MixView& mix, std::uint64_t seed)
      : library_(library),
        balance_(effective_shares(mix, library), mix.assigned),
        selector_(library, seed) {}

  std::optional<PlannedSlot> choose(const Slot& slot) {
    std::vector<std::string> passed;
    for (const std::string& category : balance_.neediest()) {
      const auto taken = selector_.take(category, slot.at);
      if (!taken) {
        passed.push_back(category);
        continue;
      }
      const LibraryItem& item = library_.items()[taken->item];
      Choice why{.media = item.media,
                 .category = category,
                 .share = balance_.account_of(category),
                 .passed = std::move(passed),
                 .ready = taken->ready,
                 .edge = taken->edge};
      balance_.assign(category);
      return PlannedSlot{slot, item.media, item.content, category, item.path, std::move(why)};
    }
    return std::nullopt;
  }

 private:
  const Library& library_;
  CategoryBalance balance_;
  Selector selector_;
};

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

std::vector<CategoryShare> effective_shares(const MixView& mix, const Library& library) {
  return mix.shares.empty() ? equal_shares(library.categories()) : mix.shares;
}

Plan make_plan(const PlanRequest& request, const Zone& zone, const Library& library,
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
      plan.unfilled.push_back({slot, Gap::no_window});
      continue;
    }
    auto chosen = chooser.choose(slot);
    if (chosen) {
      plan.planned.push_back(std::move(*chosen));
    } else {
      plan.unfilled.push_back({slot, Gap::nothing_left});
    }
  }
  const auto shares = effective_shares(mix, library);
  for (const std::string& category : library.categories()) {
    const auto named = std::any_of(shares.begin(), shares.end(), [&](const CategoryShare& share) {
      return share.category == category;
    });
    if (!named) plan.outside_mix.push_back(category);
  }
  return plan;
}

std::optional<PlannedSlot> choose_for(const Slot& slot, ChatKey chat, const Library& library,
                                      const MixView& mix) {
  return Chooser(library, mix, seed_of(chat, slot.day)).choose(slot);
}

Timestamp next_look(const Plan& plan, Timestamp first_day_ends, Timestamp now) {
  return plan.unfilled.empty() ? first_day_ends : std::min(first_day_ends, now + k_look_again);
}

}  // namespace igbot::schedule
