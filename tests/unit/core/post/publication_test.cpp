// SPDX-License-Identifier: MIT
#include "core/post/publication.hpp"

#include <gtest/gtest.h>

#include "core/post/outbox.hpp"
#include "tests/support/publishing_fixture.hpp"

namespace igbot::post {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::PublishingFixture;
using Outcomes = std::vector<std::string>;

const Refused k_answer_lost{.kind = Refusal::uncertain, .why = "the answer was lost"};

Refused refused(Refusal kind, const std::string& why = "refused") {
  return {.kind = kind, .why = why};
}

TEST(Publication, AnApprovedPostIsPublishedOnceWithAllItsEffects) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.run();
  f.run();
  EXPECT_EQ(f.publisher.publish_calls, std::vector<std::string>{"c1"});
  const Post post = f.post(id);
  EXPECT_EQ(post.state, PostState::posted);
  EXPECT_EQ(post.instagram_media_id, "m1");
  EXPECT_EQ(post.permalink, "https://www.instagram.com/stories/team/m1");
  EXPECT_FALSE(post.lease_owner);
  EXPECT_EQ(f.publisher.drafts.at(0).url, "https://cdn.example/" + id_text(id));
  EXPECT_EQ(f.staged, 1);
  EXPECT_EQ(f.released, 1);
  EXPECT_EQ(f.count("SELECT times_posted FROM media_items"), 1);
  EXPECT_EQ(f.count("SELECT count(*) FROM content_locks WHERE kind = 'recent_post'"), 1);
  EXPECT_EQ(f.text("SELECT method || ' ' || account_username || ' ' || instagram_media_id || ' ' "
                   "|| permalink FROM posting_history"),
            "instagram_api team m1 https://www.instagram.com/stories/team/m1");
}

TEST(Publication, AnAutomaticPostGoesOutWithoutACardAndTheChatIsTold) {
  PublishingFixture f;
  f.set("require_approval", "false");
  const PostId id = f.plan(f.add_item("memes/dog.jpg"));
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
  EXPECT_EQ(f.outcomes(), Outcomes{"posted"});
  ASSERT_EQ(f.messenger.sent.size(), 1u);
  EXPECT_EQ(f.messenger.sent[0].media, bot::MediaKind::none);
  EXPECT_NE(f.messenger.sent[0].html.find("Posted to Instagram: memes/dog.jpg"), std::string::npos);
}

TEST(Publication, TheContainersIdIsStoredBeforeAnythingIsVisible) {
  PublishingFixture f;
  const PostId id = f.approved();
  std::string stored;
  f.publisher.on_publish = [&] {
    const Post post = f.post(id);
    stored = std::string(to_string(post.state)) + " " + post.prepared_id.value_or("");
  };
  f.run();
  EXPECT_EQ(stored, "publishing c1");
}

TEST(Publication, WhatIsNotReadyYetIsLeftForTheNextRun) {
  PublishingFixture f;
  const PostId id = f.approved();
  for (int i = 0; i < 40; ++i) {
    f.publisher.inspect_answers.push_back(ContainerStatus{ContainerState::in_progress, ""});
  }
  const Timestamp before = f.t.clock.now();
  f.run();
  EXPECT_EQ(f.state(id), PostState::prepared);
  EXPECT_LE(f.t.clock.now() - before, seconds{45});
  EXPECT_EQ(f.outcomes(), Outcomes{"deferred"});
  f.publisher.inspect_answers.clear();
  f.t.clock.advance(minutes{1});
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
  EXPECT_EQ(f.publisher.drafts.size(), 1u) << "the same container";
}

TEST(Publication, ALostAnswerIsUnknownAndNotRepeated) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.carries_out_refused = true;
  f.publisher.publish_answers = {k_answer_lost};
  f.run();
  EXPECT_EQ(f.state(id), PostState::unknown);
  EXPECT_EQ(f.post(id).stage, Stage::publish);
  ASSERT_EQ(f.messenger.sent.size(), 1u) << "one alert";
  EXPECT_EQ(f.messenger.sent[0].keyboard.at(0).at(0).text, "It is live");
  f.run();
  EXPECT_EQ(f.publisher.looks, 1) << "not before a minute has passed";
  f.t.clock.advance(seconds{60});
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
  EXPECT_EQ(f.publisher.publish_calls.size(), 1u);
  EXPECT_EQ(f.publisher.live.size(), 1u);
  EXPECT_EQ(f.count("SELECT count(*) FROM posting_history WHERE outcome = 'posted'"), 1);
}

