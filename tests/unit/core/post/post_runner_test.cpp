// SPDX-License-Identifier: MIT
#include "core/post/post_runner.hpp"

#include <gtest/gtest.h>

#include "core/media/lock_repository.hpp"
#include "core/post/card.hpp"
#include "core/post/delivery.hpp"
#include "core/post/lease.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot::post {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using test::PostingFixture;
using Outcomes = std::vector<std::string>;

TEST(PostRunner, ADuePostIsSentOnceAsACardAndAwaitsADecision) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("memes/cat.jpg"));
  f.run();
  f.run();
  ASSERT_EQ(f.messenger.sent.size(), 1u);
  EXPECT_EQ(f.messenger.sent[0].media, bot::MediaKind::photo);
  EXPECT_EQ(f.messenger.sent[0].chat, TelegramChatId{-1001});
  EXPECT_EQ(f.messenger.sent[0].file_name, "cat.jpg");
  EXPECT_EQ(f.state(id), PostState::awaiting);
  EXPECT_EQ(f.post(id).message, TelegramMessageId{1000});
}

TEST(PostRunner, APostThatIsNotDueYetIsLeftAlone) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"), minutes{1});
  f.run();
  EXPECT_TRUE(f.messenger.sent.empty());
  f.t.clock.advance(minutes{1});
  f.run();
  EXPECT_EQ(f.state(id), PostState::awaiting);
}

TEST(PostRunner, ALostAnswerIsUnknownAndNeverRepeated) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.messenger.answers = {bot::Uncertain{"the connection was reset"}};
  f.run();
  EXPECT_EQ(f.state(id), PostState::unknown);
  EXPECT_EQ(f.post(id).stage, Stage::card);
  f.t.clock.advance(hours{24});
  f.run();
  // The second message is the alert with its two buttons, not the card.
  ASSERT_EQ(f.messenger.sent.size(), 2u);
  EXPECT_EQ(f.messenger.sent[1].media, bot::MediaKind::none);
  EXPECT_EQ(f.messenger.sent[1].keyboard.at(0).size(), 2u);
  EXPECT_EQ(f.state(id), PostState::unknown);
}

TEST(PostRunner, WhatNeverReachedTelegramCostsNoAttemptAndStopsTheRun) {
  PostingFixture f;
  const PostId first = f.plan(f.add_item("a.jpg"), minutes{-2});
  const PostId second = f.plan(f.add_item("b.jpg"), minutes{-1});
  f.messenger.answers = {bot::NotSent{"connection refused"}};
  f.run();
  EXPECT_EQ(f.messenger.sent.size(), 1u);
  EXPECT_EQ(f.state(first), PostState::planned);
  EXPECT_EQ(f.post(first).failures, 0);
  ASSERT_EQ(f.report().problems().size(), 1u);
  EXPECT_EQ(f.report().problems()[0].kind, ErrorKind::temporary);
  f.run();
  EXPECT_EQ(f.state(first), PostState::awaiting);
  EXPECT_EQ(f.state(second), PostState::awaiting);
}

TEST(PostRunner, AConditionIsReportedOnlyInTheRunWhereItBegins) {
  PostingFixture f;
  f.plan(f.add_item("a.jpg"));
  f.messenger.answers = {bot::NotSent{"connection refused"}, bot::NotSent{"connection refused"}};
  f.run();
  EXPECT_EQ(f.report().problems().size(), 1u);
  f.run();
  EXPECT_TRUE(f.report().problems().empty());
  f.run();  // over now
  f.plan(f.add_item("b.jpg"));
  f.messenger.answers = {bot::NotSent{"connection refused"}};
  f.run();
  EXPECT_EQ(f.report().problems().size(), 1u);
}

TEST(PostRunner, A429IsHonouredAndRememberedForTheNextRun) {
  PostingFixture f;
  const PostId first = f.plan(f.add_item("a.jpg"), minutes{-2});
  f.plan(f.add_item("b.jpg"), minutes{-1});
  f.messenger.answers = {bot::RetryLater{std::chrono::seconds{90}, "Too Many Requests"}};
  f.run();
  EXPECT_EQ(f.messenger.sent.size(), 1u) << "the second post of the chat must wait too";
  f.t.clock.advance(std::chrono::seconds{89});
  f.run();
  EXPECT_EQ(f.messenger.sent.size(), 1u);
  f.t.clock.advance(std::chrono::seconds{1});
  f.run();
  EXPECT_EQ(f.messenger.sent.size(), 3u);
  EXPECT_EQ(f.post(first).failures, 0);
}

