// SPDX-License-Identifier: MIT
#include "core/schedule/gaps.hpp"

#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

/// With more categories the others are counted only.
constexpr std::size_t k_named_categories = 4;

std::string nothing_left(const Slot& slot, const Library& library,
                         const std::vector<CategoryShare>& shares, const Zone& zone) {
  if (library.items().empty()) return "the library has no active media";
  std::vector<std::string> parts;
  std::size_t others = 0;
  for (const CategoryShare& share : shares) {
    if (share.weight <= 0) continue;
    if (parts.size() == k_named_categories) {
      ++others;
      continue;
    }
    parts.push_back(share.category + " (" +
                    stock_text(library.stock_of(share.category, slot.at), zone) + ")");
  }
  std::string text = "nothing is left to choose: " + text::join(parts, ", ");
  if (others > 0) text += " and " + std::to_string(others) + " more categories";
  return text;
}

/// The library as this plan leaves it.
Library with_planned(const Plan& plan, Library library) {
  for (const PlannedSlot& planned : plan.planned) library.hold(planned.content);
  return library;
}

}  // namespace

std::string stock_text(const CategoryStock& stock, const Zone& zone) {
  if (stock.active == 0) return "no active items";
  std::vector<std::string> parts;
  std::int64_t locked = 0;
  std::vector<std::string> kinds;
  for (const auto& [kind, count] : stock.locked) {
    locked += count;
    kinds.push_back(media::to_string(kind));
  }
  if (stock.free > 0) parts.push_back(std::to_string(stock.free) + " free");
  if (locked > 0) {
    std::string part = std::to_string(locked) + " locked (" + text::join(kinds, ", ") + ")";
    part += stock.next_unlock ? ", the first until " + local_text(*stock.next_unlock, zone)
                              : std::string(" for good");
    parts.push_back(part);
  }
  if (stock.planned > 0) parts.push_back(std::to_string(stock.planned) + " planned");
  return std::to_string(stock.active) + " active: " + text::join(parts, ", ");
}

void explain_gaps(Plan& plan, const Library& library, const MixView& mix, const Zone& zone) {
  const Library after = with_planned(plan, library);
  const auto shares = effective_shares(mix, library);
  for (UnfilledSlot& unfilled : plan.unfilled) {
    unfilled.reason = unfilled.gap == Gap::no_window
                          ? "a clock change leaves no time in the posting hours that day"
                          : nothing_left(unfilled.slot, after, shares, zone);
  }
  for (const PlannedSlot& planned : plan.planned) {
    for (const std::string& category : planned.why.passed) {
      plan.ran_out.try_emplace(category,
                               stock_text(after.stock_of(category, planned.slot.at), zone));
    }
  }
}

}  // namespace igbot::schedule
