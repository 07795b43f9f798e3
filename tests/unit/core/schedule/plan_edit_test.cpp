// SPDX-License-Identifier: MIT
#include "core/schedule/plan_edit.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "core/post/decisions.hpp"
#include "tests/unit/core/schedule/planned_chat.hpp"

namespace igbot::schedule {
namespace {

using nlohmann::json;
using std::chrono::hours;
using std::chrono::seconds;

/// A week of a chat with 40 items, exported and edited.
class PlanEdit : public ::testing::Test {
 protected:
  PlanEdit() {
    c.set("enable_instagram_api", "true");
    c.add_media("memes", 40);
    c.create();
    c.t.clock.advance(seconds{1});
  }

  Chat chat(UnitOfWork& unit) { return ChatRepository(unit).find(c.chat).value(); }
  /// The plan as a document; a second passes.
  json exported(const PlanExportOptions& options = {}) {
    const json document = c.t.store.read([&](UnitOfWork& unit) {
      return to_json(export_plan(unit.chat(c.chat), chat(unit), options));
    });
    c.t.clock.advance(seconds{1});
    return document;
  }
  PlanDecision apply(const json& document, const PlanApplyOptions& options = {}) {
    return apply_as(c.actor, document, options);
  }
  PlanDecision apply_as(const Actor& actor, const json& document,
                        const PlanApplyOptions& options = {}) {
    const PlanDecision decision = c.t.store.write(actor, [&](UnitOfWork& unit) {
      return apply_plan(unit, chat(unit), parse_plan_document(document.dump(), Zone::find(zone)),
                        options);
    });
    c.t.clock.advance(seconds{1});
    return decision;
  }
  /// Why it was refused.
  Error refusal(const json& document) {
    const auto audited = c.integer("SELECT COUNT(*) FROM audit_log");
    try {
      apply(document);
    } catch (const Error& error) {
      EXPECT_EQ(c.integer("SELECT COUNT(*) FROM audit_log"), audited);
      return error;
    }
    ADD_FAILURE() << "was applied";
    return {ErrorKind::bug, "was applied"};
  }
  std::string text(const std::string& sql) {
    return c.t.store.read([&](UnitOfWork& unit) { return unit.db().execute(sql).front().text(0); });
  }

