// SPDX-License-Identifier: MIT
#include "core/post/decisions.hpp"

#include <gtest/gtest.h>

#include "core/media/lock_repository.hpp"
#include "core/post/posting_history.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot::post {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using test::PostingFixture;

std::vector<media::Lock> locks_of(PostingFixture& f, PostId id) {
  const ContentId content = f.post(id).content;
  return f.t.store.read(
      [&](UnitOfWork& unit) { return media::LockRepository(unit.chat(f.chat)).locks_of(content); });
}

/// A post whose card was sent.
PostId awaiting_post(PostingFixture& f, const std::string& path = "a.jpg") {
  const PostId id = f.plan(f.add_item(path));
  f.run();
  return id;
}

TEST(Decisions, DoneCountsThePostingAndLocksTheContent) {
  PostingFixture f;
  const PostId id = awaiting_post(f);
  f.decide([&](Decisions& decisions) { return decisions.done(id, {}); });
  EXPECT_EQ(f.state(id), PostState::posted);
  EXPECT_EQ(f.count("SELECT times_posted FROM media_items"), 1);
  EXPECT_EQ(f.text("SELECT method FROM posting_history"), "manual");
  const auto locks = locks_of(f, id);
  ASSERT_EQ(locks.size(), 1u);
  EXPECT_EQ(locks[0].kind, media::LockKind::recent_post);
  EXPECT_EQ(locks[0].until, f.t.clock.now() + days{30});
}

TEST(Decisions, TheHistoryTellsWhatBecameOfPostsTheNewestFirst) {
  PostingFixture f;
  const PostId first = awaiting_post(f, "a.jpg");
  f.decide([&](Decisions& decisions) { return decisions.done(first, {}); });
  const PostId second = awaiting_post(f, "b.jpg");
  f.decide([&](Decisions& decisions) { return decisions.skip(second, "too dark"); });
  const auto entries = f.t.store.read(
      [&](UnitOfWork& unit) { return PostingHistory(unit.chat(f.chat)).newest(10); });
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].outcome, "skipped");
  EXPECT_EQ(entries[0].reason, "too dark");
  EXPECT_EQ(entries[1].outcome, "posted");
  EXPECT_EQ(entries[1].path, "a.jpg");
}

TEST(Decisions, SkipLocksForTheSkipTime) {
  PostingFixture f;
  const PostId id = awaiting_post(f);
  f.decide([&](Decisions& decisions) { return decisions.skip(id, {}); });
  ASSERT_EQ(locks_of(f, id).size(), 1u);
  EXPECT_EQ(locks_of(f, id)[0].until, f.t.clock.now() + days{45});
}

TEST(Decisions, ARejectIsPermanentAndASkipDoesNotHideIt) {
  PostingFixture f;
  const PostId id = awaiting_post(f);
  f.decide([&](Decisions& decisions) { return decisions.reject(id, {}); });
  const ContentId content = f.post(id).content;
  f.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    media::LockRepository(unit.chat(f.chat))
        .lock(content, media::LockKind::skip, unit.now() + days{1}, {});
  });
  f.t.clock.advance(days{36500});
  ASSERT_EQ(locks_of(f, id).size(), 1u);
  EXPECT_EQ(locks_of(f, id)[0].kind, media::LockKind::reject);
}

TEST(Decisions, TheSecondOfTwoPeopleIsToldWhoWasFirst) {
  PostingFixture f;
  const PostId id = awaiting_post(f);
  f.decide([&](Decisions& decisions) { return decisions.done(id, {}); });
  try {
    f.decide([&](Decisions& decisions) { return decisions.skip(id, {}); });
    FAIL() << "expected a conflict";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::conflict);
    EXPECT_NE(std::string(error.what()).find("posted"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("anna"), std::string::npos);
  }
  EXPECT_EQ(f.count("SELECT count(*) FROM posting_history"), 1);
}

TEST(Decisions, AfterADecisionTheCardShowsWhoDecidedAndHasNoDeadButtons) {
  PostingFixture f;
  const PostId id = awaiting_post(f);
  f.decide([&](Decisions& decisions) { return decisions.skip(id, {}); });
  f.run();
  ASSERT_EQ(f.messenger.edited.size(), 1u);
  EXPECT_NE(f.messenger.edited[0].second.html.find("Skipped by anna"), std::string::npos);
  EXPECT_TRUE(f.messenger.edited[0].second.keyboard.empty());
  EXPECT_EQ(f.count("SELECT has_open_buttons FROM bot_messages"), 0);
}

TEST(Decisions, ApprovingIsRefusedWhileTheApiIsOff) {
  PostingFixture f;
  const PostId id = awaiting_post(f);
  EXPECT_THROW(f.decide([&](Decisions& decisions) { return decisions.approve(id, {}); }), Error);
  EXPECT_EQ(f.state(id), PostState::awaiting);
}

