// SPDX-License-Identifier: MIT
#include "core/post/setback.hpp"

#include <algorithm>

#include "core/post/account_tokens.hpp"
#include "core/post/outlet.hpp"
#include "core/post/publish_doubt.hpp"
#include "core/store/rate_limit_repository.hpp"

namespace igbot::post {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr minutes k_default_wait{15};

Timestamp now(Worker& worker) { return worker.store.clock().now(); }

/// The step by which a post of that state waits.
Verb waiting_verb(PostState state) {
  switch (state) {
    case PostState::preparing:
      return Verb::prepare_later;
    case PostState::prepared:
      return Verb::look_later;
    case PostState::publishing:
      return Verb::publish_not_done;
    case PostState::unknown:
      return Verb::look_again;
    default:
      throw Error(ErrorKind::bug,
                  "a post that is " + std::string(to_string(state)) + " is not on its way");
  }
}

void block_account(Worker& worker, const PublishingAccount& account, Timestamp until) {
  worker.store.bookkeep([&](Bookkeeping& unit) {
    RateLimitRepository(unit).block("instagram:" + account.instagram_id, until);
  });
}

/// Nothing of the account is published until a person has seen to it; other accounts go on. What
/// was said of a token that was replaced meanwhile says nothing of the new one.
void stop_account(Worker& worker, const Claimed& claimed, const PublishingAccount& account,
                  const std::string& why) {
  const auto problem = worker.store.write(worker.actor, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(claimed.chat.key);
    const auto found = AccountRepository(scope).find(account.id);
    if (!found || !found->credential) return std::optional<Problem>();
    const Secret present = worker.publishing->open_account(scope, *found).token;
    if (present.reveal() != account.token.reveal()) return std::optional<Problem>();
    return account_is_dead(unit, claimed.chat.key, account.id, why);
  });
  if (problem) worker.report.add(*problem);
}

void lose(Worker& worker, Claimed& claimed, const std::string& why) {
  const bool lost = advance(worker, claimed, Verb::publish_lost, why,
                            [&](ChatScope scope, Post& post) { lose_publish(post, scope.now()); });
  if (lost) report(worker, claimed, "unknown", why);
}

/// Whether a refused call did nothing, so that it may be made again.
bool did_nothing(Refusal kind) {
  return kind == Refusal::not_sent || kind == Refusal::rate_limited ||
         kind == Refusal::quota_used || kind == Refusal::not_ready;
}

/// The one repetition of a lost publish was refused: it is as doubtful as before. "No such
/// container" may mean that the lost call went through after all, so another one is never made.
void lose_again(Worker& worker, Claimed& claimed, const Refused& refused) {
  const bool lost =
      advance(worker, claimed, Verb::publish_lost, refused.why, [&](ChatScope scope, Post& post) {
        lose_publish(post, scope.now());
        if (did_nothing(refused.kind)) post.republished = false;
      });
  if (lost) report(worker, claimed, "unknown", refused.why);
}

/// When to try again what this post is not to blame for: soon at first, then rarer, so that one
/// post whose file or address is at fault does not keep the others of every run waiting.
Timestamp next_try(const Post& post, Timestamp now) {
  const milliseconds since = now - std::max(post.due_at, post.approved_at.value_or(post.due_at));
  return now + std::clamp<milliseconds>(since / 4, minutes{1}, k_default_wait);
}

/// What may have been carried out: of a publish that is a doubt, all else may be repeated.
void be_uncertain(Worker& worker, Claimed& claimed, const std::string& why) {
  if (claimed.post.state == PostState::publishing) return lose(worker, claimed, why);
  const bool in_doubt = claimed.post.state == PostState::unknown;
  const Timestamp until =
      in_doubt ? next_look(claimed.post, now(worker)) : next_try(claimed.post, now(worker));
  step_back(worker, claimed, why, until);
}

/// What concerns more than this post: the platform, or the account.
void remember(Worker& worker, const Claimed& claimed, const PublishingAccount& account,
              const Refused& refused) {
  switch (refused.kind) {
    case Refusal::not_sent:
      worker.publish_run.is_down = true;
      condition_begins(
          worker, std::nullopt, "instagram",
          {ErrorKind::temporary, "instagram cannot be reached: " + refused.why,
           "check the network and instagram.api_base; posts wait and go out when it is back"});
      return;
    case Refusal::rate_limited:
      return block_account(worker, account, now(worker) + refused.wait.value_or(k_default_wait));
    case Refusal::token:
    case Refusal::permission:
    case Refusal::blocked:
      return stop_account(worker, claimed, account, refused.why);
    default:
      if (refused.stops_account) stop_account(worker, claimed, account, refused.why);
  }
}

}  // namespace