  test::PlannedChat c;
  std::string zone = "UTC";
};

/// What stays of a document when it is read back: what people may change.
json editable_part(const json& document) {
  json part = json::array();
  for (const json& post : document["posts"]) {
    part.push_back({{"due_at", post["due_at"]},
                    {"media_id", post["media_id"]},
                    {"status", post.value("status", "planned")}});
  }
  std::sort(part.begin(), part.end());
  return part;
}

TEST_F(PlanEdit, WhatWasExportedIsAppliedWithoutAChange) {
  const json week = exported();
  EXPECT_EQ(week["posts"].size(), 21U);
  const auto audited = c.integer("SELECT COUNT(*) FROM audit_log");
  const PlanDecision decision = apply(week);
  EXPECT_EQ(decision.unchanged, 21);
  EXPECT_TRUE(decision.changes.empty());
  EXPECT_EQ(c.integer("SELECT COUNT(*) FROM audit_log"), audited);
}

TEST_F(PlanEdit, AMovedPostIsPinnedWokenAndAudited) {
  json week = exported();
  week["posts"][0]["due_at"] = "2026-06-02T20:30:00+00:00";
  apply(week, {.reason = "the match"});
  EXPECT_EQ(c.count_posts("id = 1 AND pinned = 1 AND wake_at = due_at AND slot_index = 0 AND "
                          "slot_day = '2026-06-01' AND reason = 'the match' AND due_at = "
                          "unixepoch('2026-06-02 20:30') * 1000"),
            1);
  EXPECT_EQ(text("SELECT action || ', ' || reason FROM audit_log WHERE entity = 'post' AND "
                 "entity_id = '1' ORDER BY id DESC LIMIT 1"),
            "move, the match");
  EXPECT_EQ(text("SELECT after FROM audit_log WHERE entity = 'schedule' ORDER BY id DESC LIMIT 1"),
            "moved 1");
}

TEST_F(PlanEdit, SwappedItemsKeepTheirTimesAndTakeTheirCategoryAlong) {
  c.execute(
      "UPDATE media_items SET category = 'merch' WHERE id = (SELECT media_id FROM posts "
      "WHERE id = 2)");
  json week = exported();
  std::swap(week["posts"][0]["media_id"], week["posts"][1]["media_id"]);
  apply(week);
  EXPECT_EQ(c.count_posts("id = 1 AND category = 'merch' AND pinned = 1"), 1);
  EXPECT_EQ(c.integer("SELECT COUNT(*) FROM posts p JOIN media_items i ON i.id = p.media_id AND "
                      "i.content_id = p.content_id WHERE p.id <= 2"),
            2);
  EXPECT_EQ(editable_part(exported()), editable_part(week));
  EXPECT_EQ(text("SELECT action FROM audit_log WHERE entity_id = '2' AND entity = 'post' "
                 "ORDER BY id DESC LIMIT 1"),
            "replaced");
}

TEST_F(PlanEdit, ANewPostHasNoSlotAndMayBeApprovedAtOnce) {
  const std::string free_item = std::to_string(
      c.integer("SELECT min(id) FROM media_items WHERE id NOT IN (SELECT media_id FROM posts)"));
  json week = exported();
  week["posts"].push_back(
      {{"due_at", "2026-06-03 21:00"}, {"media_id", std::stoi(free_item)}, {"status", "approved"}});
  const PlanDecision decision = apply(week);
  ASSERT_EQ(decision.changes.size(), 1U);
  EXPECT_EQ(c.count_posts("id = " + id_text(*decision.changes[0].post) +
                          " AND slot_day IS NULL AND state = 'approved' AND approved = 1 AND "
                          "approved_at IS NOT NULL AND pinned = 1 AND wake_at = due_at"),
            1);
  EXPECT_TRUE(apply(week).changes.empty()) << "a second time changes nothing";
}

TEST_F(PlanEdit, APostThatIsTakenOutIsCanceledAndItsSlotFreed) {
  json week = exported();
  week["posts"].erase(3);
  EXPECT_EQ(to_string(apply(week).changes.at(0).action), "canceled");
  EXPECT_EQ(c.count_posts("state = 'canceled' AND wake_at IS NULL AND reason = 'schedule applied'"),
            1);
  EXPECT_TRUE(apply(week).changes.empty());
  EXPECT_EQ(c.create().plan.planned.size(), 1U);
}

TEST_F(PlanEdit, OneBadEntryAndNothingIsChanged) {
  json week = exported();
  week["posts"][0]["due_at"] = "2026-06-02T20:30:00+00:00";
  week["posts"][1]["media_id"] = 999;
  week["posts"][2]["due_at"] = "2026-05-02T20:30:00+00:00";
  const Error error = refusal(week);
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_NE(std::string(error.what()).find("2 problems"), std::string::npos) << error.what();
  EXPECT_EQ(c.count_posts("pinned = 1"), 0);
}

TEST_F(PlanEdit, AChangeSinceTheExportIsAConflict) {
  json week = exported();
  c.t.store.write(c.actor, [&](UnitOfWork& unit) {
    post::Decisions(unit.chat(c.chat)).move(PostId{1}, unit.now() + hours{30}, std::nullopt);
  });
  const Error error = refusal(week);
  EXPECT_EQ(error.kind(), ErrorKind::conflict);
  EXPECT_NE(std::string(error.what()).find("(post 1): changed since the export"),
            std::string::npos);
}

TEST_F(PlanEdit, WhatWasPlannedSinceIsLeftAlone) {
  c.execute("UPDATE posts SET state = 'canceled', updated_at = 0 WHERE id > 18");
  const json week = exported();
  c.create();
  const PlanDecision decision = apply(week);
  EXPECT_TRUE(decision.changes.empty());
  EXPECT_EQ(decision.left_alone.size(), 3U);
  EXPECT_EQ(decision.left_alone[0].why, "it was planned since the export");
}

TEST_F(PlanEdit, TheFileOfBeforeUndoesAllOfIt) {
  const json before = exported();
  json week = before;
  std::swap(week["posts"][0]["media_id"], week["posts"][1]["media_id"]);
  week["posts"][2]["due_at"] = "2026-06-04T01:00:00+00:00";
  week["posts"][3]["status"] = "approved";
  const json freed = week["posts"][4];
  week["posts"].erase(4);
  week["posts"].push_back({{"due_at", "2026-06-05 21:07"}, {"media_id", freed["media_id"]}});
  EXPECT_EQ(apply(week).changes.size(), 6U);
  EXPECT_EQ(refusal(before).kind(), ErrorKind::conflict);
  apply(before, {.wishes = {.overwrite = true}});
  EXPECT_EQ(editable_part(exported()), editable_part(before));
  EXPECT_EQ(c.count_posts("state = 'planned' AND wake_at = due_at AND approved = 0"), 21);
}

TEST_F(PlanEdit, APostWhoseSlotWasPlannedAgainCanBeBroughtBackWithIt) {
  const json before = exported();
  json week = before;
  week["posts"].erase(4);
  apply(week);
  c.create();
  EXPECT_EQ(c.count_posts("state = 'planned'"), 21);
  apply(before, {.wishes = {.overwrite = true}});
  EXPECT_EQ(editable_part(exported()), editable_part(before));
}

TEST_F(PlanEdit, TwoCanceledPostsOfOneSlotAreBothPlannedAgain) {
  json week = exported();
  const json before = week;
  week["posts"].erase(4);
  apply(week);
  c.create();
  const json planned_again = exported();
  c.execute("UPDATE posts SET state = 'canceled', wake_at = NULL WHERE id = 22");
  json both = before;
  both["posts"].push_back({{"id", 22},
                           {"due_at", "2026-06-05T21:07:00+00:00"},
                           {"media_id", planned_again["posts"][4]["media_id"]},
                           {"status", "planned"}});
  apply(both, {.wishes = {.overwrite = true}});
  EXPECT_EQ(c.count_posts("state = 'planned'"), 22);
  EXPECT_EQ(c.count_posts("id = 5 AND slot_day IS NOT NULL"), 1);
  EXPECT_EQ(c.count_posts("id = 22 AND slot_day IS NULL"), 1);
}

TEST_F(PlanEdit, WhatEndedSinceIsNamedAndNotMadeAgain) {
  json week = exported();
  const json taken_out = week["posts"][0];
  week["posts"].erase(0);
  const auto free_item =
      c.integer("SELECT min(id) FROM media_items WHERE id NOT IN (SELECT media_id FROM posts)");
  week["posts"].push_back({{"due_at", "2027-06-03 21:00"}, {"media_id", free_item}});
  c.execute(
      "UPDATE posts SET state = 'posted', wake_at = NULL, updated_at = updated_at + 1000 "
      "WHERE id = " +
      taken_out["id"].dump());
  const PlanDecision decision = apply(week);
  ASSERT_EQ(decision.left_alone.size(), 1U);
  EXPECT_EQ(decision.left_alone[0].why, "it is posted by now");
  ASSERT_EQ(decision.changes.size(), 1U);
  c.execute("UPDATE posts SET state = 'posted', wake_at = NULL WHERE id = " +
            id_text(*decision.changes[0].post));
  const PlanDecision again = apply(week);
  EXPECT_TRUE(again.changes.empty());
  EXPECT_EQ(again.left_alone.size(), 2U);
}

TEST_F(PlanEdit, WhatWasMovedIntoItsDaysSinceIsNotCanceledByTheFile) {
  const PlanExportOptions two_days{.from = parse_date("2026-06-02"), .days = 2};
  const json days = exported(two_days);
  const auto last = c.integer("SELECT max(id) FROM posts");
  c.t.store.write(c.actor, [&](UnitOfWork& unit) {
    post::Decisions(unit.chat(c.chat)).move(PostId{last}, unit.now() + hours{30}, std::nullopt);
  });
  c.t.clock.advance(seconds{1});
  const PlanDecision decision = apply(days, {.wishes = {.overwrite = true}});
  EXPECT_TRUE(decision.changes.empty());
  ASSERT_EQ(decision.left_alone.size(), 1U);
  EXPECT_EQ(decision.left_alone[0].post, PostId{last});
}

TEST_F(PlanEdit, AnotherChatsDocumentAndPostsAreRefused) {
  json week = exported();
  week["chat_id"] = -1002;
  const Error error = refusal(week);
  EXPECT_EQ(error.kind(), ErrorKind::conflict);
  EXPECT_EQ(error.hint(), "igbotctl schedule apply --chat -1002");
  c.add_media_to(c.other, "memes", 1);
  const auto foreign = c.integer("SELECT max(id) FROM media_items");
  week["chat_id"] = -1001;
  week["posts"][0]["media_id"] = foreign;
  week["posts"][0]["path"] = nullptr;
  EXPECT_EQ(refusal(week).kind(), ErrorKind::not_found);
}

TEST_F(PlanEdit, WhoMayNotPlanChangesNothing) {
  c.execute(
      "INSERT INTO users (id, telegram_id, first_name, first_seen_at, last_seen_at) "
      "VALUES (7, 77, 'Eve', 1, 1)");
  json week = exported();
  week["posts"].erase(0);
  EXPECT_THROW(apply_as({"telegram:77", "eve"}, week), Error);
  EXPECT_EQ(c.count_posts("state = 'canceled'"), 0);
}

TEST_F(PlanEdit, AWeekWithAClockChangeIsReadBackAsItWas) {
  for (const char* name : {"Australia/Lord_Howe", "Europe/Berlin", "America/New_York"}) {
    zone = name;
    c.set("posting_timezone", name);
    c.set("posting_hours", "0-0");
    for (const char* day : {"2026-10-02", "2026-10-23", "2026-10-30"}) {
      c.execute("DELETE FROM posts");
      c.create({.days = 4, .from = parse_date(day), .replace = true});
      c.t.clock.advance(seconds{1});
      const json days = exported({.from = parse_date(day), .days = 4});
      ASSERT_EQ(days["posts"].size(), 12U) << name << day;
      EXPECT_EQ(apply(days).unchanged, 12) << name << day;
    }
  }
}

/// Edits a document as people do, so that it stays applicable.
void edit_at_random(json& week, std::mt19937& random, const std::vector<int>& items) {
  std::vector<int> unused = items;
  for (const json& post : week["posts"]) std::erase(unused, post["media_id"].get<int>());
  json kept = json::array();
  for (json post : week["posts"]) {
    const auto roll = random() % 8;
    if (roll == 0) {
      unused.push_back(post["media_id"]);
      continue;
    }
    if (roll == 1) {
      post["due_at"] = "2026-06-0" + std::to_string(2 + random() % 6) + "T" +
                       std::to_string(10 + random() % 14) + ":" +
                       std::to_string(10 + random() % 50) + ":00+00:00";
    }
    if (roll == 2) post["status"] = post["status"] == "planned" ? "approved" : "planned";
    if (roll == 3) {
      const int former = post["media_id"];
      post["media_id"] = std::exchange(unused.at(random() % unused.size()), former);
    }
    if (roll == 4 && !kept.empty()) std::swap(post["media_id"], kept.back()["media_id"]);
    kept.push_back(post);
  }
  if (random() % 2 == 0) {
    kept.push_back({{"due_at", "2026-06-07T" + std::to_string(10 + random() % 14) + ":33:00+00:00"},
                    {"media_id", unused.back()},
                    {"status", "planned"}});
  }
  week["posts"] = kept;
}

TEST_F(PlanEdit, WhateverIsEditedIsWhatIsPlannedAfterwards) {
  std::mt19937 random(20261126);  // NOLINT(cert-msc51-cpp): the same edits each time
  std::vector<int> items;
  for (int id = 1; id <= 40; ++id) items.push_back(id);
  for (int round = 0; round < 30; ++round) {
    json week = exported();
    edit_at_random(week, random, items);
    for (json& post : week["posts"]) post.erase("path");
    SCOPED_TRACE(week.dump());
    apply(week);
    ASSERT_EQ(editable_part(exported()), editable_part(week)) << "round " << round;
    ASSERT_TRUE(apply(week).changes.empty()) << "round " << round;
    ASSERT_EQ(c.count_posts("state IN ('planned', 'approved') AND wake_at IS NOT due_at"), 0);
    ASSERT_EQ(c.integer("SELECT COUNT(*) - COUNT(DISTINCT content_id) FROM posts WHERE state IN "
                        "('planned', 'approved')"),
              0);
  }
}

TEST_F(PlanEdit, OnlySoManyDaysAreExported) {
  EXPECT_THROW(exported({.days = 0}), Error);
  EXPECT_THROW(exported({.days = 93}), Error);
  const json day = exported({.from = parse_date("2026-06-02"), .days = 1});
  EXPECT_EQ(day["from"], "2026-06-02");
  EXPECT_EQ(day["to"], "2026-06-03");
  EXPECT_EQ(exported({.days = 7})["from"], "2026-06-01");
}

}  // namespace
}  // namespace igbot::schedule