TEST(PostRunner, A429HoldsBackWhatElseTheChatIsToBeTold) {
  PostingFixture f;
  const PostId decided = f.plan(f.add_item("a.jpg"));
  f.run();
  f.decide([&](Decisions& decisions) { return decisions.done(decided, {}); });
  f.plan(f.add_item("b.jpg"));
  f.messenger.answers = {bot::RetryLater{std::chrono::seconds{90}, "Too Many Requests"}};
  f.run();
  EXPECT_TRUE(f.messenger.edited.empty()) << "the card of the decided post is redrawn later";
  f.t.clock.advance(std::chrono::seconds{90});
  f.run();
  EXPECT_EQ(f.messenger.edited.size(), 1u);
}

TEST(PostRunner, ARefusedPostFailsAfterThreeRefusalsAndFreesItsItem) {
  PostingFixture f;
  const MediaId item = f.add_item("a.jpg");
  const PostId id = f.plan(item);
  f.messenger.answers = {bot::Refused{"Bad Request: wrong file"},
                         bot::Refused{"Bad Request: wrong file"},
                         bot::Refused{"Bad Request: wrong file"}};
  for (int i = 0; i < 3; ++i) {
    f.run();
    f.t.clock.advance(backoff(3, id));
  }
  EXPECT_EQ(f.state(id), PostState::failed);
  EXPECT_EQ(f.outcomes(), Outcomes{"failed"});
  EXPECT_EQ(f.count("SELECT count(*) FROM posting_history WHERE outcome = 'failed'"), 1);
  EXPECT_EQ(f.decide([&](Decisions& decisions) { return decisions.next(item).state; }),
            PostState::planned);
}

TEST(PostRunner, ARefusedPostIsNotTriedAgainBeforeItsTime) {
  PostingFixture f;
  f.plan(f.add_item("a.jpg"));
  f.messenger.answers = {bot::Refused{"Bad Request: wrong file"}};
  f.run();
  f.run();
  EXPECT_EQ(f.messenger.sent.size(), 1u);
}

TEST(PostRunner, ARemovedBotMakesTheChatUnreachableAndOtherChatsGoOn) {
  PostingFixture f;
  const ChatKey other = f.add_active_chat(-1002, "other");
  const PostId here = f.plan(f.add_item("a.jpg"));
  const PostId there = f.plan_in(other, f.add_item_to(other, "b.jpg"), minutes{0});
  f.messenger.answers = {bot::Unreachable{"Forbidden: bot was kicked from the group chat"}};
  f.run({.jobs = 1});
  EXPECT_EQ(f.text("SELECT state FROM chats WHERE telegram_id = -1001"), "unreachable");
  EXPECT_EQ(f.state(here), PostState::planned);
  EXPECT_EQ(f.state(there), PostState::awaiting);
  const auto sent = f.messenger.sent.size();
  f.run();
  EXPECT_EQ(f.messenger.sent.size(), sent) << "nothing is claimed in an unreachable chat";
}

TEST(PostRunner, AGroupThatBecameASupergroupIsFollowedAndTheCardSentThere) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.messenger.answers = {bot::Migrated{TelegramChatId{-100777}}};
  f.run();
  ASSERT_EQ(f.messenger.sent.size(), 2u);
  EXPECT_EQ(f.messenger.sent[1].chat, TelegramChatId{-100777});
  EXPECT_EQ(f.state(id), PostState::awaiting);
  EXPECT_EQ(f.count("SELECT telegram_id FROM chats"), -100777);
}

TEST(PostRunner, CardsThatStayedInTheFormerGroupComeAgainWhoeverLearnsOfTheSupergroupFirst) {
  PostingFixture f;
  const PostId waiting = f.plan(f.add_item("a.jpg"));
  f.run();
  f.plan(f.add_item("b.jpg"));
  f.messenger.answers = {bot::Migrated{TelegramChatId{-100777}}};
  f.run();
  f.run();
  EXPECT_EQ(f.state(waiting), PostState::awaiting);
  ASSERT_EQ(f.messenger.sent.size(), 4u);
  EXPECT_EQ(f.messenger.sent[3].chat, TelegramChatId{-100777});
  EXPECT_EQ(f.messenger.sent[3].file_name, "a.jpg");
}

