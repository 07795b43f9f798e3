// SPDX-License-Identifier: MIT
#include "core/media/staged_copies.hpp"

#include <gtest/gtest.h>

#include "core/sql/sqlite_connection.hpp"
#include "tests/support/posting_fixture.hpp"
#include "tests/support/query_plans.hpp"

namespace igbot::media {
namespace {

class StagedCopiesTest : public testing::Test {
 protected:
  StagedCopyId add(ChatKey chat, PostId post, const std::string& key,
                   std::chrono::hours life = std::chrono::hours{24}) {
    return f_.t.store.write({}, [&](UnitOfWork& unit) {
      return StagedCopies(unit.chat(chat)).add(post, {"s3", key, ""}, f_.t.clock.now() + life);
    });
  }

  std::vector<std::string> keys_due() {
    std::vector<std::string> keys;
    f_.t.store.read([&](UnitOfWork& unit) {
      for (const StagedCopy& copy : copies_due(unit)) keys.push_back(copy.name.key);
      return 0;
    });
    return keys;
  }

  std::vector<StagedCopy> open_of(ChatKey chat, PostId post) {
    return f_.t.store.read(
        [&](UnitOfWork& unit) { return StagedCopies(unit.chat(chat)).open_of(post); });
  }

  test::PostingFixture f_;
  PostId post_ = f_.plan(f_.add_item("memes/a.jpg"), std::chrono::minutes{60});
};

TEST_F(StagedCopiesTest, ACopyIsRememberedWithEverythingThatDeletesIt) {
  f_.t.store.write({}, [&](UnitOfWork& unit) {
    StagedCopies(unit.chat(f_.chat))
        .add(post_, {"cloudinary", "prefix/igbot-x", "video"}, f_.t.clock.now());
  });
  const auto open = open_of(f_.chat, post_);
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].name.host, "cloudinary");
  EXPECT_EQ(open[0].name.key, "prefix/igbot-x");
  EXPECT_EQ(open[0].name.resource_type, "video");
  EXPECT_EQ(open[0].post, post_);
  EXPECT_EQ(open[0].chat, f_.chat);
}

TEST_F(StagedCopiesTest, AReleasedCopyIsOpenNoLonger) {
  const StagedCopyId first = add(f_.chat, post_, "first");
  add(f_.chat, post_, "second");
  f_.t.store.write({}, [&](UnitOfWork& unit) { StagedCopies(unit.chat(f_.chat)).released(first); });
  const auto open = open_of(f_.chat, post_);
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].name.key, "second");
}

TEST_F(StagedCopiesTest, CopiesOfAnotherChatAreOutOfReach) {
  const ChatKey other = f_.add_active_chat(-1002, "other");
  const StagedCopyId mine = add(f_.chat, post_, "mine");
  EXPECT_TRUE(open_of(other, post_).empty());
  f_.t.store.write({}, [&](UnitOfWork& unit) { StagedCopies(unit.chat(other)).released(mine); });
  EXPECT_EQ(open_of(f_.chat, post_).size(), 1U);
}

TEST_F(StagedCopiesTest, ACopyIsDueWhenItsTimeIsOverOrItsPostHasEnded) {
  const PostId later = f_.plan(f_.add_item("memes/b.jpg"), std::chrono::minutes{120});
  add(f_.chat, post_, "short", std::chrono::hours{1});
  add(f_.chat, later, "long");
  EXPECT_TRUE(keys_due().empty());
  f_.t.clock.advance(std::chrono::hours{1});
  EXPECT_EQ(keys_due(), std::vector<std::string>{"short"});
  f_.decide([&](post::Decisions& decisions) { return decisions.cancel(later, std::nullopt); });
  EXPECT_EQ(keys_due(), (std::vector<std::string>{"short", "long"}));
}

TEST_F(StagedCopiesTest, CopiesOfEveryChatBecomeDue) {
  const ChatKey other = f_.add_active_chat(-1002, "other");
  const PostId theirs = f_.plan_in(other, f_.add_item_to(other, "x.jpg"), std::chrono::minutes{1});
  add(f_.chat, post_, "mine", std::chrono::hours{1});
  add(other, theirs, "theirs", std::chrono::hours{2});
  f_.t.clock.advance(std::chrono::hours{2});
  EXPECT_EQ(keys_due(), (std::vector<std::string>{"mine", "theirs"}));
}

TEST_F(StagedCopiesTest, LookingForDueOnesReadsNoTable) {
  const auto inner = sql::open_sqlite(f_.t.store.file());
  test::PlanningConnection db(*inner);
  UnitOfWork unit(db, f_.t.clock.now(), Actor{});
  copies_due(unit);
  StagedCopies(unit.chat(f_.chat)).open_of(post_);
  EXPECT_GT(db.steps(), 0U);
  EXPECT_EQ(db.scans(), std::vector<std::string>{});
}

}  // namespace
}  // namespace igbot::media