void step_back(Worker& worker, Claimed& claimed, const std::string& why, Timestamp until) {
  // What lasts is reported when it begins.
  const bool is_news = claimed.post.state != PostState::unknown && claimed.post.reason != why;
  const bool stepped = advance(worker, claimed, waiting_verb(claimed.post.state), why,
                               [&](ChatScope, Post& post) { post.next_attempt_at = until; });
  if (stepped && is_news) report(worker, claimed, "deferred", why);
}

void count_refusal(Worker& worker, Claimed& claimed, const std::string& why) {
  const int failures = claimed.post.failures + 1;
  const auto count = [&](ChatScope scope, Post& post) {
    post.failures = failures;
    post.next_attempt_at = scope.now() + backoff(failures, post.id);
  };
  const bool gives_up = failures >= k_most_failures;
  const Verb again =
      claimed.post.state == PostState::preparing ? Verb::prepare_later : Verb::prepare_anew;
  if (advance(worker, claimed, gives_up ? Verb::publish_refused : again, why, count)) {
    report(worker, claimed, gives_up ? "failed" : "deferred", why);
  }
}

void refuse_for_good(Worker& worker, Claimed& claimed, const std::string& why) {
  if (advance(worker, claimed, Verb::publish_refused, why)) {
    report(worker, claimed, "failed", why);
  }
}

void installation_fault(Worker& worker, Claimed& claimed, const std::string& kind,
                        const Error& error) {
  worker.publish_run.is_down = true;
  const std::string why = error.what();
  step_back(worker, claimed, why, next_try(claimed.post, now(worker)));
  if (!condition_begins(worker, std::nullopt, kind, {error.kind(), why, error.hint()})) return;
  worker.store.write(worker.actor, [&](UnitOfWork& unit) {
    tell_admin(worker, unit,
               "Nothing is published to Instagram: " + why +
                   (error.hint().empty() ? "" : ".\n" + error.hint()));
  });
}

void tell_left_copies(Worker& worker, const media::StagingReport& report) {
  for (const std::string& failure : report.failures) {
    worker.report.add(Problem{ErrorKind::temporary, "a public copy was not deleted: " + failure,
                              "it is tried again with each igbotctl post run"});
  }
}

void defer_for_quota(Worker& worker, Claimed& claimed, const PublishingAccount& account,
                     const std::string& why) {
  // Asked again now and then: what people deleted or posted by hand changes it, too.
  const Timestamp until = now(worker) + hours{1};
  block_account(worker, account, until);
  step_back(worker, claimed, why, until);
  chat_condition_begins(worker, claimed.chat.key, "instagram_quota",
                        {ErrorKind::temporary, why,
                         "posts wait until it frees; lower posts_per_day if this happens often"});
}

void set_back(Worker& worker, Claimed& claimed, const PublishingAccount& account,
              const Refused& refused) {
  const std::string& why = refused.why;
  const Timestamp later = now(worker) + refused.wait.value_or(k_default_wait);
  remember(worker, claimed, account, refused);
  if (claimed.post.state == PostState::publishing && claimed.post.republished) {
    return lose_again(worker, claimed, refused);
  }
  switch (refused.kind) {
    case Refusal::not_sent:
      return step_back(worker, claimed, why, next_try(claimed.post, now(worker)));
    case Refusal::uncertain:
      return be_uncertain(worker, claimed, why);
    case Refusal::quota_used:
      return defer_for_quota(worker, claimed, account, why);
    case Refusal::not_ready:
      return step_back(worker, claimed, why, now(worker) + minutes{1});
    case Refusal::rate_limited:
    case Refusal::token:
    case Refusal::permission:
    case Refusal::blocked:
      return step_back(worker, claimed, why, later);
    case Refusal::container:
    case Refusal::fetch:
    case Refusal::input:
      break;
  }
  // A look at a lost publish that is answered like this says nothing about whether it is live; and
  // a container that was finished a moment ago and is gone may have been published.
  const bool was_finished =
      claimed.post.state == PostState::publishing && refused.kind == Refusal::container;
  if (claimed.post.state == PostState::unknown || was_finished) {
    return be_uncertain(worker, claimed, why);
  }
  if (refused.kind == Refusal::input) return refuse_for_good(worker, claimed, why);
  count_refusal(worker, claimed, why);
}

}  // namespace igbot::post
