// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "core/post/post.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

struct PostFilter {
  std::optional<PostState> state;
  std::optional<Timestamp> from;  ///< due at or after
  std::optional<Timestamp> to;    ///< due before
  int limit = 1000;
};

/// The posts of one chat.
class PostRepository {
 public:
  explicit PostRepository(ChatScope chat) : chat_(chat) {}

  std::optional<Post> find(PostId id) const;
  /// Earliest due first.
  std::vector<Post> list(const PostFilter& filter) const;
  /// Posts the worker must look at now, earliest due first.
  std::vector<Post> to_wake() const;
  /// The planned post with the earliest time.
  std::optional<Post> earliest_planned() const;
  /// The planned post of this item.
  std::optional<Post> planned_of(MediaId media) const;
  /// Whether a post other than `except` still holds this content.
  bool is_content_held(ContentId content, PostId except) const;

  /// A post made by hand, without a slot.
  Post add(const Post& post);
  /// Makes a canceled post whose slot another post took meanwhile one without a slot.
  void leave_taken_slot(PostId id);
  /// Stores `after` if the row still is as `before` was (state, stage, lease owner, attempt): the
  /// fence. False when somebody else moved it first.
  bool replace(const Post& before, const Post& after);

 private:
  ChatScope chat_;
};

/// Chats that are active and have a post, a plan or a message to look at now; the hot query of an
/// idle run.
std::vector<ChatKey> chats_to_wake(sql::Connection& db, Timestamp now);

}  // namespace igbot::post
