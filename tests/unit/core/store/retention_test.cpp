// SPDX-License-Identifier: MIT
#include "core/store/retention.hpp"

#include <gtest/gtest.h>

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