TEST(Publication, WhatSurelyIsNotLiveIsPublishedOnceMore) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.publish_answers = {k_answer_lost};
  f.run();
  f.t.clock.advance(seconds{60});
  f.run();
  EXPECT_EQ(f.state(id), PostState::unknown) << "one look is not enough";
  f.t.clock.advance(seconds{29});
  f.run();
  EXPECT_EQ(f.publisher.publish_calls.size(), 1u);
  f.t.clock.advance(seconds{1});
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
  EXPECT_EQ(f.publisher.publish_calls, (std::vector<std::string>{"c1", "c1"}));
  EXPECT_TRUE(f.post(id).republished);
}

TEST(Publication, ASecondDoubtWaitsForAPerson) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.publish_answers = {k_answer_lost, k_answer_lost, k_answer_lost};
  f.run();
  for (int i = 0; i < 100; ++i) {
    f.t.clock.advance(minutes{5});
    f.run();
  }
  EXPECT_EQ(f.state(id), PostState::unknown);
  EXPECT_EQ(f.publisher.publish_calls.size(), 2u);
  f.decide([&](Decisions& decisions) {
    return decisions.resolve(id, Decisions::Finding::posted, "m9", std::nullopt);
  });
  EXPECT_EQ(f.post(id).instagram_media_id, "m9");
  EXPECT_EQ(f.text("SELECT instagram_media_id FROM posting_history"), "m9");
}

TEST(Publication, ARefusedRepetitionIsADoubtAndNoReasonForAnotherContainer) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.publish_answers = {k_answer_lost, refused(Refusal::container, "no such container")};
  for (int i = 0; i < 20; ++i) {
    f.run();
    f.t.clock.advance(minutes{1});
  }
  EXPECT_EQ(f.state(id), PostState::unknown);
  EXPECT_EQ(f.publisher.publish_calls, (std::vector<std::string>{"c1", "c1"}));
  EXPECT_EQ(f.publisher.drafts.size(), 1u);
}

TEST(Publication, AContainerThatIsGoneWhenItIsPublishedIsADoubt) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.publish_answers = {refused(Refusal::container, "no such container")};
  f.publisher.carries_out_refused = true;
  f.run();
  EXPECT_EQ(f.state(id), PostState::unknown);
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
  EXPECT_EQ(f.publisher.live.size(), 1u);
}

TEST(Publication, WhatStopsARepetitionIsRememberedForTheOthers) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.publish_answers = {k_answer_lost, refused(Refusal::permission, "no permission (10)")};
  f.run();
  f.t.clock.advance(seconds{60});
  f.run();
  f.t.clock.advance(seconds{30});
  f.run();
  EXPECT_EQ(f.state(id), PostState::unknown);
  EXPECT_EQ(f.text("SELECT state FROM accounts"), "dead");
}

TEST(Publication, WhatKeepsBeingHeldUpIsTriedMoreRarely) {
  PublishingFixture f;
  f.set("overdue_max_minutes", "600");
  f.staging_error = Error(ErrorKind::temporary, "the address shows another file");
  const PostId id = f.approved();
  f.t.clock.advance(minutes{40});
  f.run();
  f.t.clock.advance(minutes{9});
  const PostId other = f.approved("b.jpg");
  f.staging_error.reset();
  f.run();
  EXPECT_EQ(f.state(other), PostState::posted) << "the one at fault does not come first each time";
  EXPECT_EQ(f.state(id), PostState::preparing);
  f.t.clock.advance(minutes{1});
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
}

TEST(Publication, ARepetitionThatNeverLeftIsMadeLater) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.publish_answers = {k_answer_lost, refused(Refusal::not_sent, "no route")};
  for (int i = 0; i < 20; ++i) {
    f.run();
    f.t.clock.advance(minutes{1});
  }
  EXPECT_EQ(f.state(id), PostState::posted);
  EXPECT_EQ(f.publisher.live.size(), 1u);
}

