// SPDX-License-Identifier: MIT
#include "core/post/post.hpp"

#include <algorithm>

namespace igbot::post {

bool is_lost_publish(const Post& post) {
  return post.state == PostState::unknown && post.stage == Stage::publish && post.prepared_id &&
         post.prepared_account && post.publish_lost_at;
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
