// SPDX-License-Identifier: MIT
#include "core/time_text.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace igbot {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// 2026-11-22T14:00:00Z, 15:00 in Berlin.
constexpr Timestamp k_now = from_millis(1'795'356'000'000);

std::string read_in_berlin(const std::string& text) {
  try {
    return utc_text(parse_time(text, Zone::find("Europe/Berlin"), k_now));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return "refused";
  }
}

TEST(UtcText, ShowsMillisecondsOnlyWhenThereAreAny) {
  EXPECT_EQ(utc_text(k_now), "2026-11-22T14:00:00Z");
  EXPECT_EQ(utc_text(k_now + milliseconds{7}), "2026-11-22T14:00:00.007Z");
  EXPECT_EQ(utc_text(from_millis(-1)), "1969-12-31T23:59:59.999Z");
}

struct ReadingCase {
  const char* text;
  const char* instant;
};

class ParseTime : public testing::TestWithParam<ReadingCase> {};

TEST_P(ParseTime, ReadsWhatAPersonWrites) {
  EXPECT_EQ(read_in_berlin(GetParam().text), GetParam().instant);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, ParseTime,
    testing::Values(ReadingCase{"now", "2026-11-22T14:00:00Z"},
                    ReadingCase{"+2h", "2026-11-22T16:00:00Z"},
                    ReadingCase{"+90m", "2026-11-22T15:30:00Z"},
                    ReadingCase{"2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z"},
                    ReadingCase{"2026-11-23T08:00Z", "2026-11-23T08:00:00Z"},
                    ReadingCase{"2026-11-23T08:00:00.250Z", "2026-11-23T08:00:00.250Z"},
                    ReadingCase{"2026-11-23T08:00:00+05:30", "2026-11-23T02:30:00Z"},
                    ReadingCase{"2026-11-23T08:00-0500", "2026-11-23T13:00:00Z"},
                    ReadingCase{"2026-11-23 08:00 +01:00", "2026-11-23T07:00:00Z"},
                    ReadingCase{"2026-11-23 08:00", "2026-11-23T07:00:00Z"},
                    ReadingCase{"2026-11-23T08:00:30", "2026-11-23T07:00:30Z"},
                    ReadingCase{"2026-11-23", "2026-11-22T23:00:00Z"},
                    ReadingCase{"15:01", "2026-11-22T14:01:00Z"},
                    ReadingCase{"15:00", "2026-11-23T14:00:00Z"},
                    ReadingCase{"9:30", "2026-11-23T08:30:00Z"}));

INSTANTIATE_TEST_SUITE_P(
    Nonsense, ParseTime,
    testing::Values(
        ReadingCase{"", "refused"}, ReadingCase{"tomorrow", "refused"}, ReadingCase{"+", "refused"},
        ReadingCase{"+0h", "refused"}, ReadingCase{"-2h", "refused"},
        ReadingCase{"24:00", "refused"}, ReadingCase{"12:60", "refused"},
        ReadingCase{"12:30x", "refused"}, ReadingCase{"2026-02-30 10:00", "refused"},
        ReadingCase{"2026-11-23T08", "refused"}, ReadingCase{"2026-11-23 08:00 CET", "refused"},
        ReadingCase{"2026-11-23T08:00:00+25:00", "refused"},
        ReadingCase{"2038-01-01 00:00", "refused"}, ReadingCase{"2038-01-01T00:00:00Z", "refused"},
        ReadingCase{"+3650d+3650d", "refused"}));

TEST(ParsePastTime, LooksBackWherePeopleLeaveTheDayOut) {
  const Zone berlin = Zone::find("Europe/Berlin");
  const Timestamp now = parse_time("2026-11-22T14:00:00Z", berlin, Timestamp{});
  const auto read = [&](const char* text) { return utc_text(parse_past_time(text, berlin, now)); };
  EXPECT_EQ(read("-2h"), "2026-11-22T12:00:00Z");
  EXPECT_EQ(read("1d"), "2026-11-21T14:00:00Z");
  EXPECT_EQ(read("15:00"), "2026-11-22T14:00:00Z");
  EXPECT_EQ(read("15:01"), "2026-11-21T14:01:00Z");
  EXPECT_EQ(read("2026-11-20"), "2026-11-19T23:00:00Z");
  EXPECT_EQ(read("now"), "2026-11-22T14:00:00Z");
  for (const char* text : {"+2h", "2026-11-23", "-", "-2", "yesterday", ""}) {
    EXPECT_THROW(read(text), Error) << text;
  }
}

