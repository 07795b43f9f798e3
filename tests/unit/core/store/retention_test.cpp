// SPDX-License-Identifier: MIT
#include "core/store/retention.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "core/sql/sqlite_connection.hpp"
#include "core/store/run_repository.hpp"
#include "tests/support/posting_fixture.hpp"
#include "tests/support/query_plans.hpp"

namespace igbot {
namespace {

using std::chrono::hours;

class Retention : public ::testing::Test {
 protected:
  void record(hours ago) {
    f_.t.store.bookkeep([&](Bookkeeping& unit) {
      record_run(unit, {"post run", "worker:x", std::nullopt, unit.now() - ago, 0, "{}"});
      unit.db().execute(
          "INSERT INTO interactions (chat_id, user_telegram_id, kind, name, at) "
          "VALUES ($1, 7, 'press', 'skip', $2)",
          {f_.chat, unit.now() - ago});
    });
  }
  /// A message of the outbox that ended in that state.
  void add_outbox(const std::string& state, hours ago, const std::string& kind = "notice") {
    f_.t.store.bookkeep([&](Bookkeeping& unit) {
      unit.db().execute(
          "INSERT INTO outbox (chat_id, kind, payload, state, wake_at, created_at) VALUES "
          "($1, $2, '{}', $3, iif($3 IN ('waiting', 'sending'), $4, NULL), $4)",
          {f_.chat, kind, state, unit.now() - ago});
    });
  }
  void add_message(int id, hours ago, bool has_open_buttons = false,
                   std::optional<PostId> post = std::nullopt) {
    f_.t.store.bookkeep([&](Bookkeeping& unit) {
      unit.db().execute(
          "INSERT INTO bot_messages (chat_id, telegram_chat_id, message_id, kind, post_id, "
          "has_open_buttons, sent_at) VALUES ($1, -1, $2, 'notice', $3, $4, $5)",
          {f_.chat, id, post, has_open_buttons, unit.now() - ago});
    });
  }
  void add_condition(const std::string& kind, std::optional<hours> ended) {
    f_.t.store.bookkeep([&](Bookkeeping& unit) {
      std::optional<Timestamp> end;
      if (ended) end = unit.now() - *ended;
      unit.db().execute(
          "INSERT INTO conditions (chat_id, kind, detail, began_at, ended_at) VALUES ($1, $2, 'x', "
          "1, $3)",
          {f_.chat, kind, end});
    });
  }
  std::int64_t runs() { return f_.count("SELECT count(*) FROM runs"); }
  std::int64_t interactions() { return f_.count("SELECT count(*) FROM interactions"); }
  /// How many rows this process has changed.
  std::int64_t written() {
    return f_.t.store.bookkeep([](Bookkeeping& unit) { return unit.db().total_changes(); });
  }

