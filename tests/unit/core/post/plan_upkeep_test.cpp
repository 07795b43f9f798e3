// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "core/schedule/mix_service.hpp"
#include "core/schedule/schedule_service.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot::post {
namespace {

using std::chrono::hours;

/// A chat that is planned by itself, with messages read back from the messenger.
class SelfPlanning {
 public:
  SelfPlanning() {
    f.add_item("memes/a.jpg");
    f.set("posts_per_day", "1");
    f.set("overdue_policy", "skip");
  }

  void create(int days) {
    f.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
      schedule::ScheduleService(unit.chat(f.chat)).create({.days = days});
    });
  }

  /// How many messages said this.
  int told(const std::string& words) const {
    int count = 0;
    for (const auto& message : f.messenger.sent) {
      if (message.html.find(words) != std::string::npos) ++count;
    }
    return count;
  }

  void run_for_days(int days) {
    for (int hour = 0; hour < 24 * days; hour += 2) {
      f.t.clock.advance(hours{2});
      f.run();
    }
  }

  test::PostingFixture f;
};

TEST(PlanUpkeep, ThePlanIsToppedUpEachDay) {
  SelfPlanning chat;
  for (int i = 0; i < 30; ++i) chat.f.add_item("memes/" + std::to_string(i) + ".jpg");
  chat.create(7);
  chat.run_for_days(3);
  EXPECT_EQ(chat.f.count("SELECT count(*) FROM posts WHERE slot_day IS NOT NULL"), 10);
  EXPECT_EQ(chat.told("nothing is left"), 0);
}

TEST(PlanUpkeep, EmptySlotsAreToldOnceThoughTheirNumberChanges) {
  SelfPlanning chat;
  chat.create(7);
  chat.run_for_days(3);
  EXPECT_EQ(chat.told("nothing is left to post for some of the coming slots"), 1);
}

TEST(PlanUpkeep, ACategoryOutsideTheMixIsToldOnceWhenItAppears) {
  SelfPlanning chat;
  chat.f.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    schedule::MixService(unit.chat(chat.f.chat)).set({{"merch", 10000}}, std::nullopt);
  });
  chat.create(7);
  chat.run_for_days(3);
  EXPECT_EQ(chat.told("not in the mix and never chosen: memes"), 1);
}

TEST(PlanUpkeep, APlanThatNobodyLengthensIsToldOnceBeforeItEnds) {
  SelfPlanning chat;
  for (int i = 0; i < 30; ++i) chat.f.add_item("memes/" + std::to_string(i) + ".jpg");
  chat.create(3);
  chat.f.set("plan_ahead_days", "0");
  chat.run_for_days(1);
  EXPECT_EQ(chat.told("less than 24 hours are planned"), 0);
  chat.run_for_days(3);
  EXPECT_EQ(chat.told("less than 24 hours are planned"), 1);
}

}  // namespace
}  // namespace igbot::post