TEST(PostRunner, ASupergroupThatIsAnotherChatGetsNoCardOfTheFormerGroup) {
  PostingFixture f;
  f.add_active_chat(-100777, "somebody else's");
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.messenger.answers = {bot::Migrated{TelegramChatId{-100777}}};
  f.run();
  EXPECT_EQ(f.messenger.sent.size(), 1u);
  EXPECT_EQ(f.state(id), PostState::planned);
  EXPECT_EQ(f.count("SELECT count(*) FROM chats WHERE state = 'unreachable'"), 1);
}

TEST(PostRunner, APausedChatSendsNothingUntilItIsResumed) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    SettingsService(unit.chat(f.chat)).pause(unit.now() + minutes{10}, std::nullopt);
  });
  f.run();
  EXPECT_EQ(f.state(id), PostState::planned);
  f.t.clock.advance(minutes{10});
  f.run();
  EXPECT_EQ(f.state(id), PostState::awaiting);
  EXPECT_EQ(f.text("SELECT value FROM chat_settings WHERE key = 'is_paused'"), "false");
}

TEST(PostRunner, ACardNobodyAnswersExpiresAndFreesItsItem) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.run();
  f.t.clock.advance(hours{24});
  f.run();
  EXPECT_EQ(f.state(id), PostState::missed);
  EXPECT_EQ(f.outcomes(), Outcomes{"expired"});
  ASSERT_EQ(f.messenger.edited.size(), 1u) << "the card says so";
  EXPECT_EQ(f.messenger.edited[0].second.keyboard.at(0).at(0).callback_data,
            callback_data("retry", id));
}

TEST(PostRunner, OfOverduePostsTheMostRecentIsSentAndTheOthersAreMissed) {
  PostingFixture f;
  const PostId old = f.plan(f.add_item("a.jpg"), minutes{-60});
  const PostId recent = f.plan(f.add_item("b.jpg"), minutes{-30});
  f.run();
  EXPECT_EQ(f.state(old), PostState::missed);
  EXPECT_EQ(f.state(recent), PostState::awaiting);
}

TEST(PostRunner, ADeadClaimIsTakenAgain) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE posts SET state = 'claimed', lease_owner = 'x', lease_until = $2, attempt = 1 "
        "WHERE id = $1",
        {id, unit.now() - minutes{1}});
  });
  f.run();
  EXPECT_EQ(f.state(id), PostState::awaiting);
  EXPECT_EQ(f.post(id).attempt, 2);
  EXPECT_EQ(f.messenger.sent.size(), 1u);
}

TEST(PostRunner, ADeadSendIsADoubtAndNotSentAgain) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE posts SET state = 'sending', lease_owner = 'x', lease_until = $2, attempt = 1 "
        "WHERE id = $1",
        {id, unit.now() - minutes{1}});
  });
  f.run();
  EXPECT_EQ(f.state(id), PostState::unknown);
  for (const auto& message : f.messenger.sent) EXPECT_EQ(message.media, bot::MediaKind::none);
}

TEST(PostRunner, ALivingWorkersPostIsLeftToIt) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE posts SET state = 'sending', lease_owner = $3, lease_until = $2, attempt = 1 "
        "WHERE id = $1",
        {id, unit.now() + minutes{5}, lease_owner_of_this_process()});
  });
  f.run();
  EXPECT_EQ(f.state(id), PostState::sending);
}

TEST(PostRunner, AWorkerThatSleptPastItsLeaseCannotOverwriteItsSuccessor) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  // While the send is under way another worker declares this one dead and a person settles it.
  f.messenger.on_send = [&] {
    f.messenger.on_send = {};
    f.t.clock.advance(k_lease);
    f.t.store.bookkeep([&](Bookkeeping& unit) {
      unit.db().execute(
          "UPDATE posts SET state = 'posted', lease_owner = NULL, lease_until = NULL, wake_at = "
          "NULL WHERE id = $1",
          {id});
    });
  };
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
  EXPECT_TRUE(f.report().handled().empty());
}

TEST(PostRunner, AnItemThatIsGoneIsReplacedByTheNextChoice) {
  PostingFixture f;
  const MediaId first = f.add_item("memes/a.jpg");
  const MediaId second = f.add_item("memes/b.jpg");
  const PostId id = f.plan(first);
  f.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute("UPDATE media_items SET active = 0 WHERE id = $1", {first});
  });
  f.run();
  EXPECT_EQ(f.post(id).media, second);
  EXPECT_EQ(f.state(id), PostState::awaiting);
  EXPECT_EQ(f.count("SELECT count(*) FROM audit_log WHERE action = 'replaced'"), 1);
}