TEST(Decisions, SwitchingTheApiRedrawsTheCardsThatAwaitADecision) {
  PostingFixture f;
  awaiting_post(f);
  f.set("enable_instagram_api", "true");
  f.run();
  ASSERT_EQ(f.messenger.edited.size(), 1u);
  EXPECT_EQ(f.messenger.edited[0].second.keyboard.at(0).at(0).text, "🚀 Auto post");
  f.set("posts_per_day", "5");
  f.run();
  EXPECT_EQ(f.messenger.edited.size(), 1u) << "nothing on the card changed";
}

TEST(Decisions, AnApprovedPostEndsAsDryRunWithTheNextRun) {
  PostingFixture f;
  f.set("enable_instagram_api", "true");
  const PostId id = awaiting_post(f);
  f.decide([&](Decisions& decisions) { return decisions.approve(id, {}); });
  f.run();
  EXPECT_EQ(f.state(id), PostState::dry_run);
  EXPECT_TRUE(locks_of(f, id).empty());
}

TEST(Decisions, SwitchingTheApiOffReturnsApprovedPostsToTheirPeople) {
  PostingFixture f;
  f.set("enable_instagram_api", "true");
  f.set("dry_run_mode", "false");
  const PostId id = awaiting_post(f);
  f.decide([&](Decisions& decisions) { return decisions.approve(id, {}); });
  f.run();
  EXPECT_EQ(f.state(id), PostState::approved) << "waits: no account";
  EXPECT_EQ(f.report().problems().size(), 1u);
  f.run();
  EXPECT_TRUE(f.report().problems().empty()) << "told once";
  f.set("enable_instagram_api", "false");
  f.run();
  EXPECT_EQ(f.state(id), PostState::awaiting);
}

TEST(Decisions, AnApprovedPostThatIsTooLateAsksAgain) {
  PostingFixture f;
  f.set("enable_instagram_api", "true");
  f.set("dry_run_mode", "false");
  const PostId id = awaiting_post(f);
  f.decide([&](Decisions& decisions) { return decisions.approve(id, {}); });
  f.t.clock.advance(minutes{121});
  f.run();
  EXPECT_EQ(f.state(id), PostState::awaiting);
}

TEST(Decisions, WithdrawBringsTheCardBack) {
  PostingFixture f;
  f.set("enable_instagram_api", "true");
  const PostId id = awaiting_post(f);
  f.decide([&](Decisions& decisions) { return decisions.approve(id, {}); });
  f.decide([&](Decisions& decisions) { return decisions.withdraw(id, {}); });
  EXPECT_EQ(f.state(id), PostState::awaiting);
  EXPECT_FALSE(f.post(id).approved);
}

TEST(Decisions, WithdrawingAnApprovalWithoutACardPlansThePostAgain) {
  PostingFixture f;
  f.set("enable_instagram_api", "true");
  const PostId id = f.plan(f.add_item("a.jpg"), hours{1});
  f.decide([&](Decisions& decisions) { return decisions.approve(id, {}); });
  f.decide([&](Decisions& decisions) { return decisions.withdraw(id, {}); });
  EXPECT_EQ(f.state(id), PostState::planned);
  f.t.clock.advance(hours{1});
  f.run();
  EXPECT_EQ(f.state(id), PostState::awaiting) << "its card was sent";
}

TEST(Decisions, AMovedPostGoesOutAtItsNewTimeAndIsPinned) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"), minutes{30});
  f.decide(
      [&](Decisions& decisions) { return decisions.move(id, f.t.clock.now() + hours{3}, {}); });
  EXPECT_TRUE(f.post(id).pinned);
  f.t.clock.advance(minutes{30});
  f.run();
  EXPECT_EQ(f.state(id), PostState::planned);
  f.t.clock.advance(minutes{150});
  f.run();
  EXPECT_EQ(f.state(id), PostState::awaiting);
}

TEST(Decisions, ARetryIsRefusedWhenTheContentWasPostedSince) {
  PostingFixture f;
  const MediaId item = f.add_item("a.jpg", "same");
  const MediaId copy = f.add_item("copy.jpg", "same");
  const PostId id = f.plan(item);
  f.decide([&](Decisions& decisions) { return decisions.cancel(id, {}); });
  const PostId other = f.plan(copy);
  f.run();
  f.decide([&](Decisions& decisions) { return decisions.done(other, {}); });
  try {
    f.decide([&](Decisions& decisions) { return decisions.retry(id, {}); });
    FAIL() << "expected a conflict";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::conflict);
  }
}

TEST(Decisions, ARetriedPostGoesOutAtOnce) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.decide([&](Decisions& decisions) { return decisions.cancel(id, {}); });
  f.t.clock.advance(hours{5});
  f.decide([&](Decisions& decisions) { return decisions.retry(id, {}); });
  f.run();
  EXPECT_EQ(f.state(id), PostState::awaiting);
}

TEST(Decisions, ADoubtfulCardThatArrivedAwaitsADecision) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.messenger.answers = {bot::Uncertain{"lost"}};
  f.run();
  f.decide([&](Decisions& decisions) {
    return decisions.resolve(id, Decisions::Finding::delivered, {}, {});
  });
  EXPECT_EQ(f.state(id), PostState::awaiting);
  EXPECT_EQ(f.post(id).expires_at, f.t.clock.now() + hours{24});
}