  test::PostingFixture f_;
};

TEST_F(Retention, OldRunsAndInteractionsGoAndYoungOnesStay) {
  record(hours{24 * 92});
  record(hours{24 * 89});
  record(hours{24 * 29});
  const Forgotten forgotten = forget_old_records(f_.t.store);
  EXPECT_EQ(forgotten.runs, 1);
  EXPECT_EQ(forgotten.interactions, 2);
  EXPECT_EQ(runs(), 2);
  EXPECT_EQ(interactions(), 1);
}

TEST_F(Retention, HistoryAndTheAuditLogStayHoweverOldTheyAre) {
  const PostId post = f_.plan(f_.add_item("a.jpg"));
  f_.run();
  f_.decide([&](post::Decisions& d) { return d.done(post, std::nullopt); });
  f_.set("posts_per_day", "9");
  record(hours{0});
  const auto kept = [&] {
    return f_.count(
        "SELECT (SELECT count(*) FROM audit_log) * 1000000 + (SELECT count(*) FROM "
        "chat_settings_history) * 1000 + (SELECT count(*) FROM posting_history)");
  };
  const auto before = kept();
  f_.t.clock.advance(hours{24 * 3650});
  EXPECT_EQ(forget_old_records(f_.t.store).runs, 1);
  EXPECT_EQ(kept(), before);
}

TEST_F(Retention, MessagesThatLeftOrWereGivenUpGoAndWhatWaitsStays) {
  for (const char* state : {"sent", "dropped", "waiting", "sending"}) {
    add_outbox(state, hours{24 * 32});
    add_outbox(state, hours{24 * 29});
  }
  EXPECT_EQ(forget_old_records(f_.t.store).outbox, 2);
  EXPECT_EQ(f_.count("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"), 4);
  EXPECT_EQ(f_.count("SELECT count(*) FROM outbox"), 6);
}

TEST_F(Retention, ALaterEditStaysAsLongAsAnEarlierOneWaits) {
  add_outbox("waiting", hours{24 * 41}, "edit_text");
  add_outbox("sent", hours{24 * 40}, "edit_text");
  EXPECT_EQ(forget_old_records(f_.t.store).outbox, 0);
  f_.t.store.bookkeep([](Bookkeeping& unit) {
    unit.db().execute("UPDATE outbox SET state = 'dropped', wake_at = NULL");
  });
  EXPECT_EQ(forget_old_records(f_.t.store).outbox, 2);
}

TEST_F(Retention, OldMessagesOfAChatGoButNotThoseWithButtonsOrOfAPost) {
  const PostId post = f_.plan(f_.add_item("a.jpg"));
  add_message(1, hours{24 * 92});
  add_message(2, hours{24 * 92}, true);
  add_message(3, hours{24 * 92}, false, post);
  add_message(4, hours{24 * 89});
  EXPECT_EQ(forget_old_records(f_.t.store).messages, 1);
  EXPECT_EQ(f_.count("SELECT count(*) FROM bot_messages WHERE message_id IN (2, 3, 4)"), 3);
}

TEST_F(Retention, ConditionsThatEndedLongAgoGoAndThoseThatLastStay) {
  add_condition("lasting", std::nullopt);
  add_condition("old", hours{24 * 92});
  add_condition("young", hours{24 * 89});
  EXPECT_EQ(forget_old_records(f_.t.store).conditions, 1);
  EXPECT_EQ(f_.count("SELECT count(*) FROM conditions WHERE kind <> 'old'"), 2);
}

TEST_F(Retention, ItStartsOnlyWhenTheOldestIsADayOverAndThenTakesAllThatIsOver) {
  record(hours{24 * 90 + 23});
  record(hours{24 * 90 + 1});
  f_.t.store.bookkeep([](Bookkeeping& unit) { unit.db().execute("DELETE FROM interactions"); });
  EXPECT_EQ(forget_old_records(f_.t.store).runs, 0);
  f_.t.clock.advance(hours{2});
  EXPECT_EQ(forget_old_records(f_.t.store).runs, 2);
}

TEST_F(Retention, WritesNothingWhenNothingIsOld) {
  record(hours{1});
  add_outbox("waiting", hours{24 * 400});
  add_message(1, hours{24 * 400}, true);
  add_condition("lasting", std::nullopt);
  const auto before = written();
  forget_old_records(f_.t.store);
  EXPECT_EQ(written(), before);
}

TEST_F(Retention, ManyGoInSmallTransactionsAndTheRestNextTime) {
  f_.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20500) "
        "INSERT INTO runs (command, actor, started_at) SELECT 'x', 'worker:x', i FROM n");
  });
  EXPECT_EQ(forget_old_records(f_.t.store).runs, 20000);
  EXPECT_EQ(forget_old_records(f_.t.store).runs, 500);
}

TEST_F(Retention, FindsWhatIsOldWithoutReadingATable) {
  const auto inner = sql::open_sqlite(f_.t.store.file());
  test::PlanningConnection db(*inner);
  UnitOfWork reading(db, f_.t.clock.now(), Actor{});
  has_old_records(reading);
  Bookkeeping deleting(db, f_.t.clock.now());
  forget_some(deleting);
  EXPECT_EQ(db.scans(), std::vector<std::string>{});
}

}  // namespace
}  // namespace igbot
