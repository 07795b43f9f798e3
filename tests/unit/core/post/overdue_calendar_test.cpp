// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "core/post/late_posts.hpp"
#include "tests/unit/core/post/virtual_cron.hpp"

namespace igbot::post {
namespace {

using std::chrono::minutes;
using Log = test::VirtualCron::Log;

/// A chat that sends cards, and cron.
class OverdueCalendar : public ::testing::Test {
 protected:
  /// `per_day` posts between these local hours, in this zone, and an item for each.
  void plan(const std::string& zone, const std::string& posting_hours, int per_day, int days) {
    f_.set("posting_timezone", zone);
    f_.set("posting_hours", posting_hours);
    f_.set("posts_per_day", std::to_string(per_day));
    cron_.add_items(per_day * days);
    cron_.plan_days(days);
  }
  void policy(const std::string& policy, int most = 120) {
    f_.set("overdue_policy", policy);
    f_.set("overdue_max_minutes", std::to_string(most));
  }

  test::PostingFixture f_;
  test::VirtualCron cron_{f_};
};

// America/New_York, 2026-11-01: 25 hours from 04:00Z to 05:00Z. Five posts are 5 h apart, the first
// after 2.5 h: 06:30Z, 11:30Z, 16:30Z, 21:30Z and 02:30Z. The next day begins at 05:00Z, its posts
// are 4.8 h apart: the first at 07:24Z.
TEST_F(OverdueCalendar, AnOutageAcrossADayOf25Hours) {
  cron_.begin_at("2026-11-01 04:00");
  policy("one");
  plan("America/New_York", "0-0", 5, 2);
  cron_.run_until("2026-11-01 05:00");
  cron_.outage_until("2026-11-01 17:00");
  cron_.run_until("2026-11-02 07:30", minutes{2});
  // At 17:00Z 06:30Z and 11:30Z are older than two hours, 16:30Z is half an hour old.
  EXPECT_EQ(cron_.log(), (Log{"2026-11-01 17:00 missed 06:30", "2026-11-01 17:00 missed 11:30",
                              "2026-11-01 17:00 sent 16:30", "2026-11-01 21:30 sent 21:30",
                              "2026-11-02 02:30 sent 02:30", "2026-11-02 07:24 sent 07:24"}));
}

// Europe/Berlin, 2026-03-29: 23 hours from 23:00Z to 22:00Z. 23 posts are an hour apart, from
// 23:30Z on; the clock changes at 01:00Z.
TEST_F(OverdueCalendar, AnOutageAcrossADayOf23Hours) {
  cron_.begin_at("2026-03-28 23:00");
  policy("all", 180);
  plan("Europe/Berlin", "0-0", 23, 1);
  cron_.run_until("2026-03-29 00:45");
  cron_.outage_until("2026-03-29 03:45");
  cron_.run_until("2026-03-29 05:00");
  // 01:30Z and 02:30Z are overdue and come one a run; 03:30Z is exactly 15 minutes late: due.
  EXPECT_EQ(cron_.log(), (Log{"2026-03-28 23:30 sent 23:30", "2026-03-29 00:30 sent 00:30",
                              "2026-03-29 03:45 sent 01:30", "2026-03-29 03:45 sent 03:30",
                              "2026-03-29 03:46 sent 02:30", "2026-03-29 04:30 sent 04:30"}));
}

// Australia/Lord_Howe, 2026-04-05: 24.5 hours from 13:00Z on the 4th; the clock goes back half an
// hour at 15:00Z. Seven posts are 3.5 h apart, the first after 1.75 h: 14:45Z, 18:15Z, 21:45Z,
// 01:15Z, 04:45Z, 08:15Z and 11:45Z.
TEST_F(OverdueCalendar, AnOutageAcrossADayOf24HoursAndAHalf) {
  cron_.begin_at("2026-04-04 13:00");
  policy("skip");
  plan("Australia/Lord_Howe", "0-0", 7, 1);
  cron_.run_until("2026-04-04 14:50");
  cron_.outage_until("2026-04-04 22:01");
  cron_.run_until("2026-04-05 12:00");
  // 21:45Z is 16 minutes late at 22:01Z.
  EXPECT_EQ(cron_.log(), (Log{"2026-04-04 14:45 sent 14:45", "2026-04-04 22:01 missed 18:15",
                              "2026-04-04 22:01 missed 21:45", "2026-04-05 01:15 sent 01:15",
                              "2026-04-05 04:45 sent 04:45", "2026-04-05 08:15 sent 08:15",
                              "2026-04-05 11:45 sent 11:45"}));
}

// Berlin in winter is UTC+1: the window from 22 to 4 is 21:00Z to 03:00Z, its six posts come at
// 21:30Z, 22:30Z, … 02:30Z; the year changes at 23:00Z, and in UTC an hour later.
TEST_F(OverdueCalendar, AnOutageAcrossNewYearInAWindowThatWrapsMidnight) {
  cron_.begin_at("2026-12-31 20:00");
  policy("one");
  plan("Europe/Berlin", "22-4", 6, 2);
  cron_.run_until("2026-12-31 22:00");
  cron_.outage_until("2027-01-01 00:15");
  cron_.run_until("2027-01-01 21:45", minutes{5});
  // At 00:15Z: 105 and 45 minutes late.
  EXPECT_EQ(cron_.log(),
            (Log{"2026-12-31 21:30 sent 21:30", "2027-01-01 00:15 missed 2026-12-31 22:30",
                 "2027-01-01 00:15 sent 2026-12-31 23:30", "2027-01-01 00:30 sent 00:30",
                 "2027-01-01 01:30 sent 01:30", "2027-01-01 02:30 sent 02:30",
                 "2027-01-01 21:30 sent 21:30"}));
}

// The window from 14 to 2 is 12 h long: its three posts come at 16:00, 20:00 and 00:00.
TEST_F(OverdueCalendar, OutagesAroundALeapDay) {
  cron_.begin_at("2028-02-28 12:00");
  policy("one");
  plan("UTC", "14-2", 3, 3);
  cron_.run_until("2028-02-28 23:00", minutes{5});
  cron_.outage_until("2028-02-29 01:00");
  cron_.run_until("2028-02-29 23:30", minutes{5});
  cron_.outage_until("2028-03-01 00:15");
  cron_.run_until("2028-03-01 17:00", minutes{5});
  EXPECT_EQ(cron_.log(), (Log{"2028-02-28 16:00 sent 16:00", "2028-02-28 20:00 sent 20:00",
                              "2028-02-29 01:00 sent 00:00", "2028-02-29 16:00 sent 16:00",
                              "2028-02-29 20:00 sent 20:00", "2028-03-01 00:15 sent 00:00",
                              "2028-03-01 16:00 sent 16:00"}));
}

// Two posts between 8 and 20: 11:00 and 17:00, so half a gap is 3 h.
TEST_F(OverdueCalendar, AnOutageOfDaysAcrossTheEndOfAMonth) {
  cron_.begin_at("2026-10-30 07:00");
  policy("all", 2880);
  plan("UTC", "8-20", 2, 4);
  cron_.run_until("2026-10-30 12:00", minutes{5});
  cron_.outage_until("2026-11-01 12:00");
  cron_.run_until("2026-11-01 18:00");
  // The 30th, 17:00 is 43 h late at noon of the 1st, and 48 h is the limit.
  EXPECT_EQ(cron_.log(),
            (Log{"2026-10-30 11:00 sent 11:00", "2026-11-01 12:00 sent 2026-10-30 17:00",
                 "2026-11-01 12:01 sent 2026-10-31 11:00", "2026-11-01 12:02 sent 2026-10-31 17:00",
                 "2026-11-01 12:03 sent 11:00", "2026-11-01 17:00 sent 17:00"}));
}

TEST_F(OverdueCalendar, WhatIsRescheduledAtTheEndOfAMonthGoesIntoTheNext) {
  cron_.begin_at("2026-10-31 07:00");
  plan("UTC", "8-20", 2, 2);
  f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    SettingsService(unit.chat(f_.chat)).pause(std::nullopt, std::nullopt);
  });
  cron_.run_until("2026-10-31 19:30", minutes{5});
  f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    SettingsService(unit.chat(f_.chat)).resume(std::nullopt);
    LatePosts(unit.chat(f_.chat)).reschedule();
  });
  cron_.run_until("2026-11-01 18:00", minutes{5});
  // 19:30 is free. 22:30 would be the next, but the window has ended; at 08:00 it is 3 h to 11:00.
  EXPECT_EQ(cron_.log(), (Log{"2026-10-31 19:30 sent 19:30", "2026-11-01 08:00 sent 08:00",
                              "2026-11-01 11:00 sent 11:00", "2026-11-01 17:00 sent 17:00"}));
}