TEST(Decisions, ADoubtfulCardThatDidNotArriveIsSentAnew) {
  PostingFixture f;
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.messenger.answers = {bot::Uncertain{"lost"}};
  f.run();
  f.decide([&](Decisions& decisions) {
    return decisions.resolve(id, Decisions::Finding::not_delivered, {}, {});
  });
  f.run();
  EXPECT_EQ(f.state(id), PostState::awaiting);
}

TEST(Decisions, NextTakesTheEarliestPlannedPost) {
  PostingFixture f;
  f.plan(f.add_item("b.jpg"), hours{2});
  const PostId early = f.plan(f.add_item("a.jpg"), hours{1});
  const Post next = f.decide([&](Decisions& decisions) { return decisions.next(std::nullopt); });
  EXPECT_EQ(next.id, early);
  EXPECT_EQ(next.due_at, f.t.clock.now());
}

TEST(Decisions, NextWithNothingPlannedMakesAFreshChoice) {
  PostingFixture f;
  const MediaId item = f.add_item("a.jpg");
  const Post next = f.decide([&](Decisions& decisions) { return decisions.next(std::nullopt); });
  EXPECT_EQ(next.media, item);
  EXPECT_FALSE(next.slot_day);
}

TEST(Decisions, NextWithNothingLeftSaysSo) {
  PostingFixture f;
  try {
    f.decide([&](Decisions& decisions) { return decisions.next(std::nullopt); });
    FAIL() << "expected an error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
  }
}

TEST(Decisions, APostOfAnotherChatDoesNotExistHere) {
  PostingFixture f;
  const ChatKey other = f.add_active_chat(-1002, "other");
  const PostId theirs = f.plan_in(other, f.add_item_to(other, "a.jpg"), minutes{0});
  try {
    f.decide([&](Decisions& decisions) { return decisions.cancel(theirs, {}); });
    FAIL() << "expected an error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
  }
  EXPECT_EQ(f.state(theirs), PostState::planned);
}

TEST(Decisions, EveryStepOfTheTimelineIsAudited) {
  PostingFixture f;
  const PostId id = awaiting_post(f);
  f.decide([&](Decisions& decisions) { return decisions.done(id, "live since noon"); });
  const auto timeline = f.t.store.read([&](UnitOfWork& unit) {
    return unit.chat(f.chat).audited("post", std::to_string(number(id)));
  });
  std::vector<std::string> actions;
  actions.reserve(timeline.size());
  for (const auto& record : timeline) actions.push_back(record.entry.action);
  EXPECT_EQ(actions, (std::vector<std::string>{"claim", "begin to send", "card sent", "done"}));
  EXPECT_EQ(timeline.back().actor.id, "cli:anna");
  EXPECT_EQ(timeline.back().entry.reason, "live since noon");
}

/// Every pair of verb and state: what the table allows works, everything else is refused.
TEST(Decisions, EveryVerbIsRefusedOutsideTheTable) {
  using Act = std::function<Post(Decisions&, PostId)>;
  const std::vector<std::pair<Verb, Act>> verbs{
      {Verb::approve, [](Decisions& d, PostId id) { return d.approve(id, {}); }},
      {Verb::done, [](Decisions& d, PostId id) { return d.done(id, {}); }},
      {Verb::skip, [](Decisions& d, PostId id) { return d.skip(id, {}); }},
      {Verb::reject, [](Decisions& d, PostId id) { return d.reject(id, {}); }},
      {Verb::cancel, [](Decisions& d, PostId id) { return d.cancel(id, {}); }},
      {Verb::retry, [](Decisions& d, PostId id) { return d.retry(id, {}); }},
  };
  for (const std::string& name : post_state_names()) {
    const PostState from = *parse_post_state(name);
    for (const auto& entry : verbs) {
      const Verb verb = entry.first;
      const Act& act = entry.second;
      PostingFixture f;
      f.set("enable_instagram_api", "true");
      const PostId id = f.plan(f.add_item("a.jpg"));
      f.t.store.bookkeep([&](Bookkeeping& unit) {
        unit.db().execute(
            "UPDATE posts SET state = $2, stage = $3 WHERE id = $1",
            {id, name, from == PostState::unknown ? sql::Value("publish") : sql::Value()});
      });
      const bool allowed = target(verb, from).has_value();
      try {
        const Post after = f.decide([&](Decisions& decisions) { return act(decisions, id); });
        EXPECT_TRUE(allowed) << to_string(verb) << " from " << name;
        EXPECT_EQ(after.state, target(verb, from));
      } catch (const Error& error) {
        EXPECT_FALSE(allowed) << to_string(verb) << " from " << name << ": " << error.what();
        EXPECT_EQ(error.kind(), ErrorKind::conflict);
        EXPECT_EQ(f.state(id), from);
      }
    }
  }
}

}  // namespace
}  // namespace igbot::post