TEST(Publication, AStoryThatMayBeTheLostOneLeavesItToAPerson) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.publish_answers = {k_answer_lost};
  f.run();
  f.publisher.live.push_back({"by hand", f.t.clock.now(), ""});
  for (int i = 0; i < 10; ++i) {
    f.t.clock.advance(minutes{1});
    f.run();
  }
  EXPECT_EQ(f.state(id), PostState::unknown);
  EXPECT_EQ(f.publisher.publish_calls.size(), 1u);
  EXPECT_NE(f.reason(id).find("may be this one"), std::string::npos) << f.reason(id);
}

TEST(Publication, NothingIsPublishedAgainWhilePausedOrTooLate) {
  for (const bool is_paused : {true, false}) {
    PublishingFixture f;
    const PostId id = f.approved();
    f.publisher.publish_answers = {k_answer_lost};
    f.run();
    if (is_paused) f.set("is_paused", "true");
    if (!is_paused) f.t.clock.advance(hours{3});
    for (int i = 0; i < 5; ++i) {
      f.t.clock.advance(minutes{is_paused ? 1 : 50});
      f.run();
    }
    EXPECT_EQ(f.state(id), PostState::unknown);
    EXPECT_EQ(f.publisher.publish_calls.size(), 1u);
  }
}

TEST(Publication, AContainerThatExpiredUnpublishedIsAFailureWithAnAlert) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.publish_answers = {k_answer_lost};
  f.run();
  f.publisher.containers["c1"] = ContainerState::expired;
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.state(id), PostState::failed);
  EXPECT_EQ(f.messenger.sent.size(), 2u) << "the doubt, and how it ended";
}

TEST(Publication, AWorkerThatDiedWhilePublishingLeavesADoubtNotARepetition) {
  PublishingFixture f;
  const PostId id = f.approved();
  struct Killed {};
  f.publisher.on_publish = [] { throw Killed{}; };
  EXPECT_THROW(f.run(), Killed);
  f.publisher.on_publish = nullptr;
  EXPECT_EQ(f.state(id), PostState::publishing);
  f.t.clock.advance(minutes{11});
  f.run();
  EXPECT_EQ(f.state(id), PostState::unknown);
  EXPECT_EQ(f.publisher.publish_calls.size(), 1u);
}

TEST(Publication, APostWhoseWorkerDiedBeforeIsGoneOnWith) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.t.store.write({"worker:x", "x"}, [&](UnitOfWork& unit) {
    unit.db().execute(
        "UPDATE posts SET state = 'preparing', lease_owner = 'other-host/1/1', lease_until = $1",
        {unit.now() + minutes{10}});
    unit.chat(f.chat).audit({.entity = "post", .entity_id = "1", .action = "test"});
  });
  f.run();
  EXPECT_EQ(f.state(id), PostState::preparing) << "its worker may live";
  f.t.clock.advance(minutes{11});
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
}

TEST(Publication, AWorkerStoppedPastItsLeaseDoesNotOverwriteItsSuccessor) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.on_publish = [&] {
    f.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
      unit.db().execute("UPDATE posts SET attempt = attempt + 1, lease_owner = 'successor'");
      unit.chat(f.chat).audit({.entity = "post", .entity_id = "1", .action = "test"});
    });
  };
  f.run();
  EXPECT_EQ(f.state(id), PostState::publishing);
  EXPECT_EQ(f.post(id).lease_owner, "successor");
  EXPECT_EQ(f.outcomes(), Outcomes{});
}

TEST(Publication, WhatNeverReachedInstagramCostsNothingAndStopsTheRun) {
  PublishingFixture f;
  const PostId first = f.approved("a.jpg");
  const PostId second = f.approved("b.jpg");
  f.publisher.prepare_answers = {refused(Refusal::not_sent, "no route to host")};
  f.run();
  EXPECT_EQ(f.publisher.drafts.size(), 1u);
  EXPECT_EQ(f.post(first).failures, 0);
  EXPECT_EQ(f.state(second), PostState::approved);
  ASSERT_EQ(f.report().problems().size(), 1u);
  EXPECT_EQ(f.report().problems()[0].kind, ErrorKind::temporary);
  f.t.clock.advance(minutes{1});
  f.run();
  EXPECT_EQ(f.state(first), PostState::posted);
  EXPECT_EQ(f.state(second), PostState::posted);
}

TEST(Publication, APublishThatNeverLeftKeepsItsContainer) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.publish_answers = {refused(Refusal::not_sent)};
  f.run();
  EXPECT_EQ(f.state(id), PostState::prepared);
  f.t.clock.advance(minutes{1});
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
  EXPECT_EQ(f.publisher.drafts.size(), 1u);
}

