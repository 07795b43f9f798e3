// SPDX-License-Identifier: MIT
#include "core/post/post.hpp"

#include <algorithm>

namespace igbot::post {

bool is_lost_publish(const Post& post) {
  return post.state == PostState::unknown && post.stage == Stage::publish && post.prepared_id &&
         post.prepared_account && post.publish_lost_at;
}

std::vector<std::string> possible_verbs(const Post& post) {
  const Verb other_withdraw = post.message ? Verb::withdraw_unsent : Verb::withdraw;
  const Verb other_retry = post.approved ? Verb::retry : Verb::retry_approved;
  std::vector<std::string> verbs;
  for (const Step& step : steps()) {
    const bool by_person = step.verb < Verb::claim;
    if (!by_person || step.from != post.state || (step.stage && step.stage != post.stage)) continue;
    if (step.verb == other_withdraw || step.verb == other_retry) continue;
    verbs.emplace_back(to_string(step.verb));
  }
  return verbs;
}

std::optional<Timestamp> wake_of(const Post& post) {
  switch (post.state) {
    case PostState::planned:
    case PostState::approved:
    case PostState::prepared:
      return std::max(post.due_at, post.next_attempt_at.value_or(post.due_at));
    // Every run looks whether the holder of the lease still lives.
    case PostState::claimed:
    case PostState::sending:
    case PostState::publishing:
      return post.due_at;
    // Without a lease it waits for its next attempt.
    case PostState::preparing:
      if (post.lease_owner) return post.due_at;
      return std::max(post.due_at, post.next_attempt_at.value_or(post.due_at));
    case PostState::awaiting:
      return post.expires_at;
    // A story that is live is asked for its figures.
    case PostState::posted:
      return post.instagram_media_id ? post.next_attempt_at : std::nullopt;
    // A lost publish is looked into; a lost card, or what a restored backup does not know, only a
    // person can settle.
    case PostState::unknown:
      return is_lost_publish(post) ? post.next_attempt_at : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace igbot::post
