// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/unit_of_work.hpp"

namespace igbot::media {

enum class LockKind {
  recent_post,  ///< posted lately
  skip,         ///< skipped lately
  hold,         ///< kept back by a person
  reject,       ///< never again
};
std::string to_string(LockKind kind);
/// Nothing for a word that names no kind.
std::optional<LockKind> lock_kind_from(const std::string& text);

struct Lock {
  LockKind kind = LockKind::hold;
  Timestamp until{};  ///< k_forever when it is permanent
  Actor created_by;
  Timestamp created_at{};
  std::optional<std::string> reason;
};

/// A content that an active item of a category has.
struct StockedContent {
  ContentId content{};
  std::string category;
  std::optional<Timestamp> locked_until;  ///< the end of its longest lock in force
};

/// The locks of one chat. A lock belongs to a content, so it holds for copies, renames and returns;
/// it is over at `until` without anyone removing it.
class LockRepository {
 public:
  explicit LockRepository(ChatScope chat) : chat_(chat) {}

  /// Locks a content, or gives a lock of that kind another end; audited. False (and nothing is
  /// written) when it is locked so already.
  bool lock(ContentId content, LockKind kind, Timestamp until,
            const std::optional<std::string>& reason);
  /// Removes the locks in force, of one kind or of all; audited. Returns what was removed.
  std::vector<Lock> unlock(ContentId content, std::optional<LockKind> kind,
                           const std::optional<std::string>& reason);
  /// The locks in force, the longest first.
  std::vector<Lock> locks_of(ContentId content) const;
  /// Active items that share this content; the locks hold for all of them.
  std::int64_t active_items(ContentId content) const;
  /// By category, each content once in a category, however many copies that has of it.
  std::vector<StockedContent> stock() const;

 private:
  ChatScope chat_;
};

}  // namespace igbot::media
