// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <set>

#include "core/simulation/simulated_chat.hpp"

namespace igbot::simulation {
namespace {

using std::chrono::days;

using SlotKey = std::pair<LocalDay, int>;

/// Days whose slots are only those of the posts they had, planned with other settings.
std::set<LocalDay> days_left_alone(const std::vector<schedule::TakenSlot>& taken,
                                   const std::string& ours) {
  std::set<LocalDay> others;
  for (const auto& slot : taken) others.insert(slot.day);
  for (const auto& slot : taken) {
    if (slot.plan == ours) others.erase(slot.day);
  }
  return others;
}

}  // namespace

Outcome SimulatedChat::outcome() {
  Outcome outcome{first_day_, first_day_ + days{scenario_.days}, end_, std::move(ended_)};
  for (OpenPost& open : open_) {
    const bool was_due = open.post.due_at < end_;
    const Fate fate = was_due && is_paused(open.post.due_at) ? Fate::paused : Fate::open;
    outcome.slots.push_back(
        {open.slot, fate, end_, library_.find(open.post.media), std::move(open.why)});
  }
  add_empty_slots(outcome);
  auto& slots = outcome.slots;
  slots.erase(std::remove_if(slots.begin(), slots.end(),
                             [&](const SimulatedSlot& slot) {
                               return slot.slot.day < outcome.from || slot.slot.day >= outcome.to;
                             }),
              slots.end());
  std::stable_sort(slots.begin(), slots.end(),
                   [](const SimulatedSlot& left, const SimulatedSlot& right) {
                     return left.slot.at < right.slot.at;
                   });
  return outcome;
}

/// Slots that no post ever had.
void SimulatedChat::add_empty_slots(Outcome& outcome) const {
  std::set<SlotKey> known;
  for (const SimulatedSlot& slot : outcome.slots) known.emplace(slot.slot.day, slot.slot.index);
  for (const auto& slot : taken_before_) known.emplace(slot.day, slot.index);
  const auto left_alone = days_left_alone(taken_before_, parameters_.text());
  // What is due before the first run is past already.
  const Timestamp first_run = std::chrono::ceil<std::chrono::minutes>(start_);
  for (LocalDay day = outcome.from; day < outcome.to; day += days{1}) {
    if (left_alone.contains(day)) continue;
    const schedule::Window window = schedule::window_of(day, parameters_, zone_);
    for (const schedule::Slot& slot : schedule::slots_of(day, parameters_, zone_, dice_)) {
      if (slot.at <= first_run || known.contains({day, slot.index})) continue;
      const bool is_open = window.start < window.end;
      outcome.slots.push_back({slot, is_open ? why_empty(slot) : Fate::no_window, slot.at});
    }
  }
}

Fate SimulatedChat::why_empty(const schedule::Slot& slot) const {
  const bool found_nothing =
      found_empty_.contains({slot.day, slot.index}) ||
      std::any_of(unfilled_.begin(), unfilled_.end(),
                  [&](const schedule::UnfilledSlot& each) { return each.slot == slot; });
  if (found_nothing) return Fate::nothing_left;
  return is_down(slot.at) ? Fate::worker_down : Fate::not_planned;
}

}  // namespace igbot::simulation
