// SPDX-License-Identifier: MIT
#include "core/schedule/planner.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/schedule/gaps.hpp"
#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

using std::chrono::days;
using std::chrono::hours;

/// `count` fresh items in each category, told apart by content.
std::vector<LibraryItem> items_of(const std::map<std::string, int>& counts) {
  std::vector<LibraryItem> items;
  for (const auto& [category, count] : counts) {
    for (int i = 0; i < count; ++i) {
      const auto id = static_cast<std::int64_t>(items.size()) + 1;
      items.push_back({MediaId{id}, ContentId{id}, category, "photo.jpg", 0, {}});
    }
  }
  return items;
}

Library library_of(const std::map<std::string, int>& counts) { return Library(items_of(counts)); }

/// A week from 2026-06-01 in UTC, asked for at that day's midnight.
PlanRequest week(PlanParameters parameters = {}) {
  const LocalDay day = parse_date("2026-06-01");
  return {ChatKey{1}, std::move(parameters), day, 7, Timestamp{day.time_since_epoch()}, false};
}

Plan plan_week(const Library& library, const MixView& mix = {},
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
  auto items = items_of({{"memes", 10}, {"merch", 10}});
  for (auto& item : items) item.content = ContentId{(number(item.media) + 1) / 2};
  const Plan plan = plan_week(Library(items));
  std::set<ContentId> contents;
  for (const PlannedSlot& planned : plan.planned) contents.insert(planned.content);
  EXPECT_EQ(plan.planned.size(), 10U);
  EXPECT_EQ(contents.size(), plan.planned.size());
}

TEST(Planner, IsTheSameForTheSameInput) {
  const Library library = library_of({{"memes", 40}, {"merch", 40}});
  const Plan one = plan_week(library);
  const Plan two = plan_week(library);
  ASSERT_EQ(one.planned.size(), two.planned.size());
  for (std::size_t i = 0; i < one.planned.size(); ++i) {
    EXPECT_EQ(one.planned[i].media, two.planned[i].media);
    EXPECT_EQ(one.planned[i].slot, two.planned[i].slot);
  }
}

