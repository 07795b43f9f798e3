// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/post/post.hpp"
#include "core/post/publisher.hpp"

namespace igbot::post {

/// How long after a lost answer the platform is believed to still work on it.
inline constexpr std::chrono::seconds k_doubt_rest{60};
/// How far apart the two looks are that must find the container unpublished.
inline constexpr std::chrono::seconds k_doubt_between{30};

/// What a look at the container of a lost publish leads to.
enum class DoubtStep {
  look_again,   ///< not settled
  first_look,   ///< the first sure look at it unpublished
  ask_stories,  ///< unpublished twice: the account's live stories decide
  live,
  dead,
};

/// By the state of its container: a post is published once more only when two looks, `k_doubt_rest`
/// after the loss and `k_doubt_between` apart, found it FINISHED, and once in its life.
DoubtStep decide_doubt(const Post& post, ContainerState seen, Timestamp now);

/// Whether the account shows a story that may be this post: one that igbotctl does not know, of the
/// time since the container was made. Clocks may differ, so a story without a time, or a little
/// older than the container, counts.
bool may_be_live(const Post& post, const std::vector<LiveStory>& stories,
                 const std::set<std::string>& known_media);

/// The post's answer was lost at `now`.
void lose_publish(Post& post, Timestamp now);
/// When to look again: the longer it lasts, the rarer.
Timestamp next_look(const Post& post, Timestamp now);

}  // namespace igbot::post
