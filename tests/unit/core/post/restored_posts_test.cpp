// SPDX-License-Identifier: MIT
#include "core/post/restored_posts.hpp"

#include <gtest/gtest.h>

#include "core/post/transition.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot::post {
namespace {

using namespace std::chrono_literals;

const Actor k_restoring{"cli:anna", "anna"};

class RestoredPosts : public testing::Test {
 protected:
  PostId post_in(PostState state, std::chrono::minutes due) {
    const std::string name = "memes/" + std::to_string(++items) + ".jpg";
    const PostId id = f.plan(f.add_item(name), due);
    f.t.store.bookkeep([&](Bookkeeping& unit) {
      unit.db().execute(
          "UPDATE posts SET state = $2, stage = $3 WHERE id = $1",
          {id, to_string(state), state == PostState::unknown ? sql::Value("card") : sql::Value()});
    });
    return id;
  }
  HeldBack hold_back() {
    return f.t.store.write(k_restoring, [&](UnitOfWork& unit) {
      unit.audit().add_installation(
          {.entity = "database", .entity_id = "backup", .action = "restored"});
      return hold_back_restored(unit, unit.now() - 1h);
    });
  }
  std::string after(PostId id) {
    const Post post = f.post(id);
    std::string text(to_string(post.state));
    if (post.stage) text += " " + std::string(to_string(*post.stage));
    return text;
  }

  test::PostingFixture f;
  int items = 0;
};

TEST_F(RestoredPosts, ALostPublishIsAPersonsToSettle) {
  const PostId id = f.plan(f.add_item("lost.jpg"), 0min);
  f.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "INSERT INTO accounts (id, chat_id, instagram_id, username, login, state, created_at, "
        "updated_at) VALUES (1, $1, '17', 'team', 'instagram', 'active', 1, 1)",
        {f.chat});
    unit.db().execute(
        "UPDATE posts SET state = 'unknown', stage = 'publish', prepared_id = 'c1', "
        "prepared_account_id = 1, publish_lost_at = $2, next_attempt_at = $2, wake_at = $2 WHERE "
        "id = $1",
        {id, unit.now()});
  });
  hold_back();
  EXPECT_EQ(after(id), "unknown publish");
  EXPECT_EQ(f.count("SELECT count(*) FROM posts WHERE wake_at IS NOT NULL"), 0)
      << "another container may have been published since the backup";
}

TEST_F(RestoredPosts, WhatTheWorkerWouldGoOnWithIsInDoubt) {
  const struct {
    PostState state;
    std::chrono::minutes due;
    std::string expected;
  } cases[] = {
      {PostState::planned, -1min, "unknown card"},
      {PostState::planned, -9000min, "unknown card"},
      {PostState::planned, 1min, "planned"},
      {PostState::claimed, 0min, "unknown card"},
      {PostState::sending, 0min, "unknown card"},
      {PostState::awaiting, -1min, "awaiting"},
      {PostState::approved, -1min, "unknown publish"},
      {PostState::approved, 1min, "approved"},
      {PostState::preparing, -1min, "unknown publish"},
      {PostState::prepared, -1min, "unknown publish"},
      {PostState::publishing, -1min, "unknown publish"},
      {PostState::posted, -1min, "posted"},
      {PostState::failed, -1min, "failed"},
      {PostState::missed, -1min, "missed"},
      {PostState::unknown, -1min, "unknown card"},
  };
  std::vector<PostId> posts;
  for (const auto& each : cases) posts.push_back(post_in(each.state, each.due));
  EXPECT_EQ(hold_back().posts_unknown, 8);
  for (std::size_t i = 0; i < posts.size(); ++i) {
    EXPECT_EQ(after(posts[i]), cases[i].expected) << "case " << i;
  }
}

TEST_F(RestoredPosts, WithoutACardItIsThePublishingThatIsInDoubt) {
  f.set("require_approval", "false");
  f.set("enable_instagram_api", "true");
  const PostId id = post_in(PostState::planned, -1min);
  hold_back();
  EXPECT_EQ(after(id), "unknown publish");
}

TEST_F(RestoredPosts, TheContentOfADoubtfulPostIsNotChosenAgain) {
  const PostId id = post_in(PostState::planned, -1min);
  hold_back();
  EXPECT_TRUE(holds_content(f.state(id)));
}

TEST_F(RestoredPosts, EveryChatIsPausedAndATimedPauseLosesItsEnd) {
  const ChatKey second = f.add_active_chat(-1007, "second");
  f.t.store.write(k_restoring, [&](UnitOfWork& unit) {
    SettingsService(unit.chat(second)).pause(unit.now() + 1h, "lunch");
  });
  EXPECT_EQ(hold_back().chats_paused, 2);
  f.t.store.read([&](UnitOfWork& unit) {
    for (const ChatKey chat : {f.chat, second}) {
      const auto settings = SettingsService(unit.chat(chat)).load();
      EXPECT_TRUE(settings.is_paused);
      EXPECT_FALSE(settings.paused_until);
      EXPECT_TRUE(settings.pause_reason.value().starts_with("restored from a backup of "));
    }
  });
}

TEST_F(RestoredPosts, AChatWithoutSettingsIsPassedOver) {
  f.t.store.write(k_restoring, [&](UnitOfWork& unit) {
    ChatRepository(unit).create(static_cast<TelegramChatId>(-1008), "begun", ChatState::setup);
  });
  EXPECT_EQ(hold_back().chats_paused, 1);
}

TEST_F(RestoredPosts, NewPostsAreNumberedFromTheNextHundredThousand) {
  post_in(PostState::posted, -1min);
  hold_back();
  EXPECT_EQ(number(f.plan(f.add_item("memes/next.jpg"))), 100'001);
  hold_back();
  EXPECT_EQ(number(f.plan(f.add_item("memes/later.jpg"))), 200'001);
}

TEST_F(RestoredPosts, ADoubtfulPostIsResolvedAsAnyOther) {
  const PostId id = post_in(PostState::planned, -1min);
  hold_back();
  f.t.store.write(k_restoring, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(f.chat);
    const auto settings = SettingsService(scope).load();
    Transition(scope, settings).decide(f.post(id), Verb::resolve_not_delivered);
  });
  EXPECT_EQ(f.state(id), PostState::planned);
}

}  // namespace
}  // namespace igbot::post