TEST(Planner, PlansNothingTwice) {
  const Library library = library_of({{"memes", 50}});
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
    if (const auto owed = planned.instead_of()) {
      EXPECT_EQ(*owed, "merch");
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

Timestamp on_day(const std::string& day, int hour = 0) {
  return Timestamp{parse_date(day).time_since_epoch() + hours{hour}};
}

TEST(Planner, ReportsUnfilledSlotsWithWhatKeepsEachCategoryFromThem) {
  Library library = library_of({{"memes", 6}, {"merch", 1}});
  for (int i = 1; i <= 3; ++i) {
    library.lock(ContentId{i}, {media::LockKind::recent_post, on_day("2026-07-01", i)});
  }
  library.lock(ContentId{4}, {media::LockKind::reject, k_forever});
  const MixView mix{{{"memes", 6000}, {"merch", 3000}, {"travel", 1000}}, {}};
  Plan plan = plan_week(library, mix);
  explain_gaps(plan, library, mix, Zone::find("UTC"));
  EXPECT_EQ(plan.planned.size(), 3U);
  ASSERT_EQ(plan.unfilled.size(), 18U);
  EXPECT_EQ(plan.unfilled[0].reason,
            "nothing is left to choose: memes (6 active: 4 locked (recent_post, reject), the first "
            "until 2026-07-01 01:00 +00:00, 2 planned), merch (1 active: 1 planned), travel (no "
            "active items)");
}

TEST(Planner, SaysWhatBecameOfACategoryThatWasPassedOver) {
  Library library = library_of({{"memes", 30}, {"merch", 2}});
  library.lock(ContentId{31}, {media::LockKind::hold, k_forever});
  const MixView mix{{{"memes", 5000}, {"merch", 5000}}, {}};
  Plan plan = plan_week(library, mix);
  explain_gaps(plan, library, mix, Zone::find("UTC"));
  EXPECT_EQ(plan.ran_out, (std::map<std::string, std::string>{
                              {"merch", "2 active: 1 locked (hold) for good, 1 planned"}}));
}

TEST(Planner, SaysThatTheLibraryIsEmpty) {
  Plan plan = plan_week({});
  explain_gaps(plan, {}, {}, Zone::find("UTC"));
  ASSERT_EQ(plan.unfilled.size(), 21U);
  EXPECT_EQ(plan.unfilled[0].reason, "the library has no active media");
}

TEST(Planner, ChoosesWhatIsFreeWhenItsSlotIsDueAndNothingThatIsLockedThen) {
  // Midnight of Monday; the first slots are due about 16:00, 20:00 and 24:00.
  Library library = library_of({{"memes", 2}});
  library.lock(ContentId{1}, {media::LockKind::recent_post, on_day("2026-06-03", 12)});
  library.lock(ContentId{2}, {media::LockKind::skip, on_day("2026-06-05", 12)});
  const Plan plan = plan_week(library);
  ASSERT_EQ(plan.planned.size(), 2U);
  EXPECT_EQ(plan.planned[0].media, MediaId{1});
  EXPECT_EQ(plan.planned[0].slot.day, parse_date("2026-06-03"));
  EXPECT_EQ(plan.planned[0].slot.index, 0);
  EXPECT_EQ(plan.planned[1].media, MediaId{2});
  EXPECT_EQ(plan.planned[1].slot.day, parse_date("2026-06-05"));
}

TEST(Planner, ChoosesNothingThatIsLockedUntilJustAfterItsSlot) {
  Library library = library_of({{"memes", 1}});
  const Plan free = plan_week(library);
  ASSERT_EQ(free.planned.size(), 1U);
  const Timestamp due = free.planned[0].slot.at;
  library.lock(ContentId{1}, {media::LockKind::recent_post, due});
  EXPECT_EQ(plan_week(library).planned[0].slot.at, due) << "a lock that ends then locks no more";
  library.lock(ContentId{1}, {media::LockKind::recent_post, due + std::chrono::milliseconds{1}});
  EXPECT_GT(plan_week(library).planned[0].slot.at, due);
}

TEST(Planner, SaysWhyEachSlotGotItsItem) {
  auto items = items_of({{"memes", 3}, {"merch", 1}});
  items[0].last_posted_at = on_day("2026-01-01");
  items[1].last_posted_at = on_day("2026-02-01");
  items[2].last_posted_at = on_day("2026-02-01");
  items[2].times_posted = 7;
  const MixView mix{{{"memes", 6000}, {"merch", 4000}}, {{"memes", 3}, {"merch", 1}}};
  const Plan plan = plan_week(Library(items), mix);
  ASSERT_EQ(plan.planned.size(), 4U);
  EXPECT_EQ(
      choice_lines(plan.planned[0].why),
      (std::vector<std::string>{
          "category merch: its part is 40 % of the posts, and it had 1 of the 4 before this one",
          "of its 1 item that could be chosen: no other item could be chosen"}));
  EXPECT_EQ(plan.planned[1].media, MediaId{1});
  EXPECT_EQ(plan.planned[1].why.edge, Edge::longest_ago);
  EXPECT_EQ(plan.planned[2].why.edge, Edge::fewest_times);
  EXPECT_EQ(plan.planned[2].why.ready, 2);
  EXPECT_EQ(plan.planned[3].why.edge, Edge::only_one);
}

TEST(Choice, IsReadAsItWasStored) {
  const Choice choice{MediaId{7}, "me\"mes", {70, 100, 3, 9}, {"merch"}, 12, Edge::by_lot};
  const auto read = parse_choice(choice_json(choice));
  ASSERT_TRUE(read);
  EXPECT_EQ(choice_lines(*read), choice_lines(choice));
  EXPECT_EQ(read->media, MediaId{7});
  EXPECT_FALSE(parse_choice("{}"));
  EXPECT_FALSE(parse_choice("what"));
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
