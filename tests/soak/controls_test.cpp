// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/soak/audit_control.hpp"

namespace igbot::test {
namespace {

TEST_F(AuditControl, ABlindRetryIsAStoryThatNoPostHasAndARepost) {
  world.instagram().loses_next_answer = true;
  run_until([&] { return !world.instagram().loses_next_answer; });
  const StoryRecord first = world.records().stories.back();
  std::int64_t id = 0;
  for (const auto& [post, row] : ledger().posts) {
    if (row.container == first.container) id = post;
  }
  // As a worker would that repeats what it got no answer to.
  world.store().write({"worker:careless", "careless"}, [&](UnitOfWork& unit) {
    const auto chat =
        unit.db().execute("SELECT chat_id FROM posts WHERE id = $1", {id}).front().id<ChatKey>(0);
    unit.db().execute(
        "UPDATE posts SET state = 'approved', stage = NULL, prepared_id = NULL, publish_lost_at = "
        "NULL, next_attempt_at = NULL, approved_at = $2, wake_at = $2 WHERE id = $1",
        {id, unit.now()});
    unit.chat(chat).audit({.entity = "post",
                           .entity_id = std::to_string(id),
                           .action = "retry",
                           .before = "unknown",
                           .after = "approved"});
  });
  run_until([&] {
    return world.records().stories.back().picture == first.picture &&
           world.records().stories.back().media_id != first.media_id;
  });
  const StoryRecord second = world.records().stories.back();
  const ChatRecord& chat = *chat_of(world.records(), ledger().posts.at(id).chat);
  world.come_to_rest();
  expect_found(
      "a blind retry",
      {"stories: " + first.media_id + " (" + first.picture + "): 0 posts have it",
       "reposts: " + second.media_id + " (" + first.picture + "): it was " + first.media_id +
           " less than " + std::to_string(chat.repost_days) + " days ago"});
}

TEST_F(AuditControl, AStoryMissingFromTheHistoryIsFoundByAllThatFollowsFromIt) {
  const LedgerPost post = published();
  const std::string id = std::to_string(post.id);
  change("DELETE FROM posting_history WHERE post_id = $1", {post.id});
  const Ledger now = ledger();
  const auto left = std::count_if(now.ends.begin(), now.ends.end(), [&](const LedgerEnd& end) {
    return end.chat == post.chat && end.outcome == "posted" && end.is_current;
  });
  Wrongs expected{"stories: " + post.media_id + " (" + post.picture + "): the history of post " +
                      id + " does not have it once",
                  "ends: post " + id + ": the history has other ends",
                  "locks: recent_post of " + post.picture + ": nothing in the history asks for it"};
  if (now.times_posted.at(post.chat) != left) {
    expected.push_back("locks: chat " + id_text(post.chat) + ": its items count " +
                       std::to_string(now.times_posted.at(post.chat)) + " postings, the history " +
                       std::to_string(left));
  }
  expect_found("a lost story", expected);
}

TEST_F(AuditControl, StoriesSwappedBetweenChatsAreFoundAtBoth) {
  const LedgerPost one = published();
  const LedgerPost other = published(one.chat);
  for (const auto& [post, media] : {std::pair(one.id, other.media_id), {other.id, one.media_id}}) {
    change("UPDATE posts SET instagram_media_id = $2 WHERE id = $1", {post, media});
  }
  const auto complaint = [](const LedgerPost& owner, const LedgerPost& now) {
    return "stories: " + owner.media_id + " (" + owner.picture + "): post " +
           std::to_string(now.id) + " is of another chat";
  };
  expect_found("two chats swapped", {complaint(one, other), complaint(other, one)});
}

TEST_F(AuditControl, AForgottenPressIsFound) {
  const Ledger now = ledger();
  const auto step = std::find_if(now.steps.begin(), now.steps.end(), [](const LedgerStep& each) {
    return each.action == "approve" && each.actor.starts_with("telegram:");
  });
  ASSERT_NE(step, now.steps.end());
  const std::string id = std::to_string(step->post);
  change(
      "DELETE FROM audit_log WHERE entity = 'post' AND entity_id = $1 AND action = 'approve' AND "
      "actor = $2",
      {id, step->actor});
  expect_found("a forgotten press",
               {"presses: approve of post " + id + " by " + step->actor + ": forgotten",
                "ends: post " + id + ": nothing tells how it became approved"});
}

TEST_F(AuditControl, ACopyThatStaysOnItsHostIsFound) {
  world.host().keeps_next_copy = true;
  run_until([&] { return !world.host().keeps_next_copy; });
  world.come_to_rest();
  const auto& copies = world.records().copies;
  const auto kept = std::find_if(copies.begin(), copies.end(),
                                 [](const CopyRecord& copy) { return !copy.released; });
  ASSERT_NE(kept, copies.end());
  expect_found("a copy that stays", {"copies: " + kept->key + ": still on its host"});
}

}  // namespace
}  // namespace igbot::test
