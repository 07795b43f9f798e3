// SPDX-License-Identifier: MIT
#include "core/schedule/schedule_service.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/unit/core/schedule/planned_chat.hpp"

namespace igbot::schedule {
namespace {

using std::chrono::hours;
using test::PlannedChat;

TEST(ScheduleService, FillsAWeekAndStoresItsPosts) {
  PlannedChat c;
  c.add_media("memes", 30);
  const ScheduleResult result = c.create();
  EXPECT_EQ(result.plan.planned.size(), 21U);
  EXPECT_EQ(c.count_posts("state = 'planned' AND wake_at = due_at AND slot_plan = '3/14-2/UTC/30'"),
            21);
  EXPECT_EQ(c.integer("SELECT COUNT(DISTINCT content_id) FROM posts"), 21);
  EXPECT_EQ(c.count_posts("id = " + std::to_string(number(result.posts.front()))), 1);
}

TEST(ScheduleService, RunTwicePlansNothingTwiceAndWritesNothing) {
  PlannedChat c;
  c.add_media("memes", 30);
  c.create();
  const auto audited = c.integer("SELECT COUNT(*) FROM audit_log");
  const ScheduleResult second = c.create();
  EXPECT_TRUE(second.plan.planned.empty());
  EXPECT_TRUE(second.plan.unfilled.empty());
  EXPECT_EQ(c.count_posts("1"), 21);
  EXPECT_EQ(c.integer("SELECT COUNT(*) FROM audit_log"), audited);
}

TEST(ScheduleService, APreviewChangesNothing) {
  PlannedChat c;
  c.add_media("memes", 30);
  const ScheduleResult preview = c.preview();
  EXPECT_EQ(preview.plan.planned.size(), 21U);
  EXPECT_EQ(c.count_posts("1"), 0);
  const ScheduleResult created = c.create();
  for (std::size_t i = 0; i < 21; ++i) {
    EXPECT_EQ(preview.plan.planned[i].media, created.plan.planned[i].media);
    EXPECT_EQ(preview.plan.planned[i].slot, created.plan.planned[i].slot);
  }
}

TEST(ScheduleService, NeverChoosesWhatIsLockedInactiveOrAnotherChats) {
  PlannedChat c;
  c.add_media("memes", 4);
  c.add_media_to(c.other, "memes", 30);
  c.execute("UPDATE media_items SET active = 0 WHERE id = 1");
  c.execute(
      "INSERT INTO content_locks (chat_id, content_id, kind, until, created_by, created_by_name, "
      "created_at) VALUES ($1, 2, 'reject', $2, 'x', 'x', 0), ($1, 3, 'skip', $3, 'x', 'x', 0)",
      {c.chat, k_forever, c.t.clock.now()});
  const ScheduleResult result = c.create();
  std::set<std::int64_t> chosen;
  for (const auto& planned : result.plan.planned) chosen.insert(number(planned.media));
  EXPECT_EQ(chosen, (std::set<std::int64_t>{3, 4})) << "a lock that ended locks nothing";
  EXPECT_EQ(result.plan.unfilled.front().reason,
            "nothing is left to choose: memes (3 active: 1 locked (reject) for good, 2 planned)");
}

TEST(ScheduleService, ACopyOfPlannedContentIsNotChosen) {
  PlannedChat c;
  c.add_media("memes", 2);
  c.execute("UPDATE media_items SET content_id = 1 WHERE id = 2");
  EXPECT_EQ(c.create().plan.planned.size(), 1U);
}

TEST(ScheduleService, ReplansWithoutTouchingWhatWasMovedOrApprovedByHand) {
  PlannedChat c;
  c.add_media("memes", 100);
  c.create();
  c.execute("UPDATE posts SET pinned = 1 WHERE id = 1");
  c.execute("UPDATE posts SET state = 'approved', approved = 1 WHERE id = 2");
  c.set("posts_per_day", "5");
  const ScheduleResult result = c.create({.replace = true});
  EXPECT_EQ(result.canceled, 19);
  EXPECT_EQ(c.count_posts("state = 'planned' AND slot_plan = '5/14-2/UTC/30'"), 33);
  EXPECT_EQ(c.count_posts("id <= 2 AND state IN ('planned', 'approved')"), 2);
  EXPECT_EQ(
      c.count_posts("state = 'canceled' AND reason = 'planned anew' AND decided_by = 'cli:anna'"),
      19);
}

TEST(ScheduleService, WithoutReplaceADayKeepsTheParametersItWasPlannedWith) {
  PlannedChat c;
  c.add_media("memes", 100);
  c.create({.days = 2});
  c.set("posts_per_day", "5");
  const ScheduleResult result = c.create();
  EXPECT_EQ(result.plan.planned.size(), 25U);
  EXPECT_EQ(result.plan.left_alone.size(), 2U);
}

TEST(ScheduleService, ReplaceFreesTheItemsItCancels) {
  PlannedChat c;
  c.add_media("memes", 21);
  c.create();
  const ScheduleResult preview = c.preview({.replace = true});
  EXPECT_EQ(preview.plan.planned.size(), 21U);
  const ScheduleResult result = c.create({.replace = true});
  EXPECT_EQ(result.plan.planned.size(), 21U);
  EXPECT_EQ(result.canceled, 21);
  EXPECT_EQ(c.count_posts("state = 'planned'"), 21);
}

TEST(ScheduleService, ASlotThatEndedInAnyWayButCanceledStaysTaken) {
  PlannedChat c;
  c.add_media("memes", 60);
  c.create();
  c.execute("UPDATE posts SET state = 'skipped' WHERE id = 20");
  c.execute("UPDATE posts SET state = 'canceled' WHERE id = 21");
  const ScheduleResult result = c.create();
  ASSERT_EQ(result.plan.planned.size(), 1U);
  EXPECT_EQ(result.plan.planned[0].slot.index, 2);
}

TEST(ScheduleService, ClearCancelsWhatIsPlannedAndStopsTheToppingUp) {
  PlannedChat c;
  c.add_media("memes", 60);
  c.create();
  c.execute("UPDATE posts SET state = 'approved' WHERE id = 1");
  const ClearResult result = c.t.store.write(
      c.actor, [&](UnitOfWork& unit) { return ScheduleService(unit.chat(c.chat)).clear(); });
  EXPECT_EQ(result.canceled, 20);
  EXPECT_EQ(result.still_approved, 1);
  EXPECT_EQ(c.count_posts("state = 'canceled' AND wake_at IS NULL AND decided_by = 'cli:anna'"),
            20);
  EXPECT_EQ(c.integer("SELECT auto_plan FROM chats WHERE id = $1", {c.chat}), 0);
  c.t.clock.advance(hours{48});
  c.top_up();
  EXPECT_EQ(c.count_posts("state = 'planned'"), 0);
}

TEST(ScheduleService, TheWorkerTopsThePlanUpDayByDay) {
  PlannedChat c;
  c.add_media("memes", 60);
  c.create();
  const auto wake = c.integer("SELECT plan_wake_at FROM chats WHERE id = $1", {c.chat});
  EXPECT_EQ(utc_text(from_millis(wake)), "2026-06-02T02:00:00Z");
  c.t.clock.set(Timestamp{parse_date("2026-06-02").time_since_epoch() + hours{3}});
  const TopUpResult result = c.top_up();
  EXPECT_EQ(result.plan.planned.size(), 3U);
  const auto next = c.integer("SELECT plan_wake_at FROM chats WHERE id = $1", {c.chat});
  EXPECT_EQ(utc_text(from_millis(next)), "2026-06-03T02:00:00Z");
}

TEST(ScheduleService, SlotsThatFoundNothingAreTriedAgainWithinTheHour) {
  PlannedChat c;
  c.add_media("memes", 5);
  c.create();
  const TopUpResult nothing = c.top_up();
  EXPECT_TRUE(nothing.plan.planned.empty());
  EXPECT_EQ(c.integer("SELECT COUNT(*) FROM audit_log WHERE actor = 'worker:h'"), 0);
  const auto next = c.integer("SELECT plan_wake_at FROM chats WHERE id = $1", {c.chat});
  EXPECT_EQ(utc_text(from_millis(next)), "2026-06-01T04:00:00Z");
  c.add_media("memes", 5);
  const TopUpResult more = c.top_up();
  EXPECT_EQ(more.plan.planned.size(), 5U);
}

TEST(ScheduleService, WithoutPlanAheadTheWorkerPlansNothingAndSaysThatThePlanRunsOut) {
  PlannedChat c;
  c.add_media("memes", 60);
  c.create({.days = 3});
  c.set("plan_ahead_days", "0");
  EXPECT_FALSE(c.top_up().runs_out);
  c.t.clock.advance(hours{24 * 3});
  EXPECT_TRUE(c.top_up().runs_out);
  EXPECT_EQ(c.count_posts("1"), 9);
}

ErrorKind kind_of_creating(PlannedChat& c, const ScheduleOptions& options) {
  try {
    c.create(options);
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::bug;
}

TEST(ScheduleService, RefusesDaysOutOfRangePastOrTooFarAway) {
  PlannedChat c;
  EXPECT_EQ(kind_of_creating(c, {.days = 0}), ErrorKind::usage);
  EXPECT_EQ(kind_of_creating(c, {.days = 31}), ErrorKind::usage);
  EXPECT_EQ(kind_of_creating(c, {.from = parse_date("2026-05-20")}), ErrorKind::usage);
  EXPECT_EQ(kind_of_creating(c, {.from = parse_date("2037-12-30")}), ErrorKind::usage);
}

TEST(ScheduleService, RefusesAChatThatIsNotSetUpOrArchived) {
  PlannedChat c;
  c.execute("UPDATE chats SET state = 'setup' WHERE id = $1", {c.chat});
  EXPECT_EQ(kind_of_creating(c, {}), ErrorKind::not_found);
  c.execute("UPDATE chats SET state = 'archived' WHERE id = $1", {c.chat});
  EXPECT_EQ(kind_of_creating(c, {}), ErrorKind::conflict);
}

TEST(ScheduleService, StartsOnTheDayAskedFor) {
  PlannedChat c;
  c.add_media("memes", 60);
  const ScheduleResult result = c.create({.days = 1, .from = parse_date("2026-07-01")});
  EXPECT_EQ(c.count_posts("slot_day = '2026-07-01'"), 3);
  EXPECT_EQ(result.plan.planned.size(), 3U);
}

TEST(ScheduleService, ANewCategoryWithoutAMixIsNotOwedTheSlotsOfThePast) {
  PlannedChat c;
  c.add_media("memes", 60);
  c.create();
  c.t.clock.advance(hours{24 * 7});
  c.add_media("merch", 60);
  const ScheduleResult result = c.create();
  std::map<std::string, int> counts;
  for (const auto& planned : result.plan.planned) ++counts[planned.category];
  EXPECT_LE(std::abs(counts["memes"] - counts["merch"]), 1);
}

TEST(ReplacementFor, IsAnotherItemOfTheSameCategory) {
  PlannedChat c;
  c.add_media("memes", 2);
  c.add_media("merch", 2);
  const ScheduleResult result = c.create({.days = 1});
  const auto& first = result.plan.planned.front();
  const auto next = c.t.store.read(
      [&](UnitOfWork& unit) { return replacement_for(unit.chat(c.chat), result.posts.front()); });
  ASSERT_TRUE(next);
  EXPECT_NE(next->content, first.content);
  EXPECT_EQ(next->slot.at, first.slot.at);
}

TEST(ReplacementFor, IsNothingWhenEverythingWasTried) {
  PlannedChat c;
  c.add_media("memes", 2);
  const ScheduleResult result = c.create({.days = 1});
  const auto next = c.t.store.read([&](UnitOfWork& unit) {
    return replacement_for(unit.chat(c.chat), result.posts.front(), {ContentId{1}, ContentId{2}});
  });
  EXPECT_FALSE(next);
}

TEST(NextChoice, TakesWhatIsFree) {
  PlannedChat c;
  c.add_media("memes", 4);
  c.create({.days = 1});
  const auto next =
      c.t.store.read([&](UnitOfWork& unit) { return next_choice(unit.chat(c.chat)); });
  ASSERT_TRUE(next);
  EXPECT_EQ(c.count_posts("content_id = " + std::to_string(number(next->content))), 0);
}

struct HotQuery {
  const char* sql;
  const char* index;
};

TEST(PlanQueries, UseTheirIndexes) {
  PlannedChat c;
  for (const auto& [sql, index] : std::vector<HotQuery>{
           {"SELECT id, slot_day, slot_index FROM posts WHERE chat_id = 1 AND slot_day >= '2026' "
            "AND slot_day < '2027' AND state <> 'canceled' ORDER BY slot_day, slot_index",
            "posts_slot"},
           {"SELECT id, content_id FROM posts WHERE chat_id = 1 AND state IN ('planned', "
            "'claimed', 'sending', 'awaiting', 'approved', 'preparing', 'prepared', 'publishing', "
            "'unknown')",
            "posts_by_state"},
           {"SELECT category, COUNT(*) FROM posts WHERE chat_id = 1 AND due_at >= 5 AND "
            "created_at >= 5 GROUP BY category ORDER BY category",
            "posts_by_due"}}) {
    const std::string plan = c.t.store.read([&, statement = std::string(sql)](UnitOfWork& unit) {
      std::string text;
      for (const auto& row : unit.db().execute("EXPLAIN QUERY PLAN " + statement).rows) {
        text += row.text(3) + "\n";
      }
      return text;
    });
    EXPECT_NE(plan.find(index), std::string::npos) << plan;
    EXPECT_EQ(plan.find("SCAN"), std::string::npos) << plan;
  }
}

}  // namespace
}  // namespace igbot::schedule
