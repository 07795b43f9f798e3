// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "core/post/outbox.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/posting_history.hpp"
#include "core/post/queue_repository.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "tests/support/posting_fixture.hpp"
#include "tests/support/query_plans.hpp"

namespace igbot::post {
namespace {

/// Asks for the plans on a database without statistics, as a fresh installation has it.
class PostQueries : public ::testing::Test {
 protected:
  test::PostingFixture f_;
  std::unique_ptr<sql::Connection> inner_ = sql::open_sqlite(f_.t.store.file());
  test::PlanningConnection db_{*inner_};
  UnitOfWork unit_{db_, f_.t.clock.now(), Actor{"cli:x", "x"}};
};

TEST_F(PostQueries, AnIdleRunReadsNoTable) {
  chats_to_wake(db_, unit_.now());
  EXPECT_GT(db_.steps(), 0u);
  EXPECT_EQ(db_.scans(), std::vector<std::string>{});
}

TEST_F(PostQueries, LookingAtOneChatReadsNoTable) {
  const PostRepository posts(unit_.chat(f_.chat));
  posts.to_wake();
  posts.find(PostId{1});
  posts.earliest_planned();
  posts.planned_of(MediaId{1});
  posts.is_content_held(ContentId{1}, PostId{1});
  posts.list({.state = PostState::unknown});
  posts.list({.from = unit_.now()});
  PostingHistory(unit_.chat(f_.chat)).newest(50);
  PostingHistory(unit_.chat(f_.chat)).newest_published(50);
  PostingHistory(unit_.chat(f_.chat)).ends(unit_.now() - std::chrono::days{30}, unit_.now());
  EXPECT_EQ(db_.scans(), std::vector<std::string>{});
}

TEST_F(PostQueries, QueueAndCalendarReadNoTable) {
  const QueueRepository queue(unit_.chat(f_.chat));
  queue.list({});
  queue.list({.part = QueuePart::kept, .from = unit_.now(), .to = unit_.now()});
  queue.list({.state = PostState::posted});
  queue.list({.media = MediaId{1}});
  queue.count_overdue();
  EXPECT_EQ(db_.scans(), std::vector<std::string>{});
}

TEST_F(PostQueries, TakingFromTheOutboxReadsNoTable) {
  Bookkeeping unit(db_, unit_.now());
  OutboxQueue(unit).take(std::nullopt, unit.now());
  EXPECT_EQ(db_.scans(), std::vector<std::string>{});
}

TEST_F(PostQueries, ThePlansOfAQueryWithoutAnIndexAreFound) {  // the control
  db_.execute("SELECT 1 FROM posts WHERE reason = 'x'", {});
  EXPECT_EQ(db_.scans().size(), 1u);
}

}  // namespace
}  // namespace igbot::post
