// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "core/post/late_posts.hpp"
#include "tests/unit/core/post/virtual_cron.hpp"

namespace igbot::post {
namespace {

using std::chrono::minutes;
using Log = test::VirtualCron::Log;

/// A chat in UTC with a post at each half hour from 08:30 to 19:30, and cron, on 2026-10-05.
class OverduePolicies : public ::testing::TestWithParam<const char*> {
 protected:
  OverduePolicies() {
    cron_.begin_at("2026-10-05 07:00");
    f_.set("posting_hours", "8-20");
  }

  void policy(const std::string& policy, int most = 120) {
    f_.set("overdue_policy", policy);
    f_.set("overdue_max_minutes", std::to_string(most));
  }
  /// As many items as posts.
  void plan(int per_day, int days) {
    f_.set("posts_per_day", std::to_string(per_day));
    cron_.add_items(per_day * days);
    cron_.plan_days(days);
  }
  void pause(const std::optional<Timestamp>& until = std::nullopt) {
    f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
      SettingsService(unit.chat(f_.chat)).pause(until, "holiday");
    });
  }
  /// As `resume --overdue` does, in one transaction.
  template <typename Settle>
  void resume(Settle settle) {
    f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
      SettingsService(unit.chat(f_.chat)).resume(std::nullopt);
      LatePosts late(unit.chat(f_.chat));
      settle(late);
    });
  }
  /// Sends 08:30; then nothing runs from 09:00 to 12:00.
  void outage_of_three_hours() {
    plan(12, 1);
    cron_.run_until("2026-10-05 09:00");
    cron_.outage_until("2026-10-05 12:00");
    EXPECT_EQ(cron_.log(), Log{"2026-10-05 08:30 sent 08:30"});
  }

  test::PostingFixture f_;
  test::VirtualCron cron_{f_};
};

// At 12:00 the posts of 09:30, 10:30 and 11:30 are 150, 90 and 30 minutes late.

TEST_F(OverduePolicies, AfterAnOutageOfHoursOneSendsTheLastOfThem) {
  policy("one");
  outage_of_three_hours();
  cron_.run_until("2026-10-05 12:35");
  EXPECT_EQ(cron_.log(), (Log{"2026-10-05 12:00 missed 09:30", "2026-10-05 12:00 missed 10:30",
                              "2026-10-05 12:00 sent 11:30", "2026-10-05 12:30 sent 12:30"}));
}

TEST_F(OverduePolicies, AfterAnOutageOfHoursSkipSendsNoneOfThem) {
  policy("skip");
  outage_of_three_hours();
  cron_.run_until("2026-10-05 12:35");
  EXPECT_EQ(cron_.log(), (Log{"2026-10-05 12:00 missed 09:30", "2026-10-05 12:00 missed 10:30",
                              "2026-10-05 12:00 missed 11:30", "2026-10-05 12:30 sent 12:30"}));
}

TEST_F(OverduePolicies, AfterAnOutageOfHoursAllSendsOneARun) {
  policy("all");
  outage_of_three_hours();
  cron_.run_until("2026-10-05 12:35");
  EXPECT_EQ(cron_.log(), (Log{"2026-10-05 12:00 missed 09:30", "2026-10-05 12:00 sent 10:30",
                              "2026-10-05 12:01 sent 11:30", "2026-10-05 12:30 sent 12:30"}));
}

// Two posts a day, at 11:00 and 17:00. At 09:00 three days later the youngest is 16 h late.
TEST_P(OverduePolicies, AfterAnOutageOfDaysWhatIsOlderThanTheLimitIsMissed) {
  policy(GetParam());
  plan(2, 4);
  cron_.run_until("2026-10-05 09:00");
  cron_.outage_until("2026-10-08 09:00");
  cron_.run_until("2026-10-08 11:00");
  EXPECT_EQ(
      cron_.log(),
      (Log{"2026-10-08 09:00 missed 2026-10-05 11:00", "2026-10-08 09:00 missed 2026-10-05 17:00",
           "2026-10-08 09:00 missed 2026-10-06 11:00", "2026-10-08 09:00 missed 2026-10-06 17:00",
           "2026-10-08 09:00 missed 2026-10-07 11:00", "2026-10-08 09:00 missed 2026-10-07 17:00",
           "2026-10-08 11:00 sent 11:00"}));
}

INSTANTIATE_TEST_SUITE_P(EveryPolicy, OverduePolicies, ::testing::Values("one", "skip", "all"));

