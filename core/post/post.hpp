// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/post/post_state.hpp"

namespace igbot::post {

/// A slot with a media item, or a post made by hand (then without a slot).
struct Post {
  PostId id{};
  std::optional<std::string> slot_day;  ///< local day, YYYY-MM-DD
  std::optional<int> slot_index;
  Timestamp due_at;
  MediaId media{};
  ContentId content{};
  std::string category;
  /// The account somebody chose for this very post; nothing = the one the chat uses.
  std::optional<AccountId> account;
  PostState state = PostState::planned;
  std::optional<Stage> stage;
  bool pinned = false;
  /// Approved once by a person; a retry keeps that.
  bool approved = false;
  /// Asks with a card, also where posts go out by themselves: somebody wanted to see it, or its
  /// card did not come to a decision. An approval ends that.
  bool asks = false;
  std::optional<std::string> lease_owner;
  std::optional<Timestamp> lease_until;
  /// The fence: grows with every claim.
  int attempt = 0;
  /// Refusals of this very post.
  int failures = 0;
  std::optional<Timestamp> next_attempt_at;
  /// The platform's container of this post, and what it was made for.
  std::optional<std::string> prepared_id;
  std::optional<Timestamp> prepared_at;
  std::optional<AccountId> prepared_account;
  /// Of a publish whose answer was lost: since when, and when the container was first seen still
  /// unpublished after that.
  std::optional<Timestamp> publish_lost_at;
  std::optional<Timestamp> publish_finished_at;
  /// Published once more after a lost answer: at most once in a post's life.
  bool republished = false;
  std::optional<std::string> instagram_media_id;
  std::optional<std::string> permalink;
  std::optional<TelegramMessageId> message;
  std::optional<Timestamp> sent_at;
  std::optional<Timestamp> approved_at;
  std::optional<Timestamp> expires_at;
  std::optional<std::string> decided_by;
  std::optional<std::string> decided_by_name;
  std::optional<Timestamp> decided_at;
  std::optional<std::string> reason;
};

/// Whether the answer to its publishing was lost and the platform can be asked what became of it.
bool is_lost_publish(const Post& post);

/// What a person can do with the post as it is, in words of the shell ("approve", "resolve
/// --posted"). A rule outside the state table may still refuse it.
std::vector<std::string> possible_verbs(const Post& post);

/// The next instant the worker must look at the post; nothing when only a person moves it.
std::optional<Timestamp> wake_of(const Post& post);

}  // namespace igbot::post