TEST(Publication, ARateLimitIsRememberedForTheAccountAlone) {
  PublishingFixture f;
  const ChatKey other = f.add_active_chat(-1002, "other");
  f.add_account(other, "second");
  for (const auto& [key, value] :
       std::map<std::string, std::string>{{"active_account", "second"},
                                          {"enable_instagram_api", "true"},
                                          {"dry_run_mode", "false"},
                                          {"require_approval", "false"}}) {
    f.set_in(other, key, value);
  }
  const PostId limited = f.approved();
  f.publisher.prepare_answers = {
      Refused{.kind = Refusal::rate_limited, .why = "too many calls", .wait = minutes{20}}};
  f.run();
  EXPECT_EQ(f.post(limited).failures, 0);
  const PostId free = f.plan_in(other, f.add_item_to(other, "o.jpg"), minutes{0});
  f.t.clock.advance(minutes{19});
  f.run();
  EXPECT_EQ(f.state(free), PostState::posted);
  EXPECT_EQ(f.state(limited), PostState::preparing);
  EXPECT_EQ(f.publisher.drafts.size(), 2u) << "the limited account is left alone";
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.state(limited), PostState::posted);
}

TEST(Publication, AQuotaThatCannotBeReadHoldsNothingUp) {
  PublishingFixture f;
  const PostId first = f.approved("a.jpg");
  const PostId second = f.approved("b.jpg");
  f.publisher.quota_answers = {refused(Refusal::uncertain, "502")};
  f.run();
  EXPECT_EQ(f.state(first), PostState::posted);
  EXPECT_EQ(f.state(second), PostState::posted);
}

TEST(Publication, AUsedUpQuotaDefersWithOneAlert) {
  PublishingFixture f;
  f.publisher.quota_total = 1;
  f.set("overdue_max_minutes", "600");
  const PostId first = f.approved("a.jpg");
  const PostId second = f.approved("b.jpg");
  f.run();
  EXPECT_EQ(f.state(first), PostState::posted);
  EXPECT_EQ(f.state(second), PostState::prepared);
  EXPECT_EQ(f.messenger.sent.size(), 2u) << "what was posted, and the quota";
  f.t.clock.advance(minutes{61});
  f.run();
  EXPECT_EQ(f.messenger.sent.size(), 2u) << "told once";
  f.publisher.quota_total = 5;
  f.t.clock.advance(minutes{61});
  f.run();
  EXPECT_EQ(f.state(second), PostState::posted);
}

TEST(Publication, ADeadTokenStopsItsAccountWithOneAlertAndTheCommand) {
  PublishingFixture f;
  const PostId first = f.approved("a.jpg");
  const PostId second = f.approved("b.jpg");
  f.publisher.prepare_answers = {refused(Refusal::token, "the token has expired (190/463)")};
  f.run();
  EXPECT_EQ(f.publisher.drafts.size(), 1u);
  EXPECT_EQ(f.state(second), PostState::approved);
  EXPECT_EQ(f.text("SELECT state FROM accounts"), "dead");
  ASSERT_EQ(f.messenger.sent.size(), 1u);
  EXPECT_NE(f.messenger.sent[0].html.find("igbotctl account connect --chat -1001"),
            std::string::npos)
      << f.messenger.sent[0].html;
  f.t.clock.advance(minutes{1});
  f.run();
  EXPECT_EQ(f.messenger.sent.size(), 1u);
  f.t.clock.advance(hours{3});
  f.run();
  EXPECT_EQ(f.state(first), PostState::awaiting) << "too late: people are asked, with a card";
}

TEST(Publication, ATokenThatWasReplacedIsNotKilledByTheNewsOfTheOld) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.on_publish = [&] { f.token = "new"; };
  f.publisher.publish_answers = {refused(Refusal::token)};
  f.run();
  EXPECT_EQ(f.text("SELECT state FROM accounts"), "active");
  f.t.clock.advance(minutes{16});
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
}

TEST(Publication, AStoppedAccountLeavesItsLostPublishADoubt) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.carries_out_refused = true;
  f.publisher.publish_answers = {Refused{
      .kind = Refusal::uncertain, .why = "action blocked (4/2207051)", .stops_account = true}};
  f.run();
  EXPECT_EQ(f.state(id), PostState::unknown);
  EXPECT_EQ(f.text("SELECT state FROM accounts"), "dead");
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted) << "it was live all the same";
}