// The limit is three days: the oldest, 70 h late, is within it, and the cap is what holds back.
TEST_F(OverduePolicies, AfterAnOutageOfDaysWithinTheLimitAllSendsOneARun) {
  policy("all", 4320);
  plan(2, 3);
  cron_.run_until("2026-10-05 09:00");
  cron_.outage_until("2026-10-08 09:00");
  cron_.run_until("2026-10-08 09:10");
  EXPECT_EQ(
      cron_.log(),
      (Log{"2026-10-08 09:00 sent 2026-10-05 11:00", "2026-10-08 09:01 sent 2026-10-05 17:00",
           "2026-10-08 09:02 sent 2026-10-06 11:00", "2026-10-08 09:03 sent 2026-10-06 17:00",
           "2026-10-08 09:04 sent 2026-10-07 11:00", "2026-10-08 09:05 sent 2026-10-07 17:00"}));
}

// At 12:10 the three posts are 160, 100 and 40 minutes late.
TEST_F(OverduePolicies, ATimedPauseEndsByItselfAndThePolicyDecides) {
  policy("one");
  plan(12, 1);
  cron_.run_until("2026-10-05 09:00");
  pause(test::VirtualCron::instant("2026-10-05 12:10"));
  cron_.run_until("2026-10-05 12:35");
  EXPECT_EQ(cron_.log(), (Log{"2026-10-05 08:30 sent 08:30", "2026-10-05 12:10 missed 09:30",
                              "2026-10-05 12:10 missed 10:30", "2026-10-05 12:10 sent 11:30",
                              "2026-10-05 12:30 sent 12:30"}));
  EXPECT_EQ(f_.text("SELECT value FROM chat_settings WHERE key = 'is_paused'"), "false");
}

// At 11:45 they are 135, 75 and 15 minutes late: the last is not overdue, whatever the policy.
TEST_F(OverduePolicies, WhatIsMerelyDueAtTheEndOfAPauseGoesOutBesides) {
  policy("skip");
  plan(12, 1);
  pause(test::VirtualCron::instant("2026-10-05 11:45"));
  cron_.run_until("2026-10-05 11:50");
  EXPECT_EQ(cron_.log(), (Log{"2026-10-05 11:45 missed 08:30", "2026-10-05 11:45 missed 09:30",
                              "2026-10-05 11:45 missed 10:30", "2026-10-05 11:45 sent 11:30"}));
}

TEST_F(OverduePolicies, ResumedWithKeepThePolicyDecides) {
  policy("all");
  plan(12, 1);
  pause();
  cron_.run_until("2026-10-05 12:00");
  EXPECT_EQ(cron_.log(), Log{}) << "nothing goes out or is missed while it is paused";
  resume([](LatePosts&) {});
  cron_.run_until("2026-10-05 12:35");
  EXPECT_EQ(cron_.log(), (Log{"2026-10-05 12:00 missed 08:30", "2026-10-05 12:00 missed 09:30",
                              "2026-10-05 12:00 sent 10:30", "2026-10-05 12:01 sent 11:30",
                              "2026-10-05 12:30 sent 12:30"}));
}

TEST_F(OverduePolicies, ResumedWithClearNothingLateGoesOut) {
  policy("all");
  plan(12, 1);
  pause();
  cron_.run_until("2026-10-05 12:00");
  resume([](LatePosts& late) { EXPECT_EQ(late.clear().size(), 4u); });
  cron_.run_until("2026-10-05 12:35");
  EXPECT_EQ(cron_.log(), Log{"2026-10-05 12:30 sent 12:30"});
  EXPECT_EQ(f_.count("SELECT count(*) FROM posts WHERE state = 'missed'"), 4);
}

// Half a gap is 30 minutes. The four late posts take what is free between the hourly ones from
// 12:30 on: 12:00, 13:00, 14:00 and 15:00.
TEST_F(OverduePolicies, ResumedWithRescheduleTheLateOnesComeBetweenTheOthers) {
  policy("skip");
  plan(12, 1);
  pause();
  cron_.run_until("2026-10-05 12:00");
  resume([](LatePosts& late) { EXPECT_EQ(late.reschedule().size(), 4u); });
  cron_.run_until("2026-10-05 15:30");
  EXPECT_EQ(cron_.log(), (Log{"2026-10-05 12:00 sent 12:00", "2026-10-05 12:30 sent 12:30",
                              "2026-10-05 13:00 sent 13:00", "2026-10-05 13:30 sent 13:30",
                              "2026-10-05 14:00 sent 14:00", "2026-10-05 14:30 sent 14:30",
                              "2026-10-05 15:00 sent 15:00", "2026-10-05 15:30 sent 15:30"}));
  for (const int id : {1, 2, 3, 4}) EXPECT_TRUE(f_.post(PostId{id}).pinned) << "late post " << id;
}

