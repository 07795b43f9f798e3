// SPDX-License-Identifier: MIT
#include "core/post/posting_figures.hpp"

#include <gtest/gtest.h>

#include "core/post/story_insights.hpp"
#include "core/time_text.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot::post {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

PostEnd end_at(const std::string& utc, const std::string& outcome = "posted") {
  const Timestamp at = parse_time(utc, Zone::find("UTC"), Timestamp{});
  return {at, at, outcome, "memes"};
}

PostingFigures count(const std::vector<PostEnd>& ends, const char* first, int days,
                     const char* zone) {
  return count_figures(ends, {}, {parse_date(first), days}, Zone::find(zone));
}

TEST(PostingFigures, ADayOf25HoursIsOneDay) {
  // New York, 2026-11-01: from 04:00Z to 05:00Z of the next day.
  const auto figures = count({end_at("2026-11-01T03:59:59Z"), end_at("2026-11-01T04:00:00Z"),
                              end_at("2026-11-02T04:59:59Z"), end_at("2026-11-02T05:00:00Z")},
                             "2026-10-31", 3, "America/New_York");
  ASSERT_EQ(figures.days.size(), 3u);
  EXPECT_EQ(figures.days[0].ends.posted, 1);
  EXPECT_EQ(figures.days[1].ends.posted, 2);
  EXPECT_EQ(figures.days[2].ends.posted, 1);
}

TEST(PostingFigures, AnHourThatComesTwiceIsOneHour) {
  // 01:30 in New York at 05:30Z and again at 06:30Z.
  const auto figures = count({end_at("2026-11-01T05:30:00Z"), end_at("2026-11-01T06:30:00Z")},
                             "2026-11-01", 1, "America/New_York");
  EXPECT_EQ(figures.hours[1].ends.posted, 2);
}

TEST(PostingFigures, ALeapDayIsADay) {
  const auto figures = count({end_at("2028-02-29T12:00:00Z")}, "2028-02-28", 3, "UTC");
  EXPECT_EQ(figures.days[1].day, parse_date("2028-02-29"));
  EXPECT_EQ(figures.days[1].ends.posted, 1);
  EXPECT_EQ(figures.days[2].day, parse_date("2028-03-01"));
}

TEST(PostingFigures, WhatWasMissedCountsWhenItWasDue) {
  PostEnd missed = end_at("2026-11-03T09:00:00Z", "missed");
  missed.due_at -= hours{40};  // the first, 17:00
  const auto figures = count({missed}, "2026-11-01", 3, "UTC");
  EXPECT_EQ(figures.days[0].ends, (EndCounts{0, 0, 1}));
  EXPECT_EQ(figures.hours[17].ends, (EndCounts{0, 0, 1}));
}

TEST(PostingFigures, WhatLiesOutsideThePeriodDoesNotCount) {
  PostEnd missed = end_at("2026-11-01T09:00:00Z", "missed");
  missed.due_at -= hours{24};
  const auto figures = count({missed}, "2026-11-01", 1, "UTC");
  EXPECT_EQ(figures.all.sum(), 0);
  EXPECT_TRUE(figures.categories.empty());
}

TEST(PostingFigures, CategoriesOfTheMixAreThereWithoutAPost) {
  const auto figures = count_figures({end_at("2026-11-01T09:00:00Z")},
                                     {{"merch", 3000}, {"never", 0}, {"travel", 7000}},
                                     {parse_date("2026-11-01"), 1}, Zone::find("UTC"));
  ASSERT_EQ(figures.categories.size(), 3u);
  EXPECT_EQ(figures.categories[0].category, "memes");
  EXPECT_EQ(figures.categories[0].mix_share, std::nullopt);
  EXPECT_EQ(figures.categories[1].category, "merch");
  EXPECT_EQ(figures.categories[1].mix_share, 3000);
  EXPECT_EQ(figures.categories[2].ends.sum(), 0);
}

TEST(PostingFigures, AreReadFromTheHistoryInTheChatsZone) {
  test::PostingFixture f;
  f.set("posting_timezone", "Pacific/Auckland");
  // 23:30 in Auckland on 2026-06-01 (UTC+12).
  f.t.clock.set(parse_time("2026-06-01T11:30:00Z", Zone::find("UTC"), Timestamp{}));
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.run();
  f.decide([&](Decisions& decisions) { return decisions.done(id, std::nullopt); });
  f.t.clock.advance(hours{1});                 // the second of June there
  f.plan(f.add_item("b.jpg"), minutes{-300});  // overdue for longer than two hours: missed
  f.run();
  const auto figures =
      f.t.store.read([&](UnitOfWork& unit) { return posting_figures(unit.chat(f.chat), 2); });
  ASSERT_EQ(figures.days.size(), 2u);
  EXPECT_EQ(day_text(figures.days[0].day), "2026-06-01");
  EXPECT_EQ(figures.days[0].ends, (EndCounts{1, 0, 1}));
  EXPECT_EQ(figures.days[1].ends, EndCounts{});
  EXPECT_EQ(figures.hours[23].ends.posted, 1);
}

TEST(PostingFigures, AStoryCountsOnceWithItsLastFigures) {
  test::PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.run();
  f.decide([&](Decisions& decisions) { return decisions.done(id, std::nullopt); });
  f.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    InsightsRepository insights(unit.chat(f.chat));
    insights.put({id, hours{1}, unit.now(), StoryInsights{.views = 10, .reach = 8}});
    insights.put({id, hours{6}, unit.now(), StoryInsights{.views = 40, .reach = 30}});
    insights.put({id, hours{23}, unit.now(), std::nullopt});
  });
  const auto figures =
      f.t.store.read([&](UnitOfWork& unit) { return posting_figures(unit.chat(f.chat), 1); });
  EXPECT_EQ(figures.stories, (StorySums{1, 40, 30}));
  EXPECT_EQ(figures.all.posted, 1);
  EXPECT_EQ(figures.categories.at(0).stories, figures.stories);
}

TEST(PostingFigures, OfAnotherChatAreNotSeen) {
  test::PostingFixture f;
  const ChatKey other = f.add_active_chat(-1002, "others");
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.run();
  f.decide([&](Decisions& decisions) { return decisions.done(id, std::nullopt); });
  const auto figures =
      f.t.store.read([&](UnitOfWork& unit) { return posting_figures(unit.chat(other), 1); });
  EXPECT_EQ(figures.all.sum(), 0);
}

}  // namespace
}  // namespace igbot::post
