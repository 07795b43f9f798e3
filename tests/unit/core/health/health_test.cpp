// SPDX-License-Identifier: MIT
#include "core/health/health.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/sql/sqlite_connection.hpp"
#include "tests/support/posting_fixture.hpp"
#include "tests/support/query_plans.hpp"

namespace igbot::health {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class ChatHealthOf : public ::testing::Test {
 protected:
  ChatHealth look() {
    return f_.t.store.read([&](UnitOfWork& unit) {
      return chat_health_of(unit, ChatRepository(unit).find(f_.chat).value());
    });
  }

  test::PostingFixture f_;
};

TEST_F(ChatHealthOf, CountsWhatIsLate) {
  f_.plan(f_.add_item("a.jpg"), -minutes{14});
  f_.plan(f_.add_item("b.jpg"), -minutes{16});
  f_.plan(f_.add_item("c.jpg"), hours{30});
  f_.plan(f_.add_item("d.jpg"), hours{40});
  const ChatHealth health = look();
  EXPECT_EQ(health.overdue.posts, 1);
  EXPECT_EQ(health.overdue.oldest_due_at, f_.t.clock.now() - minutes{16});
  EXPECT_EQ(health.planned_soon, 3);
  EXPECT_EQ(health.posts.at("planned"), 4);
  EXPECT_EQ(health.active_media, 4);
  EXPECT_GT(health.runway.all, 0);
}

TEST_F(ChatHealthOf, AnApprovedPostIsLateFromItsApprovalOn) {
  f_.set("enable_instagram_api", "true");
  const PostId post = f_.plan(f_.add_item("a.jpg"), -minutes{5});
  f_.decide([&](post::Decisions& decisions) { return decisions.approve(post, std::nullopt); });
  EXPECT_EQ(look().under_way.posts, 0);
  f_.t.clock.advance(minutes{16});
  EXPECT_EQ(look().under_way.posts, 1);
}

TEST_F(ChatHealthOf, KnowsWhatFailedTodayAndWhatIsUnknown) {
  const PostId post = f_.plan(f_.add_item("a.jpg"));
  const PostId other = f_.plan(f_.add_item("b.jpg"));
  f_.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute("UPDATE posts SET state = 'failed', updated_at = $2 WHERE id = $1",
                      {post, unit.now()});
    unit.db().execute("UPDATE posts SET state = 'unknown', stage = 'card' WHERE id = $1", {other});
  });
  EXPECT_EQ(look().failed_last_day, 1);
  EXPECT_EQ(look().first_unknown, other);
  f_.t.clock.advance(hours{25});
  EXPECT_EQ(look().failed_last_day, 0);
}

TEST_F(ChatHealthOf, MessagesThatWaitShowWhenTheyAreOld) {
  f_.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "INSERT INTO outbox (chat_id, kind, payload, state, wake_at, created_at) "
        "VALUES ($1, 'notice', '{}', 'waiting', $2, $2)",
        {f_.chat, unit.now()});
  });
  EXPECT_EQ(look().outbox.posts, 0);
  f_.t.clock.advance(minutes{16});
  EXPECT_EQ(look().outbox.posts, 1);
}

TEST_F(ChatHealthOf, ReadsNoTableWhole) {
  f_.plan(f_.add_item("a.jpg"));
  const auto file = sql::open_sqlite(f_.t.store.file(), {sql::OpenMode::read, {}});
  test::PlanningConnection db(*file);
  UnitOfWork unit(db, f_.t.clock.now(), Actor{});
  chat_health_of(unit, ChatRepository(unit).find(f_.chat).value());
  EXPECT_EQ(db.scans(), std::vector<std::string>{});
}

Health well() {
  Health health;
  health.has_chats = true;
  health.has_staging = true;
  health.installation.config.file = "/etc/igbotctl/config.toml";
  health.installation.database = DatabaseHealth{.file = "/db"};
  health.installation.disks = {{.what = "database", .path = "/", .free_bytes = 1LL << 40}};
  health.installation.key = KeyHealth{};
  health.installation.clock_ahead = minutes{0};
  health.installation.looked_for_tools = true;
  health.installation.bot = Probe{"@bot", {}};
  health.installation.staging = Probe{"s3", {}};
  health.installation.workers = {{.name = "post run"}};
  return health;
}

TEST(Judge, WhenAllIsWellEveryCheckSaysSoInOrder) {
  const auto findings = judge(well());
  ASSERT_EQ(findings.size(), checks().size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    EXPECT_EQ(findings[i].check, checks()[i].name);
    EXPECT_EQ(findings[i].grade, Grade::ok);
    EXPECT_FALSE(findings[i].message.empty());
  }
  EXPECT_EQ(worst_of(findings), Grade::ok);
}

TEST(Judge, WhatCouldNotBeLookedAtIsNotSaidToBeWell) {
  Health health;
  health.installation.config.fault = Fault{"broken", "mend it"};
  const auto findings = judge(health);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].check, "config");
  EXPECT_EQ(worst_of(findings), Grade::failure);
}

TEST(Judge, AFaultTakesThePlaceOfItsOkAndEveryChatHasItsOwn) {
  Health health = well();
  for (const std::int64_t id : {-1, -2}) {
    ChatHealth chat;
    chat.chat = {ChatKey{id}, TelegramChatId{id}, {}, "c", ChatState::active};
    chat.failed_last_day = 1;
    health.chats.push_back(chat);
  }
  std::set<TelegramChatId> chats;
  for (const Finding& finding : judge(health)) {
    if (finding.check == "failed") chats.insert(finding.chat.value());
  }
  EXPECT_EQ(chats, (std::set<TelegramChatId>{TelegramChatId{-2}, TelegramChatId{-1}}));
}

}  // namespace
}  // namespace igbot::health
