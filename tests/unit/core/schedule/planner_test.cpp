// SPDX-License-Identifier: MIT
#include "core/schedule/planner.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

using std::chrono::days;
using std::chrono::hours;

/// A library with `count` fresh items in each category, told apart by content.
LibraryView library_of(const std::map<std::string, int>& counts) {
  LibraryView library;
  std::int64_t id = 0;
  for (const auto& [category, count] : counts) {
    library.stock.push_back({category, count, 0, 0});
    for (int i = 0; i < count; ++i) {
      ++id;
      library.candidates.push_back({MediaId{id}, ContentId{id}, category, "photo.jpg", 0, {}});
    }
  }
  return library;
}

/// A week from 2026-06-01 in UTC, asked for at that day's midnight.
PlanRequest week(PlanParameters parameters = {}) {
  const LocalDay day = parse_date("2026-06-01");
  return {ChatKey{1}, std::move(parameters), day, 7, Timestamp{day.time_since_epoch()}, false};
}

Plan plan_week(const LibraryView& library, const MixView& mix = {},
               const std::vector<TakenSlot>& taken = {}) {
  return make_plan(week(), Zone::find("UTC"), library, mix, taken);
}

std::map<std::string, int> categories(const Plan& plan) {
  std::map<std::string, int> counts;
  for (const PlannedSlot& planned : plan.planned) ++counts[planned.category];
  return counts;
}

std::vector<TakenSlot> taken_by(const Plan& plan, const std::string& text) {
  std::vector<TakenSlot> taken;
  for (const auto& planned : plan.planned) {
    taken.push_back({planned.slot.day, planned.slot.index, text});
  }
  return taken;
}

TEST(Planner, FillsEverySlotOfTheDays) {
  const Plan plan = plan_week(library_of({{"memes", 50}}));
  EXPECT_EQ(plan.planned.size(), 21U);
  EXPECT_TRUE(plan.unfilled.empty());
}

TEST(Planner, NeverPlansTheSameContentTwice) {
  LibraryView library = library_of({{"memes", 10}, {"merch", 10}});
  for (auto& candidate : library.candidates) {
    candidate.content = ContentId{(number(candidate.media) + 1) / 2};
  }
  const Plan plan = plan_week(library);
  std::set<ContentId> contents;
  for (const PlannedSlot& planned : plan.planned) contents.insert(planned.content);
  EXPECT_EQ(plan.planned.size(), 10U);
  EXPECT_EQ(contents.size(), plan.planned.size());
}

TEST(Planner, IsTheSameForTheSameInput) {
  const LibraryView library = library_of({{"memes", 40}, {"merch", 40}});
  const Plan one = plan_week(library);
  const Plan two = plan_week(library);
  ASSERT_EQ(one.planned.size(), two.planned.size());
  for (std::size_t i = 0; i < one.planned.size(); ++i) {
    EXPECT_EQ(one.planned[i].media, two.planned[i].media);
    EXPECT_EQ(one.planned[i].slot, two.planned[i].slot);
  }
}

TEST(Planner, PlansNothingTwice) {
  const LibraryView library = library_of({{"memes", 50}});
  const Plan first = plan_week(library);
  const Plan second = plan_week(library, {}, taken_by(first, PlanParameters{}.text()));
  EXPECT_TRUE(second.planned.empty());
  EXPECT_TRUE(second.unfilled.empty());
  EXPECT_TRUE(second.left_alone.empty());
}

TEST(Planner, LeavesOutSlotsThatArePast) {
  PlanRequest request = week();
  request.now += hours{21};
  const Plan plan = make_plan(request, Zone::find("UTC"), library_of({{"memes", 50}}), {}, {});
  EXPECT_GE(plan.planned.size(), 18U);
  EXPECT_LT(plan.planned.size(), 21U);
  for (const PlannedSlot& planned : plan.planned) EXPECT_GT(planned.slot.at, request.now);
}

TEST(Planner, LeavesADayAloneThatWasPlannedWithOtherParameters) {
  const LocalDay tuesday = parse_date("2026-06-02");
  const Plan plan = plan_week(library_of({{"memes", 50}}), {},
                              {{tuesday, 0, "5/9-21/UTC/0"}, {tuesday, 3, "5/9-21/UTC/0"}});
  EXPECT_EQ(plan.planned.size(), 18U);
  ASSERT_EQ(plan.left_alone.size(), 1U);
  EXPECT_EQ(plan.left_alone[0].day, tuesday);
  EXPECT_EQ(plan.left_alone[0].posts, 2);
}

