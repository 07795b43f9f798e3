// SPDX-License-Identifier: MIT
#include "core/zone.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/time_text.hpp"

namespace igbot {
namespace {

struct WallClockCase {
  const char* zone;
  const char* local;
  const char* instant;
};

class WallClock : public testing::TestWithParam<WallClockCase> {};

TEST_P(WallClock, BecomesTheInstantOfTheGapAndFoldRules) {
  const auto& [zone, local, instant] = GetParam();
  EXPECT_EQ(utc_text(parse_time(local, Zone::find(zone), from_millis(0))), instant);
}

INSTANTIATE_TEST_SUITE_P(
    Zones, WallClock,
    testing::Values(
        // Gaps: the first instant after them.
        WallClockCase{"Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:00:00Z"},
        WallClockCase{"America/New_York", "2026-03-08 02:30", "2026-03-08T07:00:00Z"},
        WallClockCase{"Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:30:00Z"},
        // Folds: the first of the two.
        WallClockCase{"Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30:00Z"},
        WallClockCase{"America/New_York", "2026-11-01 01:30", "2026-11-01T05:30:00Z"},
        WallClockCase{"Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45:00Z"},
        // Neither.
        WallClockCase{"Asia/Kolkata", "2026-06-01 12:00", "2026-06-01T06:30:00Z"},
        WallClockCase{"Pacific/Kiritimati", "2026-06-01 00:00", "2026-05-31T10:00:00Z"},
        WallClockCase{"UTC", "2026-06-01 12:00", "2026-06-01T12:00:00Z"}));

TEST(Zone, AnInstantIsShownInLocalTimeWithItsOffset) {
  const Zone berlin = Zone::find("Europe/Berlin");
  const Zone st_johns = Zone::find("America/St_Johns");
  const Timestamp at = parse_time("2026-11-22T14:00:00Z", berlin, from_millis(0));
  EXPECT_EQ(local_text(at, berlin), "2026-11-22 15:00 +01:00");
  EXPECT_EQ(local_text(at, st_johns), "2026-11-22 10:30 -03:30");
}

TEST(Zone, AMisspelledNameIsRefusedWithTheNearest) {
  try {
    Zone::find("europe/berln");
    FAIL() << "an unknown zone was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_EQ(error.hint(), "did you mean Europe/Berlin?");
  }
}

TEST(Zone, ACityAloneIsRefusedWithItsZone) {
  try {
    Zone::find("Kolkata");
    FAIL() << "an unknown zone was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "did you mean Asia/Kolkata?");
  }
}

TEST(Zone, AFileNameIsNoZone) {
  EXPECT_THROW(Zone::find("../../etc/passwd"), Error);
  EXPECT_THROW(Zone::find(""), Error);
}

TEST(Zone, ALocalTimeBeyondTheKnownClockChangesIsRefused) {
  const Zone berlin = Zone::find("Europe/Berlin");
  EXPECT_NO_THROW(berlin.instant(parse_date("2037-12-31")));
  EXPECT_THROW(berlin.instant(parse_date("2037-12-31") + std::chrono::days{1}), Error);
}

}  // namespace
}  // namespace igbot
