// SPDX-License-Identifier: MIT
#include "core/simulation/simulation.hpp"

#include <gtest/gtest.h>

#include "core/media/lock_repository.hpp"
#include "core/simulation/simulation_report.hpp"
#include "tests/unit/core/simulation/real_chat.hpp"

namespace igbot::simulation {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using test::RealChat;
using test::SlotStory;

Timestamp utc(const std::string& text) { return parse_time(text, Zone::find("UTC"), {}); }

/// The simulated slots that came to an end with an item, as the real chat tells them.
std::vector<SlotStory> stories(const Outcome& outcome, const schedule::Library& library) {
  std::vector<SlotStory> found;
  for (const SimulatedSlot& slot : outcome.slots) {
    if (!slot.item || slot.fate == Fate::open) continue;
    found.emplace_back(day_text(slot.slot.day), slot.slot.index,
                       number(library.items()[*slot.item].media), slot.fate == Fate::posted,
                       utc_text(slot.at));
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Simulates and then lives the same days, and compares slot by slot.
void expect_as_simulated(RealChat& real, const Scenario& scenario) {
  const Beginning beginning = real.beginning();
  const Outcome outcome = simulate(beginning, scenario);
  auto lived = real.live(scenario, outcome.played_until);
  lived.erase(std::remove_if(lived.begin(), lived.end(),
                             [&](const SlotStory& story) {
                               return std::get<0>(story) >= day_text(outcome.to);
                             }),
              lived.end());
  EXPECT_GE(lived.size(), 10U);
  EXPECT_EQ(stories(outcome, beginning.library), lived);
}

TEST(Simulation, WeeksOfCardsPostedByHandGoAsSimulated) {
  RealChat real;
  real.set("enable_instagram_api", "false");
  real.add_items("memes", 40);
  real.add_items("merch", 15);
  real.create_schedule(7);
  expect_as_simulated(real, {.days = 22});
}

TEST(Simulation, CardsAnsweredLaterAndPublishedGoAsSimulated) {
  RealChat real;
  real.set("slot_jitter_minutes", "30");
  real.add_items("memes", 40);
  real.create_schedule(3);
  expect_as_simulated(real, {.days = 9, .answer_after = minutes{47} + std::chrono::seconds{30}});
}

TEST(Simulation, NobodyAnsweringGoesAsSimulated) {
  RealChat real;
  real.set("approval_ttl_hours", "5");
  real.add_items("memes", 12);
  real.create_schedule(3);
  expect_as_simulated(real, {.days = 12, .answer_after = hours{9}});
}

TEST(Simulation, AutomaticPostsThroughOutagesGoAsSimulatedWithEachPolicy) {
  for (const char* policy : {"one", "skip", "all"}) {
    SCOPED_TRACE(policy);
    RealChat real;
    real.set("require_approval", "false");
    real.set("overdue_policy", policy);
    real.set("overdue_max_minutes", "600");
    real.set("posts_per_day", "6");
    real.set("posting_hours", "6-6");
    real.add_items("memes", 30);
    real.add_items("merch", 30);
    real.set("repost_ttl_days", "5");
    real.create_schedule(2);
    expect_as_simulated(real, {.days = 7,
                               .outages = {{utc("2026-06-03 10:00"), utc("2026-06-03 22:00")},
                                           {utc("2026-06-05 08:10"), utc("2026-06-07 12:00")}}});
  }
}

TEST(Simulation, ALibraryThatRunsDryAndComesBackGoesAsSimulated) {
  RealChat real;
  real.set("require_approval", "false");
  real.set("repost_ttl_days", "6");
  real.set("plan_ahead_days", "9");
  real.add_items("memes", 9);
  real.add_items("merch", 2);
  real.create_schedule(1);
  expect_as_simulated(real, {.days = 20});
}

TEST(Simulation, ADeadTokenGoesAsSimulated) {
  RealChat real;
  real.set("require_approval", "false");
  real.set("posts_per_day", "6");
  real.add_items("memes", 40);
  real.create_schedule(2);
  expect_as_simulated(real, {.days = 5, .token_dies = utc("2026-06-04 17:00")});
}

TEST(Simulation, ADeadTokenWhereCardsAreApprovedGoesAsSimulated) {
  RealChat real;
  real.set("posts_per_day", "6");
  real.add_items("memes", 40);
  real.create_schedule(2);
  expect_as_simulated(
      real, {.days = 5, .token_dies = utc("2026-06-04 17:00"), .answer_after = minutes{10}});
}

TEST(Simulation, ATimedPauseGoesAsSimulated) {
  RealChat real;
  real.set("require_approval", "false");
  real.set("posts_per_day", "5");
  real.set("posting_hours", "0-0");
  real.add_items("memes", 60);
  real.create_schedule(4);
  real.as_person([&](ChatScope scope) {
    return SettingsService(scope).pause(utc("2026-06-03 12:07"), "holiday");
  });
  expect_as_simulated(real, {.days = 5});
}

TEST(Simulation, AcrossAClockChangeItGoesAsSimulated) {
  for (const auto& [zone, start] : {std::pair{"America/New_York", "2026-10-28 09:00"},
                                    std::pair{"Europe/Berlin", "2026-03-25 09:00"},
                                    std::pair{"Australia/Lord_Howe", "2026-04-01 09:00"}}) {
    SCOPED_TRACE(zone);
    RealChat real;
    real.t.clock.set(utc(start));
    real.set("posting_timezone", zone);
    real.set("posting_hours", "0-0");
    real.set("posts_per_day", "4");
    real.set("slot_jitter_minutes", "20");
    real.set("require_approval", "false");
    real.add_items("memes", 70);
    real.create_schedule(2);
    expect_as_simulated(real, {.days = 6});
  }
}

TEST(Simulation, ACanceledPostsSlotIsNotTakenForALibraryThatRanDry) {
  RealChat real;
  real.add_items("memes", 60);
  real.create_schedule(7);
  real.decide([](post::Decisions& decisions) { return decisions.cancel(PostId{1}, {}); });
  const Beginning beginning = real.beginning();
  const Scenario scenario{.days = 7};
  const Report report = report_of(beginning, scenario, simulate(beginning, scenario));
  EXPECT_EQ(report.count(Fate::not_planned), 1);
  EXPECT_EQ(report.count(Fate::posted), 20);
  EXPECT_FALSE(report.runs_dry);
}

TEST(Simulation, WhatIsPlannedFarAheadIsNotPlannedAgain) {
  RealChat real;
  real.add_items("memes", 400);
  real.as_person([&](ChatScope scope) {
    return schedule::ScheduleService(scope).create({.days = 2, .from = parse_date("2026-07-20")});
  });
  EXPECT_EQ(simulate(real.beginning(), {.days = 60}).slots.size(), 180U);
}

TEST(Simulation, AnApprovedPostKeepsItsItemWhateverIsLocked) {
  RealChat real;
  real.add_items("memes", 30);
  real.create_schedule(1);
  const auto media = real.post(PostId{1}).media;
  real.decide([](post::Decisions& decisions) { return decisions.approve(PostId{1}, {}); });
  real.as_person([&](ChatScope scope) {
    return media::LockRepository(scope).lock(real.post(PostId{1}).content, media::LockKind::hold,
                                             k_forever, {});
  });
  const Beginning beginning = real.beginning();
  const auto slots = simulate(beginning, {.days = 1}).slots;
  ASSERT_FALSE(slots.empty());
  EXPECT_EQ(slots[0].fate, Fate::posted);
  EXPECT_EQ(beginning.library.items()[*slots[0].item].media, media);
}

TEST(Simulation, ACategoryRunsOutAlsoWhenAllOfThemDo) {
  RealChat real;
  real.add_items("memes", 7);
  const Beginning beginning = real.beginning();
  const Scenario scenario{.days = 9};
  const Report report = report_of(beginning, scenario, simulate(beginning, scenario));
  ASSERT_EQ(report.categories.size(), 1U);
  EXPECT_EQ(report.categories[0].ran_out, report.runs_dry);
  EXPECT_TRUE(report.runs_dry);
}

TEST(Simulation, APressDuringAnOutageCountsWhenThatIsOver) {
  RealChat real;
  real.add_items("memes", 30);
  real.create_schedule(1);  // slots at 16:00, 20:00 and 24:00
  const Outcome outcome =
      simulate(real.beginning(), {.days = 1,
                                  .outages = {{utc("2026-06-01 16:30"), utc("2026-06-01 22:10")}},
                                  .answer_after = hours{1}});
  ASSERT_FALSE(outcome.slots.empty());
  EXPECT_EQ(outcome.slots[0].fate, Fate::posted);
  EXPECT_EQ(outcome.slots[0].at, utc("2026-06-01 22:10"));
}

TEST(Simulation, WhatWasApprovedAndIsTooLateAsksAlsoWherePostsGoOutByThemselves) {
  RealChat real;
  real.add_items("memes", 30);
  real.set("require_approval", "false");
  real.set("overdue_max_minutes", "60");
  real.create_schedule(1);  // slots at 16:00, 20:00 and 24:00
  real.decide([](post::Decisions& decisions) { return decisions.approve(PostId{1}, {}); });
  const Outcome outcome =
      simulate(real.beginning(), {.days = 1,
                                  .outages = {{utc("2026-06-01 15:30"), utc("2026-06-01 18:10")}},
                                  .answer_after = hours{1}});
  ASSERT_FALSE(outcome.slots.empty());
  EXPECT_EQ(outcome.slots[0].fate, Fate::posted);
  EXPECT_EQ(outcome.slots[0].at, utc("2026-06-01 19:10"));
}

}  // namespace
}  // namespace igbot::simulation
