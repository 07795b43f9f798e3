// SPDX-License-Identifier: MIT
#include "core/post/insights_harvest.hpp"

#include "core/post/post_repository.hpp"
#include "core/post/story_insights.hpp"

namespace igbot::post {
namespace {

constexpr std::chrono::minutes k_again_after_refusal{30};

/// A story whose figures are due.
struct DueStory {
  Account account;
  std::string media_id;
  Timestamp posted_at;
  InsightPlan plan;
};

Timestamp posted_at(ChatScope scope, PostId id) {
  return scope.db()
      .execute(
          "SELECT max(at) FROM posting_history WHERE chat_id = $1 AND post_id = $2 AND outcome = "
          "'posted'",
          {scope.key(), id})
      .front()
      .timestamp(0);
}

std::optional<DueStory> due_story(ChatScope scope, PostId id) {
  const auto post = PostRepository(scope).find(id);
  if (!post || post->state != PostState::posted) return std::nullopt;
  if (!post->instagram_media_id || !post->prepared_account) return std::nullopt;
  const auto account = AccountRepository(scope).find(*post->prepared_account);
  const Timestamp at = posted_at(scope, id);
  const auto plan = plan_insights(at, InsightsRepository(scope).last_mark(id), scope.now());
  if (!account || account->state != AccountState::active || !account->credential) {
    return std::nullopt;
  }
  return DueStory{*account, *post->instagram_media_id, at, plan};
}

void look_again_at(Worker& worker, ChatKey chat, PostId id, const std::optional<Timestamp>& at) {
  worker.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE posts SET next_attempt_at = $3, wake_at = $3 WHERE chat_id = $1 AND id = $2 AND "
        "state = 'posted'",
        {chat, id, at});
  });
}

/// When the figures come next, if these were not to be had.
std::optional<Timestamp> after_refusal(const DueStory& story, const Refused& refused,
                                       Timestamp now) {
  const Timestamp again = now + refused.wait.value_or(k_again_after_refusal);
  const Timestamp end = story.posted_at + k_story_life;
  if (story.plan.next && *story.plan.next < again) return story.plan.next;
  return again < end ? std::optional(again) : std::nullopt;
}

/// The figures of a story, or why there are none.
post::Publisher::Answer<std::variant<StoryInsights, TooFewViewers>> ask(Worker& worker,
                                                                        ChatKey chat,
                                                                        const DueStory& story) {
  try {
    const PublishingAccount account = worker.store.read([&](UnitOfWork& unit) {
      return worker.publishing->open_account(unit.chat(chat), story.account);
    });
    return worker.publishing->publisher().insights(account, story.media_id);
  } catch (const sql::SqlError&) {
    throw;
  } catch (const Error& error) {
    // What is wrong with the installation is told where it keeps posts from going out.
    return Refused{.kind = Refusal::not_sent, .why = error.what()};
  }
}

}  // namespace

void harvest_insights(Worker& worker, ChatKey chat, PostId id) {
  if (!worker.publishing || worker.publish_run.is_down) return;
  const auto story =
      worker.store.read([&](UnitOfWork& unit) { return due_story(unit.chat(chat), id); });
  if (!story || !story->plan.mark) {
    return look_again_at(worker, chat, id, story ? story->plan.next : std::nullopt);
  }
  const auto answer = ask(worker, chat, *story);
  const Timestamp now = worker.store.clock().now();
  if (const auto* refused = std::get_if<Refused>(&answer)) {
    return look_again_at(worker, chat, id, after_refusal(*story, *refused, now));
  }
  TakenInsights taken{id, *story->plan.mark, now, std::nullopt};
  const auto& figures = std::get<std::variant<StoryInsights, TooFewViewers>>(answer);
  if (const auto* known = std::get_if<StoryInsights>(&figures)) taken.figures = *known;
  worker.store.write(worker.actor,
                     [&](UnitOfWork& unit) { InsightsRepository(unit.chat(chat)).put(taken); });
  look_again_at(worker, chat, id, story->plan.next);
}

}  // namespace igbot::post
