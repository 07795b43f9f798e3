// SPDX-License-Identifier: MIT
#include "core/schedule/selector.hpp"

#include <algorithm>
#include <tuple>

#include "core/schedule/seeded.hpp"

namespace igbot::schedule {
namespace {

auto rank(const Candidate& candidate, std::uint64_t seed) {
  return std::make_tuple(candidate.last_posted_at.has_value(),
                         candidate.last_posted_at.value_or(Timestamp{}), candidate.times_posted,
                         seeded_hash({seed, static_cast<std::uint64_t>(number(candidate.media))}),
                         number(candidate.media));
}

}  // namespace

Selector::Selector(const std::vector<Candidate>& candidates, std::uint64_t seed) {
  for (const Candidate& candidate : candidates) {
    by_category_[candidate.category].push_back(candidate);
  }
  for (auto& [category, items] : by_category_) {
    std::sort(items.begin(), items.end(), [seed](const Candidate& left, const Candidate& right) {
      return rank(left, seed) > rank(right, seed);
    });
  }
}

std::optional<Candidate> Selector::take(const std::string& category) {
  const auto found = by_category_.find(category);
  if (found == by_category_.end()) return std::nullopt;
  std::vector<Candidate>& items = found->second;
  while (!items.empty()) {
    Candidate item = std::move(items.back());
    items.pop_back();
    if (taken_.insert(number(item.content)).second) return item;
  }
  return std::nullopt;
}

}  // namespace igbot::schedule