TEST(ParseDuration, AddsUpUnitsFromLargeToSmall) {
  EXPECT_EQ(parse_duration("2h"), hours{2});
  EXPECT_EQ(parse_duration("90m"), minutes{90});
  EXPECT_EQ(parse_duration("1d"), days{1});
  EXPECT_EQ(parse_duration("1h30m"), minutes{90});
  EXPECT_EQ(parse_duration("1d2h3m4s"), days{1} + hours{2} + minutes{3} + seconds{4});
}

TEST(ParseDuration, RefusesEverythingElse) {
  for (const char* text : {"", "h", "2", "2x", "30m1h", "1h1h", "0m", "-1h", "1.5h", "3651d",
                           "99999999999999999999s", "1 h"}) {
    EXPECT_THROW(parse_duration(text), Error) << text;
  }
}

TEST(ParseDate, RoundTripsARealDate) {
  EXPECT_EQ(day_text(parse_date("2028-02-29")), "2028-02-29");
}

TEST(ParseDate, RefusesWhatIsNoDate) {
  for (const char* text :
       {"", "2026-2-3", "2026-13-01", "2026-02-29", "2026-02-01x", "2038-01-01"}) {
    EXPECT_THROW(parse_date(text), Error) << text;
  }
}

TEST(DurationText, NamesTheTwoLargestUnits) {
  EXPECT_EQ(duration_text(seconds{0}), "0s");
  EXPECT_EQ(duration_text(seconds{45}), "45s");
  EXPECT_EQ(duration_text(minutes{90}), "1h 30m");
  EXPECT_EQ(duration_text(days{3} + hours{4} + minutes{5}), "3d 4h");
  EXPECT_EQ(duration_text(days{1} + minutes{5}), "1d");
}

TEST(ExactLocalText, IsReadBackAsTheVeryInstant) {
  const Zone berlin = Zone::find("Europe/Berlin");
  EXPECT_EQ(exact_local_text(k_now, berlin), "2026-11-22 15:00 +01:00");
  EXPECT_EQ(exact_local_text(k_now + seconds{7}, berlin), "2026-11-22 15:00:07 +01:00");
  EXPECT_EQ(exact_local_text(k_now + milliseconds{5}, berlin), "2026-11-22 15:00:00.005 +01:00");
  for (const milliseconds more : {milliseconds{0}, milliseconds{7}, milliseconds{41'000}}) {
    EXPECT_EQ(parse_time(exact_local_text(k_now + more, berlin), berlin, k_now), k_now + more);
  }
}

TEST(ParseDay, ReadsNamesOfDaysAndDates) {
  const LocalDay friday = parse_date("2026-11-27");
  const auto read = [&](const char* text) { return day_text(parse_day(text, friday)); };
  EXPECT_EQ(read("today"), "2026-11-27");
  EXPECT_EQ(read("Tomorrow"), "2026-11-28");
  EXPECT_EQ(read("yesterday"), "2026-11-26");
  EXPECT_EQ(read("friday"), "2026-11-27") << "today is the next such day";
  EXPECT_EQ(read("SAT"), "2026-11-28");
  EXPECT_EQ(read("Thursday"), "2026-12-03");
  EXPECT_EQ(read("sun"), "2026-11-29");
  EXPECT_EQ(read("2025-02-28"), "2025-02-28");
}

TEST(ParseDay, RefusesWhatIsNoDay) {
  const LocalDay today = parse_date("2026-11-27");
  for (const char* text : {"", "frid", "2026-02-30", "2026-11-27 10:00", "+1d", "2038-01-01"}) {
    EXPECT_THROW(parse_day(text, today), Error) << text;
  }
}

TEST(WeekdayText, NamesTheDay) {
  EXPECT_EQ(weekday_text(parse_date("2026-11-27")), "Fri");
  EXPECT_EQ(weekday_text(parse_date("2026-11-29")), "Sun");
}

}  // namespace
}  // namespace igbot
