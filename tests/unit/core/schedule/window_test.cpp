// SPDX-License-Identifier: MIT
#include "core/schedule/window.hpp"

#include <gtest/gtest.h>

#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

struct WindowCase {
  const char* zone;
  int start_hour;
  int end_hour;
  const char* day;
  const char* start;
  const char* end;
};

class WindowOfADay : public testing::TestWithParam<WindowCase> {};

TEST_P(WindowOfADay, RunsBetweenTheInstantsOfItsHours) {
  const WindowCase& c = GetParam();
  const PlanParameters parameters{
      .start_hour = c.start_hour, .end_hour = c.end_hour, .zone = c.zone};
  const Window window = window_of(parse_date(c.day), parameters, Zone::find(c.zone));
  EXPECT_EQ(utc_text(window.start), c.start);
  EXPECT_EQ(utc_text(window.end), c.end);
}

INSTANTIATE_TEST_SUITE_P(
    Days, WindowOfADay,
    testing::Values(
        WindowCase{"UTC", 9, 21, "2026-06-01", "2026-06-01T09:00:00Z", "2026-06-01T21:00:00Z"},
        // wraps midnight
        WindowCase{"UTC", 14, 2, "2026-12-31", "2026-12-31T14:00:00Z", "2027-01-01T02:00:00Z"},
        WindowCase{"UTC", 23, 0, "2026-06-01", "2026-06-01T23:00:00Z", "2026-06-02T00:00:00Z"},
        // equal hours: the whole day
        WindowCase{"UTC", 5, 5, "2026-06-01", "2026-06-01T05:00:00Z", "2026-06-02T05:00:00Z"},
        WindowCase{"UTC", 0, 0, "2026-06-01", "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z"},
        WindowCase{"Asia/Kolkata", 9, 21, "2026-06-01", "2026-06-01T03:30:00Z",
                   "2026-06-01T15:30:00Z"},
        // clock changes inside: 23, 25, 23, 25 and 23.5, 24.5 hours
        WindowCase{"Europe/Berlin", 0, 0, "2026-03-29", "2026-03-28T23:00:00Z",
                   "2026-03-29T22:00:00Z"},
        WindowCase{"Europe/Berlin", 0, 0, "2026-10-25", "2026-10-24T22:00:00Z",
                   "2026-10-25T23:00:00Z"},
        WindowCase{"America/New_York", 14, 14, "2026-03-07", "2026-03-07T19:00:00Z",
                   "2026-03-08T18:00:00Z"},
        WindowCase{"America/New_York", 14, 14, "2026-10-31", "2026-10-31T18:00:00Z",
                   "2026-11-01T19:00:00Z"},
        WindowCase{"Australia/Lord_Howe", 0, 0, "2026-10-04", "2026-10-03T13:30:00Z",
                   "2026-10-04T13:00:00Z"},
        WindowCase{"Australia/Lord_Howe", 0, 0, "2026-04-05", "2026-04-04T13:00:00Z",
                   "2026-04-05T13:30:00Z"},
        // begins in a gap, and nothing is left of it
        WindowCase{"Europe/Berlin", 2, 5, "2026-03-29", "2026-03-29T01:00:00Z",
                   "2026-03-29T03:00:00Z"},
        WindowCase{"Europe/Berlin", 2, 3, "2026-03-29", "2026-03-29T01:00:00Z",
                   "2026-03-29T01:00:00Z"}));

std::string first_day_at(const std::string& now, int start_hour, int end_hour) {
  const Zone zone = Zone::find("Europe/Berlin");
  const PlanParameters parameters{
      .start_hour = start_hour, .end_hour = end_hour, .zone = "Europe/Berlin"};
  return day_text(first_day(parse_time(now, zone, from_millis(0)), parameters, zone));
}

TEST(FirstDay, IsYesterdayWhileItsWindowRuns) {
  EXPECT_EQ(first_day_at("2026-06-02 01:59", 14, 2), "2026-06-01");
  EXPECT_EQ(first_day_at("2026-06-02 02:00", 14, 2), "2026-06-02");
  EXPECT_EQ(first_day_at("2026-06-02 08:00", 9, 21), "2026-06-02");
  EXPECT_EQ(first_day_at("2026-06-02 04:00", 5, 5), "2026-06-01");
}

std::string first_day_end_at(const std::string& now, int start_hour, int end_hour) {
  const Zone zone = Zone::find("UTC");
  const PlanParameters parameters{.start_hour = start_hour, .end_hour = end_hour};
  return utc_text(first_day_ends(parse_time(now, zone, from_millis(0)), parameters, zone));
}

TEST(FirstDay, EndsWithItsWindowOrAtMidnight) {
  EXPECT_EQ(first_day_end_at("2026-06-02 01:00", 14, 2), "2026-06-02T02:00:00Z");
  EXPECT_EQ(first_day_end_at("2026-06-02 03:00", 14, 2), "2026-06-03T02:00:00Z");
  EXPECT_EQ(first_day_end_at("2026-06-02 03:00", 9, 21), "2026-06-03T00:00:00Z");
}

TEST(PlanParameters, AreToldApartByTheirText) {
  const PlanParameters parameters{.posts_per_day = 3, .zone = "Europe/Berlin"};
  EXPECT_EQ(parameters.text(), "3/14-2/Europe/Berlin/30");
}

}  // namespace
}  // namespace igbot::schedule
