// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/time_text.hpp"
#include "tests/property/generated_chat.hpp"

namespace igbot::schedule {
namespace {

using std::chrono::days;
using test::Dice;

/// A chat's plan, and what it was made of.
struct PlannedCase {
  simulation::Beginning chat;
  PlanRequest request;
  Zone zone;
  Plan plan;
};

PlannedCase planned_case(std::uint64_t number) {
  Dice dice(number);
  simulation::Beginning chat = test::generated_chat(dice);
  const PlanParameters parameters = PlanParameters::of(chat.settings);
  Zone zone = Zone::find(parameters.zone);
  const PlanRequest request{chat.chat,
                            parameters,
                            first_day(chat.now, parameters, zone),
                            static_cast<int>(dice.roll(1, 12)),
                            chat.now,
                            false};
  Plan plan = make_plan(request, zone, chat.library, chat.mix, {});
  return {std::move(chat), request, std::move(zone), std::move(plan)};
}

std::string story(const PlannedCase& c, const std::string& wrong) {
  return wrong + " (" + test::describe(c.chat, {.days = c.request.days}) + ")";
}

/// Never posted, then posted longest ago, then fewest times: the part of the order that is no lot.
std::tuple<bool, Timestamp, std::int64_t> rank(const LibraryItem& item) {
  return {item.last_posted_at.has_value(), item.last_posted_at.value_or(Timestamp{}),
          item.times_posted};
}

TEST(PlannerProperties, EverySlotLiesInTheWindowOfItsDayInOrderAndNoMoreThanSet) {
  test::expect_for_all_cases([](std::uint64_t number) -> std::string {
    const PlannedCase c = planned_case(number);
    std::map<LocalDay, int> count;
    Timestamp last{};
    for (const PlannedSlot& planned : c.plan.planned) {
      const Slot& slot = planned.slot;
      const Window window = window_of(slot.day, c.request.parameters, c.zone);
      if (slot.at < window.start || slot.at >= window.end) return story(c, "outside the window");
      if (slot.at <= c.chat.now) return story(c, "in the past");
      if (slot.at <= last) return story(c, "out of order");
      if (++count[slot.day] > c.chat.settings.posts_per_day) return story(c, "too many in a day");
      if (slot.day < c.request.from || slot.day >= c.request.from + days{c.request.days}) {
        return story(c, "another day");
      }
      last = slot.at;
    }
    return {};
  });
}

TEST(PlannerProperties, EveryItemIsFreeWhenItsSlotIsDueAndTheFirstOfItsCategoryInOrder) {
  test::expect_for_all_cases([](std::uint64_t number) -> std::string {
    const PlannedCase c = planned_case(number);
    const auto& items = c.chat.library.items();
    std::set<ContentId> taken;
    for (const PlannedSlot& planned : c.plan.planned) {
      const auto chosen = c.chat.library.find(planned.media);
      if (!chosen || !c.chat.library.is_free(*chosen, planned.slot.at)) {
        return story(c, "a locked item");
      }
      for (const std::uint32_t item : c.chat.library.items_of(planned.category)) {
        const bool is_choice =
            c.chat.library.is_free(item, planned.slot.at) && !taken.contains(items[item].content);
        if (is_choice && rank(items[item]) < rank(items[*chosen])) {
          return story(c, "an item before its turn");
        }
      }
      if (!taken.insert(planned.content).second) return story(c, "a content twice");
    }
    return {};
  });
}

TEST(PlannerProperties, ASlotStaysEmptyOnlyWhenNoCategoryOfTheMixHasAnything) {
  test::expect_for_all_cases([](std::uint64_t number) -> std::string {
    const PlannedCase c = planned_case(number);
    std::set<ContentId> taken;
    for (const PlannedSlot& planned : c.plan.planned) taken.insert(planned.content);
    const auto shares = effective_shares(c.chat.mix, c.chat.library);
    for (const UnfilledSlot& unfilled : c.plan.unfilled) {
      if (unfilled.gap == Gap::no_window) continue;
      for (const CategoryShare& share : shares) {
        if (share.weight <= 0) continue;
        for (const std::uint32_t item : c.chat.library.items_of(share.category)) {
          const bool is_left = !taken.contains(c.chat.library.items()[item].content);
          if (is_left && c.chat.library.is_free(item, unfilled.slot.at)) {
            return story(c, "an item was left for an empty slot");
          }
        }
      }
    }
    return {};
  });
}

TEST(PlannerProperties, SharesStayWithinOnePostOfTheMixAfterEverySlot) {
  test::expect_for_all_cases([](std::uint64_t number) -> std::string {
    const PlannedCase c = planned_case(number);
    const auto shares = effective_shares(c.chat.mix, c.chat.library);
    std::int64_t total = 0;
    for (const CategoryShare& share : shares) total += share.weight;
    std::map<std::string, std::int64_t> given;
    std::int64_t slots = 0;
    for (const PlannedSlot& planned : c.plan.planned) {
      if (planned.instead_of()) return {};  // from here on the library decides
      ++given[planned.category];
      ++slots;
      for (const CategoryShare& share : shares) {
        const std::int64_t off = given[share.category] * total - share.weight * slots;
        if (off >= total || off <= -total) return story(c, share.category + " is a post off");
      }
    }
    return {};
  });
}

TEST(PlannerProperties, PlanningTwiceChangesNothing) {
  test::expect_for_all_cases([](std::uint64_t number) -> std::string {
    PlannedCase c = planned_case(number);
    std::vector<TakenSlot> taken;
    for (const PlannedSlot& planned : c.plan.planned) {
      taken.push_back({planned.slot.day, planned.slot.index, c.request.parameters.text()});
      c.chat.library.hold(planned.content);
      ++c.chat.mix.assigned[planned.category];
    }
    const Plan again = make_plan(c.request, c.zone, c.chat.library, c.chat.mix, taken);
    if (!again.planned.empty()) return story(c, "planned something again");
    if (again.unfilled.size() != c.plan.unfilled.size()) return story(c, "other slots are empty");
    return again.left_alone.empty() ? "" : story(c, "a day was left alone");
  });
}

}  // namespace
}  // namespace igbot::schedule
