// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/post/post.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// Which posts, whatever their state, a list without a state has.
enum class QueuePart {
  open,  ///< what has not ended
  kept,  ///< what has not been canceled
};

struct QueueFilter {
  QueuePart part = QueuePart::open;
  std::optional<PostState> state;  ///< instead of `part`
  std::optional<Timestamp> from;   ///< due at or after
  std::optional<Timestamp> to;     ///< due before
  std::optional<std::string> category;
  std::optional<MediaId> media;
  int limit = 0;  ///< 0 = all
};

/// A post with what people know it by.
struct QueueEntry {
  PostId id{};
  Timestamp due_at;
  PostState state = PostState::planned;
  std::optional<Stage> stage;
  MediaId media{};
  std::string path;
  std::string category;
  bool pinned = false;
  std::optional<std::string> slot_day;  ///< local day, YYYY-MM-DD
  std::optional<std::string> reason;
};

/// Whether the post should have gone out a while ago: the overdue policy decides about it.
bool is_overdue(const QueueEntry& post, Timestamp now);

/// The posts of one chat as queue and calendar show them.
class QueueRepository {
 public:
  explicit QueueRepository(ChatScope chat) : chat_(chat) {}

  /// Earliest due first.
  std::vector<QueueEntry> list(const QueueFilter& filter) const;
  std::int64_t count_overdue() const;
  /// Those of the library, in order.
  std::vector<std::string> categories() const;

 private:
  ChatScope chat_;
};

}  // namespace igbot::post