// Ages at 11:10: of the team 70, 50, 30 and 5 minutes, of the others 20 and 0.
TEST_F(OverduePolicies, AChatThatIsFarBehindKeepsNoOtherWaiting) {
  const ChatKey others = f_.add_active_chat(-1002, "others");
  policy("all");
  f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    SettingsService(unit.chat(others)).set({{"overdue_policy", "all"}}, std::nullopt);
  });
  for (const int at : {180, 200, 220, 245}) {  // minutes after 07:00
    f_.plan(f_.add_item("t" + std::to_string(at) + ".jpg"), minutes{at});
  }
  for (const int at : {230, 250}) {
    f_.plan_in(others, f_.add_item_to(others, "o" + std::to_string(at) + ".jpg"), minutes{at});
  }
  cron_.outage_until("2026-10-05 11:10");
  cron_.run_until("2026-10-05 11:15");
  EXPECT_EQ(cron_.log(),
            (Log{"2026-10-05 11:10 sent 10:00", "2026-10-05 11:10 sent 11:05",
                 "others: 2026-10-05 11:10 sent 10:50", "others: 2026-10-05 11:10 sent 11:10",
                 "2026-10-05 11:11 sent 10:20", "2026-10-05 11:12 sent 10:40"}));
}

TEST_F(OverduePolicies, FifteenMinutesLateIsDueAndASecondMoreIsOverdue) {
  policy("skip");
  f_.plan(f_.add_item("a.jpg"), minutes{60});
  f_.plan(f_.add_item("b.jpg"), minutes{120});
  cron_.outage_until("2026-10-05 08:15");
  cron_.run_until("2026-10-05 08:15");
  cron_.outage_until("2026-10-05 09:15:01");
  cron_.run_until("2026-10-05 09:15:01");
  EXPECT_EQ(cron_.log(), (Log{"2026-10-05 08:15 sent 08:00", "2026-10-05 09:15:01 missed 09:00"}));
}

// With the smallest limit nothing is ever overdue: it is due for 15 minutes, and then missed.
TEST_P(OverduePolicies, WithTheSmallestLimitWhatIsOverdueIsMissed) {
  policy(GetParam(), 15);
  f_.plan(f_.add_item("a.jpg"), minutes{60});
  f_.plan(f_.add_item("b.jpg"), minutes{61});
  cron_.outage_until("2026-10-05 08:15:01");
  cron_.run_until("2026-10-05 08:15:01");
  EXPECT_EQ(cron_.log(),
            (Log{"2026-10-05 08:15:01 missed 08:00", "2026-10-05 08:15:01 sent 08:01"}));
}

// Four items, two days of two posts: all of them are planned when the outage begins, and only what
// is missed can fill the days after it.
TEST_F(OverduePolicies, WhatIsMissedIsChosenAgainForTheDayOnWhichTheOutageEnds) {
  plan(2, 2);
  f_.set("plan_ahead_days", "2");
  cron_.run_until("2026-10-05 08:00");
  cron_.outage_until("2026-10-08 08:00");
  cron_.run_until("2026-10-08 18:00", minutes{5});
  EXPECT_EQ(
      cron_.log(),
      (Log{"2026-10-08 08:00 missed 2026-10-05 11:00", "2026-10-08 08:00 missed 2026-10-05 17:00",
           "2026-10-08 08:00 missed 2026-10-06 11:00", "2026-10-08 08:00 missed 2026-10-06 17:00",
           "2026-10-08 11:00 sent 11:00", "2026-10-08 17:00 sent 17:00"}));
}

// The same when nobody was away and the chat was paused: each day was looked at, but every item was
// held by a post that waited.
TEST_F(OverduePolicies, WhatIsMissedIsChosenAgainForTheDayOnWhichAPauseEnds) {
  plan(2, 2);
  f_.set("plan_ahead_days", "2");
  pause(test::VirtualCron::instant("2026-10-08 08:00"));
  cron_.run_until("2026-10-08 07:30", minutes{30});
  EXPECT_EQ(cron_.log(), Log{});
  cron_.outage_until("2026-10-08 08:00");
  cron_.run_until("2026-10-08 18:00", minutes{5});
  const Log log = cron_.log();
  ASSERT_EQ(log.size(), 6u);
  EXPECT_EQ(log[4], "2026-10-08 11:00 sent 11:00");
  EXPECT_EQ(log[5], "2026-10-08 17:00 sent 17:00");
}

}  // namespace
}  // namespace igbot::post