TEST(Planner, ReplacingLeavesNoDayAlone) {
  PlanRequest request = week();
  request.replace = true;
  const Plan plan = make_plan(request, Zone::find("UTC"), library_of({{"memes", 50}}), {},
                              {{parse_date("2026-06-02"), 0, "5/9-21/UTC/0"}});
  EXPECT_EQ(plan.planned.size(), 20U);
  EXPECT_TRUE(plan.left_alone.empty());
}

TEST(Planner, CompletesADayThatWasReplannedAroundAPinnedPost) {
  const LocalDay tuesday = parse_date("2026-06-02");
  const Plan plan =
      plan_week(library_of({{"memes", 50}}), {},
                {{tuesday, 0, "5/9-21/UTC/0"}, {tuesday, 1, PlanParameters{}.text()}});
  EXPECT_EQ(plan.planned.size(), 19U);
  EXPECT_TRUE(plan.left_alone.empty());
}

TEST(Planner, SharesTheSlotsAsTheMixSays) {
  const MixView mix{{{"memes", 7000}, {"merch", 3000}}, {}};
  const Plan plan = plan_week(library_of({{"memes", 50}, {"merch", 50}}), mix);
  EXPECT_EQ(categories(plan), (std::map<std::string, int>{{"memes", 15}, {"merch", 6}}));
}

TEST(Planner, TreatsAllCategoriesEquallyWithoutAMix) {
  const Plan plan = plan_week(library_of({{"a", 50}, {"b", 50}, {"c", 50}}));
  EXPECT_EQ(categories(plan), (std::map<std::string, int>{{"a", 7}, {"b", 7}, {"c", 7}}));
}

TEST(Planner, FallsBackWithinTheMixAndSaysSo) {
  const MixView mix{{{"memes", 7000}, {"merch", 3000}}, {}};
  const Plan plan = plan_week(library_of({{"memes", 50}, {"merch", 2}, {"other", 50}}), mix);
  EXPECT_EQ(categories(plan), (std::map<std::string, int>{{"memes", 19}, {"merch", 2}}));
  int instead = 0;
  for (const PlannedSlot& planned : plan.planned) {
    if (planned.instead_of) {
      EXPECT_EQ(*planned.instead_of, "merch");
      ++instead;
    }
  }
  EXPECT_GT(instead, 0);
}

TEST(Planner, NamesCategoriesTheMixLeavesOut) {
  const MixView mix{{{"memes", 10000}, {"never", 0}}, {}};
  const Plan plan = plan_week(library_of({{"memes", 50}, {"never", 5}, {"travel", 5}}), mix);
  EXPECT_EQ(plan.outside_mix, std::vector<std::string>{"travel"});
}

TEST(Planner, ReportsUnfilledSlotsWithTheReason) {
  LibraryView library = library_of({{"memes", 2}});
  library.stock[0] = {"memes", 6, 4, 0};
  const Plan plan = plan_week(library);
  EXPECT_EQ(plan.planned.size(), 2U);
  ASSERT_EQ(plan.unfilled.size(), 19U);
  EXPECT_EQ(
      plan.unfilled[0].reason,
      "nothing left to choose: of 6 active items, 4 locked, 2 planned already, copies included");
}

TEST(Planner, SaysThatTheLibraryIsEmpty) {
  const Plan plan = plan_week({});
  ASSERT_EQ(plan.unfilled.size(), 21U);
  EXPECT_EQ(plan.unfilled[0].reason, "the library has no active media");
}

TEST(Planner, LeavesSlotsUnfilledWhereTheClockChangeSwallowsTheWindow) {
  const LocalDay day = parse_date("2026-03-29");
  const PlanParameters parameters{2, 2, 3, "Europe/Berlin", std::chrono::minutes{0}};
  const PlanRequest request{ChatKey{1}, parameters, day, 2, Timestamp{day.time_since_epoch()},
                            false};
  const Plan plan =
      make_plan(request, Zone::find("Europe/Berlin"), library_of({{"memes", 9}}), {}, {});
  EXPECT_EQ(plan.planned.size(), 2U);
  EXPECT_EQ(plan.unfilled.size(), 2U);
}

TEST(ChooseFor, GivesTheCategoryThatIsOwedTheSlot) {
  const MixView mix{{{"memes", 5000}, {"merch", 5000}}, {{"memes", 4}, {"merch", 1}}};
  const Slot slot{parse_date("2026-06-01"), 0, from_millis(0)};
  const auto chosen = choose_for(slot, ChatKey{1}, library_of({{"memes", 3}, {"merch", 3}}), mix);
  ASSERT_TRUE(chosen);
  EXPECT_EQ(chosen->category, "merch");
}

TEST(ChooseFor, GivesNothingWhenNothingIsLeft) { EXPECT_FALSE(choose_for({}, ChatKey{1}, {}, {})); }

}  // namespace
}  // namespace igbot::schedule
