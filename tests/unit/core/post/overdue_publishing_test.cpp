// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/support/publishing_fixture.hpp"
#include "tests/unit/core/post/virtual_cron.hpp"

namespace igbot::post {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Log = test::VirtualCron::Log;

/// A chat in UTC that publishes by itself, a post at each half hour from 08:30 to 19:30, and cron,
/// on 2026-10-05.
class OverduePublishing : public ::testing::Test {
 protected:
  OverduePublishing() {
    cron_.add_items(12);
    cron_.begin_at("2026-10-05 07:00");
    f_.set("require_approval", "false");
    f_.set("posting_hours", "8-20");
    f_.set("posts_per_day", "12");
    cron_.plan_days(1);
    change("UPDATE credentials SET issued_at = created_at, expires_at = $1",
           f_.t.clock.now() + hours{24 * 50});
  }

  void change(const std::string& sql, const sql::Value& value) {
    f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
      unit.chat(f_.chat).audit({.entity = "test", .entity_id = "test", .action = "prepared"});
      unit.db().execute(sql, {value});
    });
  }
  void account_is(const std::string& state) { change("UPDATE accounts SET state = $1", state); }
  /// The token dies with the post of 08:30 and is renewed at 11:40.
  Log with_a_dead_token(const std::string& policy) {
    f_.set("overdue_policy", policy);
    f_.publisher.prepare_answers = {
        Refused{.kind = Refusal::token, .why = "the token has expired (190/463)"}};
    cron_.run_until("2026-10-05 11:39");
    EXPECT_TRUE(f_.publisher.live.empty());
    account_is("active");
    cron_.outage_until("2026-10-05 11:40");
    cron_.run_until("2026-10-05 12:20");
    return cron_.log();
  }

  test::PublishingFixture f_;
  test::VirtualCron cron_{f_};
};

TEST_F(OverduePublishing, AfterAnOutageThePolicyDecidesWhatIsPublished) {
  f_.set("overdue_policy", "one");
  cron_.run_until("2026-10-05 09:00");
  cron_.outage_until("2026-10-05 12:00");
  cron_.run_until("2026-10-05 12:35");
  // 150, 90 and 30 minutes late at noon.
  EXPECT_EQ(cron_.log(), (Log{"2026-10-05 08:30 posted 08:30", "2026-10-05 12:00 missed 09:30",
                              "2026-10-05 12:00 missed 10:30", "2026-10-05 12:00 posted 11:30",
                              "2026-10-05 12:30 posted 12:30"}));
  EXPECT_EQ(f_.publisher.live.size(), 3u);
}

// What was being published when the token died, 08:30, is too old two hours and a minute later. Of
// the others the policy decides 16 minutes after their time; 11:30 is merely due when the token is
// back.

TEST_F(OverduePublishing, AfterADeadTokenOnePublishesTheLastThatWasLate) {
  EXPECT_EQ(with_a_dead_token("one"),
            (Log{"2026-10-05 08:30 deferred 08:30", "2026-10-05 10:31 missed 08:30",
                 "2026-10-05 10:46 missed 09:30", "2026-10-05 11:40 posted 10:30",
                 "2026-10-05 11:40 posted 11:30"}));
}

TEST_F(OverduePublishing, AfterADeadTokenSkipPublishesOnlyWhatIsDue) {
  EXPECT_EQ(with_a_dead_token("skip"),
            (Log{"2026-10-05 08:30 deferred 08:30", "2026-10-05 09:46 missed 09:30",
                 "2026-10-05 10:31 missed 08:30", "2026-10-05 10:46 missed 10:30",
                 "2026-10-05 11:40 posted 11:30"}));
}

// 09:30 is the first in the row until it is too old at 11:31.
TEST_F(OverduePublishing, AfterADeadTokenAllPublishesOneARun) {
  EXPECT_EQ(with_a_dead_token("all"),
            (Log{"2026-10-05 08:30 deferred 08:30", "2026-10-05 10:31 missed 08:30",
                 "2026-10-05 11:31 missed 09:30", "2026-10-05 11:40 posted 10:30",
                 "2026-10-05 11:40 posted 11:30"}));
}

TEST_F(OverduePublishing, ATokenThatIsDeadForDaysPublishesNothingOldWhenItIsRenewed) {
  f_.set("overdue_policy", "all");
  account_is("dead");
  cron_.run_until("2026-10-07 09:00", minutes{10});
  account_is("active");
  cron_.log();
  cron_.run_until("2026-10-07 09:30");
  EXPECT_EQ(cron_.log(), Log{});
  EXPECT_TRUE(f_.publisher.publish_calls.empty());
  EXPECT_EQ(f_.count("SELECT count(*) FROM posts WHERE state = 'missed'"), 12);
}

// Its container was made before the outage and would still be good for 20 hours.
TEST_F(OverduePublishing, AContainerThatIsLeftBehindIsNotPublishedWhenItIsTooLate) {
  f_.publisher.publish_answers = {Refused{.kind = Refusal::not_sent, .why = "no route"}};
  f_.set("overdue_policy", "skip");
  cron_.run_until("2026-10-05 08:30");
  EXPECT_EQ(f_.state(PostId{1}), PostState::prepared);
  cron_.outage_until("2026-10-05 10:31");
  cron_.run_until("2026-10-05 10:31");
  EXPECT_EQ(cron_.log(), (Log{"2026-10-05 08:30 deferred 08:30", "2026-10-05 10:31 missed 08:30",
                              "2026-10-05 10:31 missed 09:30", "2026-10-05 10:31 posted 10:30"}));
  EXPECT_EQ(f_.publisher.live.size(), 1u);
}

// People chose these posts, so that a late one is not missed: they are asked again.
TEST_F(OverduePublishing, OfApprovedPostsThoseThatAreTooLateAskAgainAfterAnOutage) {
  f_.set("require_approval", "true");
  for (const int id : {1, 2, 3, 4}) {  // 08:30 to 11:30
    f_.decide([&](Decisions& decisions) { return decisions.approve(PostId{id}, std::nullopt); });
  }
  cron_.run_until("2026-10-05 08:30");
  cron_.outage_until("2026-10-05 11:45");
  cron_.run_until("2026-10-05 11:50");
  // 135 minutes late; 75 and 15 are within the limit. The card is due when it asks.
  EXPECT_EQ(cron_.log(), (Log{"2026-10-05 08:30 posted 08:30", "2026-10-05 11:45 ask_again 11:45",
                              "2026-10-05 11:45 posted 10:30", "2026-10-05 11:45 posted 11:30",
                              "2026-10-05 11:45 sent 11:45"}));
  EXPECT_EQ(f_.state(PostId{2}), PostState::awaiting);
}

TEST_F(OverduePublishing, WhatWasApprovedInAChatThatAsksNobodyAsksWhenItIsTooLate) {
  f_.decide([](Decisions& decisions) { return decisions.approve(PostId{1}, std::nullopt); });
  cron_.outage_until("2026-10-06 21:00");
  cron_.run_until("2026-10-06 21:05");
  EXPECT_TRUE(f_.publisher.live.empty());
  EXPECT_EQ(f_.state(PostId{1}), PostState::awaiting);
  EXPECT_FALSE(f_.post(PostId{1}).approved) << "a retry would publish what nobody approved now";
}

}  // namespace
}  // namespace igbot::post
