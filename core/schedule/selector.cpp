// SPDX-License-Identifier: MIT
#include "core/schedule/selector.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "core/schedule/seeded.hpp"

namespace igbot::schedule {
namespace {

constexpr std::int64_t k_never = std::numeric_limits<std::int64_t>::min();

}  // namespace

bool Selector::is_worse(const Ranked& left, const Ranked& right) {
  const auto key = [](const Ranked& each) {
    return std::tie(each.last_posted, each.times_posted, each.lot, each.item);
  };
  return key(left) > key(right);
}

bool Selector::is_later(const Waiting& left, const Waiting& right) {
  return std::tie(left.from, left.item) > std::tie(right.from, right.item);
}

Edge Selector::edge_between(const Ranked& best, const Ranked& next) {
  if (best.last_posted != next.last_posted) {
    return best.last_posted == k_never ? Edge::never_posted : Edge::longest_ago;
  }
  return best.times_posted != next.times_posted ? Edge::fewest_times : Edge::by_lot;
}

Selector::Ranked Selector::ranked(std::uint32_t item) const {
  const LibraryItem& of = library_.items()[item];
  return {of.last_posted_at ? to_millis(*of.last_posted_at) : k_never, of.times_posted,
          seeded_hash({seed_, static_cast<std::uint64_t>(number(of.media))}), item};
}

Selector::Shelf& Selector::shelf_of(const std::string& category, Timestamp at) {
  const auto [found, is_new] = shelves_.try_emplace(category);
  Shelf& shelf = found->second;
  if (is_new) {
    for (const std::uint32_t item : library_.items_of(category)) {
      if (library_.is_free(item, at)) {
        make_ready(shelf, item);
      } else if (!library_.is_held(item) && library_.locked_until(item) < k_forever) {
        shelf.waiting.push_back({library_.locked_until(item), item});
      }
    }
    std::make_heap(shelf.ready.begin(), shelf.ready.end(), is_worse);
    std::make_heap(shelf.waiting.begin(), shelf.waiting.end(), is_later);
  }
  while (!shelf.waiting.empty() && shelf.waiting.front().from <= at) {
    make_ready(shelf, shelf.waiting.front().item);
    std::push_heap(shelf.ready.begin(), shelf.ready.end(), is_worse);
    std::pop_heap(shelf.waiting.begin(), shelf.waiting.end(), is_later);
    shelf.waiting.pop_back();
  }
  return shelf;
}

void Selector::make_ready(Shelf& shelf, std::uint32_t item) {
  shelf.ready.push_back(ranked(item));
  if (is_taken(item)) return;
  const bool is_new =
      !library_.has_copies(item) || shelf.shared.insert(library_.items()[item].content).second;
  if (is_new) ++shelf.choices;
}

void Selector::hand_out(Shelf& shelf, std::uint32_t item) {
  const ContentId content = library_.items()[item].content;
  taken_.insert(content);
  if (!library_.has_copies(item)) {
    --shelf.choices;
    return;
  }
  for (auto& [category, each] : shelves_) each.choices -= each.shared.erase(content) > 0 ? 1 : 0;
}

bool Selector::is_taken(std::uint32_t item) const {
  return taken_.contains(library_.items()[item].content);
}

/// Copies of what was handed out leave the front.
void Selector::drop_taken(Shelf& shelf) {
  while (!shelf.ready.empty() && is_taken(shelf.ready.front().item)) {
    std::pop_heap(shelf.ready.begin(), shelf.ready.end(), is_worse);
    shelf.ready.pop_back();
  }
}

std::optional<Taken> Selector::take(const std::string& category, Timestamp at) {
  Shelf& shelf = shelf_of(category, at);
  drop_taken(shelf);
  if (shelf.ready.empty()) return std::nullopt;
  const Ranked best = shelf.ready.front();
  Taken taken{best.item, shelf.choices, Edge::only_one};
  hand_out(shelf, best.item);
  drop_taken(shelf);
  if (!shelf.ready.empty()) taken.edge = edge_between(best, shelf.ready.front());
  return taken;
}

}  // namespace igbot::schedule
