// SPDX-License-Identifier: MIT
#include "core/schedule/reschedule.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

/// Six posts from 9 to 21: a gap of two hours, half of it one.
const PlanParameters k_two_hourly{6, 9, 21, "UTC", std::chrono::minutes{0}};

Timestamp at(const std::string& text) { return parse_time(text, Zone::find("UTC"), Timestamp{}); }

std::string free_instants(std::size_t count, const std::vector<std::string>& occupied,
                          const std::string& now) {
  std::vector<Timestamp> taken;
  taken.reserve(occupied.size());
  for (const std::string& text : occupied) taken.push_back(at(text));
  std::string told;
  for (const Timestamp instant :
       next_free_instants(count, taken, k_two_hourly, Zone::find("UTC"), at(now))) {
    told += (told.empty() ? "" : ", ") + utc_text(instant).substr(5, 11);
  }
  return told;
}

TEST(Reschedule, TakesNowWhenNothingIsNear) {
  EXPECT_EQ(free_instants(1, {}, "2026-06-01 12:00"), "06-01T12:00");
}

TEST(Reschedule, KeepsHalfAGapFromItsNeighboursAndAmongItself) {
  EXPECT_EQ(free_instants(3, {"2026-06-01 12:30"}, "2026-06-01 12:00"),
            "06-01T13:30, 06-01T14:30, 06-01T15:30");
  EXPECT_EQ(free_instants(1, {"2026-06-01 13:00"}, "2026-06-01 12:00"), "06-01T12:00");
  EXPECT_EQ(free_instants(1, {"2026-06-01 11:30", "2026-06-01 13:00"}, "2026-06-01 12:00"),
            "06-01T14:00");
}

TEST(Reschedule, WaitsForTheNextWindow) {
  EXPECT_EQ(free_instants(2, {}, "2026-06-01 20:30"), "06-01T20:30, 06-02T09:00");
  EXPECT_EQ(free_instants(1, {}, "2026-06-01 04:00"), "06-01T09:00");
  EXPECT_EQ(free_instants(1, {"2026-06-01 20:00"}, "2026-06-01 20:30"), "06-02T09:00");
}

TEST(Reschedule, ManyPostsNeverComeCloserThanHalfAGap) {
  const std::vector<Timestamp> occupied{at("2026-06-01 10:00"), at("2026-06-01 18:10"),
                                        at("2026-06-02 09:20")};
  auto all =
      next_free_instants(200, occupied, k_two_hourly, Zone::find("UTC"), at("2026-06-01 09:30"));
  ASSERT_EQ(all.size(), 200U);
  all.insert(all.end(), occupied.begin(), occupied.end());
  std::sort(all.begin(), all.end());
  for (std::size_t i = 1; i < all.size(); ++i) {
    EXPECT_GE(all[i] - all[i - 1], std::chrono::hours{1});
  }
}

}  // namespace
}  // namespace igbot::schedule