TEST(Publication, RefusalsOfThePostCountAndTheThirdFailsIt) {
  PublishingFixture f;
  const PostId id = f.approved();
  for (int i = 0; i < 3; ++i) {
    f.publisher.prepare_answers.push_back(refused(Refusal::fetch, "could not be fetched"));
  }
  f.run();
  f.run();
  EXPECT_EQ(f.publisher.drafts.size(), 1u) << "not before its next attempt";
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.state(id), PostState::preparing);
  f.t.clock.advance(minutes{7});
  f.run();
  EXPECT_EQ(f.state(id), PostState::failed);
  EXPECT_EQ(f.reason(id), "could not be fetched");
  EXPECT_FALSE(f.decide([&](Decisions& d) { return d.retry(id, std::nullopt); }).next_attempt_at);
}

TEST(Publication, WhatInstagramWillNeverTakeFailsAtOnce) {
  PublishingFixture f;
  const PostId refused_id = f.approved("a.jpg");
  f.publisher.prepare_answers = {refused(Refusal::input, "aspect ratio (36003/2207009)")};
  f.run();
  EXPECT_EQ(f.state(refused_id), PostState::failed);
  f.story_error = Error(ErrorKind::failed, "it lasts 75 s, a story at most 60 s", "cut it");
  const PostId unfit = f.approved("b.mp4");
  f.run();
  EXPECT_EQ(f.state(unfit), PostState::failed);
  EXPECT_EQ(f.reason(unfit), "it lasts 75 s, a story at most 60 s; cut it");
  EXPECT_EQ(f.publisher.drafts.size(), 1u) << "nothing was sent";
}

TEST(Publication, MissingStagingHoldsEverythingAndTellsWhoRunsItOnce) {
  PublishingFixture f;
  f.staging_error = Error(ErrorKind::config, "no staging is configured", "set staging.kind");
  const PostId first = f.approved("a.jpg");
  f.approved("b.jpg");
  f.run();
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.post(first).failures, 0);
  EXPECT_EQ(f.messenger.sent.size(), 1u) << "told the installation's own chat once";
  EXPECT_TRUE(f.report().problems().empty());
  f.staging_error.reset();
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.state(first), PostState::posted);
}

TEST(Publication, AKeyThatIsMissingHoldsPublishingAndCardsGoOn) {
  PublishingFixture f;
  f.token_error = Error(ErrorKind::config, "no configured key opens the token", "set key_file");
  const PostId approved = f.approved("a.jpg");
  const PostId planned = f.plan(f.add_item("b.jpg"));
  f.run();
  EXPECT_EQ(f.state(approved), PostState::preparing);
  EXPECT_EQ(f.state(planned), PostState::awaiting);
  ASSERT_EQ(f.report().problems().size(), 1u);
  EXPECT_EQ(f.staged, 0) << "nothing was lent";
  f.token_error.reset();
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.state(approved), PostState::posted);
}

TEST(Publication, AnotherAccountMeansAnotherContainer) {
  PublishingFixture f;
  f.add_account(f.chat, "second");
  const PostId id = f.approved();
  f.publisher.inspect_answers.push_back(ContainerStatus{ContainerState::in_progress, ""});
  f.publisher.publish_answers = {refused(Refusal::not_ready)};
  f.run();
  ASSERT_EQ(f.state(id), PostState::prepared);
  f.set("active_account", "second");
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.state(id), PostState::posted);
  EXPECT_EQ(f.publisher.publish_calls, (std::vector<std::string>{"c1", "c2"}));
  EXPECT_EQ(f.text("SELECT account_username FROM posting_history"), "second");
}

TEST(Publication, APauseIsReadAgainBeforeThePublish) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.quota_answers = {Quota{0, 100}};
  f.publisher.inspect_answers.push_back(ContainerStatus{ContainerState::in_progress, ""});
  f.publisher.publish_answers = {refused(Refusal::not_ready)};
  f.run();
  f.set("is_paused", "true");
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.state(id), PostState::prepared);
  EXPECT_EQ(f.publisher.publish_calls.size(), 1u);
}

TEST(Publication, SwitchingTheApiOffAsksPeopleAgain) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.publish_answers = {refused(Refusal::not_ready)};
  f.run();
  ASSERT_EQ(f.state(id), PostState::prepared);
  f.set("enable_instagram_api", "false");
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.state(id), PostState::awaiting) << "as a card";
  EXPECT_EQ(f.publisher.publish_calls.size(), 1u);
}