// Europe/Berlin, 2026-10-25: the clock goes back at 01:00Z, so that 03:15 is 02:15Z. The day has 25
// hours from 22:00Z on, so that 25 posts come at each half hour.
TEST_F(OverdueCalendar, ATimedPauseEndsAtItsInstantAlsoWhenAnHourComesTwice) {
  cron_.begin_at("2026-10-24 22:00");
  policy("one");
  plan("Europe/Berlin", "0-0", 25, 1);
  f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    const Zone zone = Zone::find("Europe/Berlin");
    const Timestamp until = parse_time("2026-10-25 03:15", zone, unit.now());
    SettingsService(unit.chat(f_.chat)).pause(until, std::nullopt);
  });
  cron_.run_until("2026-10-25 03:00", minutes{5});
  // At 02:15Z: 22:30Z and 23:30Z are too old, 00:30Z is 105 and 01:30Z 45 minutes late.
  EXPECT_EQ(cron_.log(),
            (Log{"2026-10-25 02:15 missed 2026-10-24 22:30",
                 "2026-10-25 02:15 missed 2026-10-24 23:30", "2026-10-25 02:15 missed 00:30",
                 "2026-10-25 02:15 sent 01:30", "2026-10-25 02:30 sent 02:30"}));
}

}  // namespace
}  // namespace igbot::post
