// SPDX-License-Identifier: MIT
#include "core/health/chat_list.hpp"

#include <gtest/gtest.h>

#include "core/chat/chat_service.hpp"
#include "core/health/chat_overview.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/store/condition_repository.hpp"
#include "tests/support/posting_fixture.hpp"
#include "tests/support/query_plans.hpp"

namespace igbot::health {
namespace {

class ChatList : public ::testing::Test {
 protected:
  std::vector<ChatLine> list() {
    return f_.t.store.read([](UnitOfWork& unit) { return list_chats(unit); });
  }
  void execute(const std::string& sql) {
    f_.t.store.bookkeep([&](Bookkeeping& unit) { unit.db().execute(sql); });
  }

  test::PostingFixture f_;
};

TEST_F(ChatList, SaysOfEachChatWhatItsOwnViewSays) {
  f_.plan(f_.add_item("a.jpg"), -std::chrono::hours{1});
  f_.plan(f_.add_item("b.jpg"), std::chrono::hours{1});
  const PostId shown = f_.plan(f_.add_item("c.jpg"));
  f_.run();
  f_.decide([&](post::Decisions& d) { return d.done(shown, std::nullopt); });
  f_.set("is_paused", "true");
  f_.add_active_chat(-2002, "quiet");
  const auto lines = list();
  ASSERT_EQ(lines.size(), 2u);
  for (const ChatLine& line : lines) {
    const ChatOverview view = f_.t.store.read(
        [&](UnitOfWork& unit) { return overview_of(unit.chat(line.chat.key), line.chat); });
    EXPECT_EQ(line.is_paused, view.settings.is_paused) << line.chat.name;
    EXPECT_EQ(line.is_dry_run, view.settings.dry_run_mode);
    EXPECT_EQ(line.next_post_at, view.next_post_at);
    EXPECT_EQ(line.planned, view.planned);
    EXPECT_EQ(line.awaiting, view.awaiting);
    EXPECT_EQ(line.overdue, view.overdue);
    EXPECT_EQ(line.unknown, view.unknown);
    EXPECT_EQ(line.token_expires_at, view.token_expires_at);
    EXPECT_EQ(line.last_success_at, view.last_success_at);
  }
}

TEST_F(ChatList, ATimedPauseThatIsOverIsNone) {
  f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    SettingsService(unit.chat(f_.chat)).pause(unit.now() + std::chrono::hours{1}, {});
  });
  EXPECT_TRUE(list()[0].is_paused);
  f_.t.clock.advance(std::chrono::hours{2});
  EXPECT_FALSE(list()[0].is_paused);
}

TEST_F(ChatList, ProblemsComeFirstAndArchivedChatsLast) {
  f_.add_active_chat(-2, "b calm");
  const ChatKey late = f_.add_active_chat(-3, "z late");
  const ChatKey gone = f_.add_active_chat(-4, "a gone");
  f_.plan_in(late, f_.add_item_to(late, "a.jpg"), -std::chrono::hours{1});
  f_.t.store.write({"cli:anna", "anna"},
                   [&](UnitOfWork& unit) { ChatService(unit, gone).archive({}); });
  std::vector<std::string> names;
  for (const ChatLine& line : list()) names.push_back(line.chat.name);
  EXPECT_EQ(names, (std::vector<std::string>{"z late", "b calm", "team", "a gone"}));
}

TEST_F(ChatList, ADeadAccountAnExpiredTokenAndAnUnreachableChatAreProblems) {
  const Timestamp now = f_.t.clock.now();
  ChatLine line;
  line.token_expires_at = now + std::chrono::hours{1};
  EXPECT_FALSE(line.has_problem(now));
  line.token_expires_at = now;
  EXPECT_TRUE(line.has_problem(now));
  line = {};
  line.has_dead_account = true;
  EXPECT_TRUE(line.has_problem(now));
  line = {};
  line.chat.state = ChatState::unreachable;
  EXPECT_TRUE(line.has_problem(now));
  line.chat.state = ChatState::archived;
  line.has_dead_account = true;
  EXPECT_FALSE(line.has_problem(now));
}

TEST_F(ChatList, ASourceThatCannotBeReadIsAProblemWhileItLasts) {
  const auto told = [&](bool begins) {
    f_.t.store.bookkeep([&](Bookkeeping& unit) {
      ConditionRepository conditions(unit);
      if (begins) {
        conditions.begin(f_.chat, "media_sync", "", "the folder is gone");
      } else {
        conditions.end(f_.chat, "media_sync", "");
      }
    });
  };
  told(true);
  EXPECT_TRUE(list().front().has_bad_source);
  EXPECT_TRUE(list().front().has_problem(f_.t.clock.now()));
  told(false);
  EXPECT_FALSE(list().front().has_problem(f_.t.clock.now()));
}

TEST_F(ChatList, ReadsNoTableButThatOfTheChats) {
  const auto inner = sql::open_sqlite(f_.t.store.file());
  test::PlanningConnection db(*inner);
  UnitOfWork unit(db, f_.t.clock.now(), Actor{"cli:x", "x"});
  list_chats(unit);
  EXPECT_EQ(db.scans(), std::vector<std::string>{"SCAN c"});
}

}  // namespace
}  // namespace igbot::health
