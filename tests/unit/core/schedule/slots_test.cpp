// SPDX-License-Identifier: MIT
#include "core/schedule/slots.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<const char*, 5> k_zones{"UTC", "Europe/Berlin", "America/New_York",
                                             "Australia/Lord_Howe", "Asia/Kolkata"};

/// Days around every clock change of 2026 in k_zones.
std::vector<LocalDay> interesting_days() {
  std::vector<LocalDay> days;
  for (const char* middle : {"2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25",
                             "2026-11-01", "2026-12-31"}) {
    for (int i = -1; i <= 1; ++i) days.push_back(parse_date(middle) + std::chrono::days{i});
  }
  return days;
}

/// Calls check(parameters, zone, day) for many combinations.
template <typename Check>
void for_many(Check check) {
  const std::vector<LocalDay> all_days = interesting_days();
  for (const char* name : k_zones) {
    const Zone zone = Zone::find(name);
    for (const auto& [start, end] :
         std::array<std::pair<int, int>, 6>{{{14, 2}, {0, 0}, {9, 21}, {2, 2}, {1, 3}, {23, 0}}}) {
      for (const int n : {1, 2, 3, 7, 24, 49, 50}) {
        for (const int jitter : {0, 30, 120}) {
          const PlanParameters parameters{n, start, end, name, minutes{jitter}};
          for (const LocalDay day : all_days) check(parameters, zone, day);
        }
      }
    }
  }
}

TEST(Slots, AreAsManyAsAskedInOrderAndInsideTheWindow) {
  for_many([](const PlanParameters& parameters, const Zone& zone, LocalDay day) {
    const Window window = window_of(day, parameters, zone);
    const auto slots = slots_of(day, parameters, zone, ChatKey{7});
    ASSERT_EQ(slots.size(), static_cast<std::size_t>(parameters.posts_per_day));
    Timestamp before = window.start - seconds{1};
    for (std::size_t k = 0; k < slots.size(); ++k) {
      ASSERT_EQ(slots[k].index, static_cast<int>(k));
      ASSERT_GT(slots[k].at, before) << parameters.text() << " " << day_text(day) << " " << k;
      before = slots[k].at;
    }
    ASSERT_GE(slots.front().at, window.start);
    ASSERT_LT(slots.back().at, window.end) << parameters.text() << " " << day_text(day);
  });
}

TEST(Slots, StayWithinTheJitterOfTheirMiddle) {
  for_many([](const PlanParameters& parameters, const Zone& zone, LocalDay day) {
    const Window window = window_of(day, parameters, zone);
    const auto length = window.end - window.start;
    const int n = parameters.posts_per_day;
    const auto most = std::min<std::chrono::milliseconds>(parameters.jitter, length / (2 * n));
    for (const Slot& slot : slots_of(day, parameters, zone, ChatKey{7})) {
      const Timestamp middle = window.start + length * (2 * slot.index + 1) / (2 * n);
      ASSERT_LE(std::chrono::abs(slot.at - middle), most + seconds{1}) << parameters.text();
    }
  });
}

TEST(Slots, LieInTheMiddlesWithoutJitter) {
  const PlanParameters parameters{3, 14, 2, "UTC", minutes{0}};
  const auto slots = slots_of(parse_date("2026-06-01"), parameters, Zone::find("UTC"), ChatKey{1});
  EXPECT_EQ(utc_text(slots[0].at), "2026-06-01T16:00:00Z");
  EXPECT_EQ(utc_text(slots[1].at), "2026-06-01T20:00:00Z");
  EXPECT_EQ(utc_text(slots[2].at), "2026-06-02T00:00:00Z");
}

TEST(Slots, AreTheSameWheneverTheyAreAskedFor) {
  const PlanParameters parameters;
  const Zone zone = Zone::find("UTC");
  const LocalDay day = parse_date("2026-06-01");
  EXPECT_EQ(slots_of(day, parameters, zone, ChatKey{1}),
            slots_of(day, parameters, zone, ChatKey{1}));
  // Written down: a new release must not move the slots of a day.
  EXPECT_EQ(utc_text(slots_of(day, parameters, zone, ChatKey{1})[0].at), "2026-06-01T15:48:01Z");
}

TEST(Slots, DifferBetweenChatsDaysAndPlaces) {
  const PlanParameters parameters{3, 0, 0, "UTC", minutes{120}};
  const Zone zone = Zone::find("UTC");
  const LocalDay day = parse_date("2026-06-01");
  const auto shift = [&](LocalDay on, int k, ChatKey chat) {
    const auto slots = slots_of(on, parameters, zone, chat);
    return slots[static_cast<std::size_t>(k)].at - Timestamp{on.time_since_epoch()} -
           std::chrono::hours{8 * k};
  };
  EXPECT_NE(shift(day, 0, ChatKey{1}), shift(day, 0, ChatKey{2}));
  EXPECT_NE(shift(day, 0, ChatKey{1}), shift(day + days{1}, 0, ChatKey{1}));
  EXPECT_NE(shift(day, 0, ChatKey{1}), shift(day, 1, ChatKey{1}));
}

TEST(Slots, AreSpreadOverTheWholeJitter) {
  const PlanParameters parameters{1, 0, 0, "UTC", minutes{120}};
  const Zone zone = Zone::find("UTC");
  int early = 0;
  int far = 0;
  for (int i = 0; i < 1000; ++i) {
    const LocalDay day = parse_date("2026-01-01") + days{i};
    const Timestamp noon{day.time_since_epoch() + std::chrono::hours{12}};
    const auto shift = slots_of(day, parameters, zone, ChatKey{1})[0].at - noon;
    if (shift < seconds{0}) ++early;
    if (std::chrono::abs(shift) > minutes{60}) ++far;
  }
  EXPECT_NEAR(early, 500, 80);
  EXPECT_NEAR(far, 500, 80);
}

}  // namespace
}  // namespace igbot::schedule
