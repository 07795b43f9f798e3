// SPDX-License-Identifier: MIT
#include "core/post/publish_doubt.hpp"

#include <algorithm>

namespace igbot::post {
namespace {

constexpr std::chrono::minutes k_clock_difference{10};

}  // namespace

DoubtStep decide_doubt(const Post& post, ContainerState seen, Timestamp now) {
  switch (seen) {
    case ContainerState::published:
      return DoubtStep::live;
    case ContainerState::error:
    case ContainerState::expired:
      return DoubtStep::dead;
    case ContainerState::in_progress:
      return DoubtStep::look_again;
    case ContainerState::finished:
      break;
  }
  if (!post.publish_lost_at || now - *post.publish_lost_at < k_doubt_rest) {
    return DoubtStep::look_again;
  }
  if (!post.publish_finished_at) return DoubtStep::first_look;
  if (now - *post.publish_finished_at < k_doubt_between || post.republished) {
    return DoubtStep::look_again;
  }
  return DoubtStep::ask_stories;
}

bool may_be_live(const Post& post, const std::vector<LiveStory>& stories,
                 const std::set<std::string>& known_media) {
  return std::any_of(stories.begin(), stories.end(), [&](const LiveStory& story) {
    if (known_media.contains(story.media_id)) return false;
    return !story.at || !post.prepared_at || *story.at >= *post.prepared_at - k_clock_difference;
  });
}

void lose_publish(Post& post, Timestamp now) {
  post.publish_lost_at = now;
  post.publish_finished_at.reset();
  post.next_attempt_at = now + k_doubt_rest;
}

Timestamp next_look(const Post& post, Timestamp now) {
  using std::chrono::milliseconds;
  const milliseconds since = now - post.publish_lost_at.value_or(now);
  return now + std::clamp<milliseconds>(since / 4, k_doubt_between, std::chrono::hours{1});
}

}  // namespace igbot::post