TEST(PostRunner, WithNothingLeftThePostIsMissedAndTheChatIsTold) {
  PostingFixture f;
  const MediaId only = f.add_item("memes/a.jpg");
  const PostId id = f.plan(only);
  f.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute("UPDATE media_items SET active = 0 WHERE id = $1", {only});
  });
  f.run();
  EXPECT_EQ(f.state(id), PostState::missed);
  ASSERT_EQ(f.messenger.sent.size(), 1u);
  EXPECT_NE(f.messenger.sent[0].html.find("nothing is left to post"), std::string::npos);
}

TEST(PostRunner, ALockedContentIsNotSent) {
  PostingFixture f;
  const MediaId locked = f.add_item("memes/a.jpg", "same");
  const PostId id = f.plan(locked);
  f.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(f.chat);
    media::LockRepository(scope).lock(f.post(id).content, media::LockKind::reject, k_forever, {});
  });
  f.run();
  EXPECT_EQ(f.state(id), PostState::missed);
  for (const auto& message : f.messenger.sent) EXPECT_EQ(message.media, bot::MediaKind::none);
}

TEST(PostRunner, InDryRunAnAutomaticPostEndsWithoutLockOrCounter) {
  PostingFixture f;
  f.set("require_approval", "false");
  f.set("enable_instagram_api", "true");
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.run();
  EXPECT_EQ(f.state(id), PostState::dry_run);
  EXPECT_TRUE(f.messenger.sent.empty());
  EXPECT_EQ(f.count("SELECT count(*) FROM content_locks"), 0);
  EXPECT_EQ(f.count("SELECT sum(times_posted) FROM media_items"), 0);
}

TEST(PostRunner, InDryRunTheCardIsMarked) {
  PostingFixture f;
  f.plan(f.add_item("a.jpg"));
  f.run();
  EXPECT_NE(f.messenger.sent.at(0).html.find("DRY RUN"), std::string::npos);
}

TEST(PostRunner, AFailureInOneChatNeverStopsAnother) {
  PostingFixture f;
  const ChatKey other = f.add_active_chat(-1002, "other");
  f.plan(f.add_item("a.jpg"));
  const PostId there = f.plan_in(other, f.add_item_to(other, "b.jpg"), minutes{0});
  f.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE chat_settings SET value = 'Nowhere/Land' WHERE chat_id = $1 AND key = "
        "'posting_timezone'",
        {f.chat});
  });
  f.run({.jobs = 1});
  EXPECT_EQ(f.state(there), PostState::awaiting);
  ASSERT_EQ(f.report().problems().size(), 1u);
}

TEST(PostRunner, OnlyTheChosenChatIsWorkedOn) {
  PostingFixture f;
  const ChatKey other = f.add_active_chat(-1002, "other");
  const PostId here = f.plan(f.add_item("a.jpg"));
  const PostId there = f.plan_in(other, f.add_item_to(other, "b.jpg"), minutes{0});
  f.run({.chat = other});
  EXPECT_EQ(f.state(here), PostState::planned);
  EXPECT_EQ(f.state(there), PostState::awaiting);
}

TEST(PostRunner, ForeseeingChangesNothing) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  const auto audited = f.count("SELECT count(*) FROM audit_log");
  Worker worker(f.t.store, f.messenger, {}, {"worker:test", "test"}, "x", std::nullopt);
  foresee_posts(worker, {});
  ASSERT_EQ(worker.report.handled().size(), 1u);
  EXPECT_EQ(worker.report.handled()[0].outcome, "would_send");
  EXPECT_EQ(f.state(id), PostState::planned);
  EXPECT_EQ(f.count("SELECT count(*) FROM audit_log"), audited);
}

TEST(PostRunner, ManyChatsAtOnceEachGetTheirCardOnce) {
  PostingFixture f;
  std::vector<PostId> posts;
  for (int i = 0; i < 20; ++i) {
    const ChatKey chat = f.add_active_chat(-2000 - i, "chat " + std::to_string(i));
    posts.push_back(f.plan_in(chat, f.add_item_to(chat, "a.jpg"), minutes{0}));
  }
  f.run({.jobs = 8});
  EXPECT_EQ(f.messenger.sent.size(), 20u);
  for (const PostId id : posts) EXPECT_EQ(f.state(id), PostState::awaiting);
}

}  // namespace
}  // namespace igbot::post
