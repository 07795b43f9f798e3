// SPDX-License-Identifier: MIT
#include "core/post/post.hpp"

#include <algorithm>

namespace igbot::post {

std::optional<Timestamp> wake_of(const Post& post) {
  switch (post.state) {
    case PostState::planned:
    case PostState::approved:
    case PostState::prepared:
      return std::max(post.due_at, post.next_attempt_at.value_or(post.due_at));
    // Every run looks whether the holder of the lease still lives.
    case PostState::claimed:
    case PostState::sending:
    case PostState::preparing:
    case PostState::publishing:
      return post.due_at;
    case PostState::awaiting:
      return post.expires_at;
    default:
      return std::nullopt;
  }
}

}  // namespace igbot::post