TEST(Publication, ADryRunPublishesNothing) {
  PublishingFixture f;
  f.set("dry_run_mode", "true");
  const PostId id = f.approved();
  f.run();
  EXPECT_EQ(f.state(id), PostState::dry_run);
  EXPECT_TRUE(f.publisher.drafts.empty());
  EXPECT_EQ(f.count("SELECT count(*) FROM content_locks"), 0);
}

TEST(Publication, AFileThatIsGoneFailsAnApprovedPostAndReplacesAnAutomaticOne) {
  PublishingFixture f;
  const PostId id = f.approved("a.jpg");
  f.gone["a.jpg"] = MediaGone{"a.jpg is gone"};
  f.run();
  EXPECT_EQ(f.state(id), PostState::failed);
  f.set("require_approval", "false");
  const PostId automatic = f.plan(f.add_item("memes/b.jpg"));
  f.add_item("memes/c.jpg");
  f.gone["memes/b.jpg"] = MediaGone{"b.jpg is gone"};
  f.run();
  EXPECT_EQ(f.state(automatic), PostState::posted);
  EXPECT_EQ(f.text("SELECT path FROM posting_history WHERE outcome = 'posted'"), "memes/c.jpg");
}

/// The file of that item was overwritten and synced.
void put_another_picture_into(PublishingFixture& f, const std::string& path) {
  const MediaId other = f.add_item("overwritten/" + path);
  f.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE media_items SET version = 'v2', content_id = (SELECT content_id FROM media_items "
        "WHERE id = $1) WHERE path = $2",
        {other, path});
  });
}

TEST(Publication, AnotherPictureInTheFileOfAnApprovedPostIsNotPublished) {
  PublishingFixture f;
  const PostId id = f.approved("a.jpg");
  put_another_picture_into(f, "a.jpg");
  f.run();
  EXPECT_EQ(f.state(id), PostState::failed);
  EXPECT_EQ(f.reason(id), "its file has other content now");
  EXPECT_TRUE(f.publisher.drafts.empty());
  ASSERT_FALSE(f.messenger.sent.empty());
  EXPECT_NE(f.messenger.sent.back().html.find("igbotctl post next sends another one"),
            std::string::npos)
      << f.messenger.sent.back().html;
}

TEST(Publication, APostingByHandOfWhatTheFileHeldBeforeIsNotCountedForItsNewPicture) {
  PublishingFixture f;
  f.set("enable_instagram_api", "false");
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.run();
  put_another_picture_into(f, "a.jpg");
  f.decide([&](Decisions& decisions) { return decisions.done(id, std::nullopt); });
  EXPECT_EQ(f.count("SELECT sum(times_posted) FROM media_items"), 0);
}

TEST(Publication, AnotherPictureInTheFileOfACardIsNotSentAsItsOriginal) {
  PublishingFixture f;
  f.set("enable_instagram_api", "false");
  const PostId id = f.plan(f.add_item("a.jpg"));
  f.run();
  put_another_picture_into(f, "a.jpg");
  f.t.store.bookkeep([&](Bookkeeping& unit) { Outbox(unit, f.chat).add_file(id); });
  f.run();
  EXPECT_EQ(f.messenger.sent.back().html, "📎 a.jpg cannot be sent: its file has other content now");
  EXPECT_EQ(f.messenger.sent.back().file, "");
}

TEST(Publication, AWithdrawnPostIsNotPublishedByTheWorkerThatPreparesIt) {
  PublishingFixture f;
  const PostId id = f.approved();
  f.publisher.inspect_answers.push_back(ContainerStatus{ContainerState::finished, ""});
  f.publisher.quota_answers = {Quota{0, 100}};
  f.publisher.publish_answers = {refused(Refusal::not_ready)};
  f.run();
  f.decide([&](Decisions& decisions) { return decisions.withdraw(id, std::nullopt); });
  f.set("require_approval", "true");
  EXPECT_EQ(f.state(id), PostState::planned);
  f.t.clock.advance(minutes{2});
  f.run();
  EXPECT_EQ(f.state(id), PostState::awaiting);
  EXPECT_EQ(f.publisher.publish_calls.size(), 1u);
}

}  // namespace
}  // namespace igbot::post
