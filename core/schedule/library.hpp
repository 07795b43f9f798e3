// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/media/lock_repository.hpp"

namespace igbot::schedule {

/// An active media item.
struct LibraryItem {
  MediaId media{};
  ContentId content{};
  std::string category;
  std::string path;
  std::int64_t times_posted = 0;
  std::optional<Timestamp> last_posted_at;
};

/// The lock of a content that lasts longest.
struct LongestLock {
  media::LockKind kind = media::LockKind::hold;
  Timestamp until;
};

/// What keeps the items of a category from a slot. The four add up to `active`.
struct CategoryStock {
  std::int64_t active = 0;
  std::int64_t free = 0;
  std::int64_t planned = 0;                        ///< held by a post that has not ended
  std::map<media::LockKind, std::int64_t> locked;  ///< by the lock that lasts longest
  std::optional<Timestamp> next_unlock = {};       ///< the first of those that ends some day
};

/// A chat's active media, and what keeps their contents from being chosen: locks, each until an
/// instant, and posts that hold them. A content that two items share is kept from both.
class Library {
 public:
  Library() = default;
  explicit Library(std::vector<LibraryItem> items);

  /// Of several locks the longest counts. A content that no active item has is passed over.
  void lock(ContentId content, const LongestLock& lock);
  /// A post takes the content, or lets go of it.
  void hold(ContentId content);
  void release(ContentId content);
  /// The item went out at `at`.
  void count_posting(MediaId media, Timestamp at);

  const std::vector<LibraryItem>& items() const { return items_; }
  /// In alphabetical order.
  const std::vector<std::string>& categories() const { return categories_; }
  /// Positions in items(); empty for a category without active items.
  const std::vector<std::uint32_t>& items_of(const std::string& category) const;
  std::optional<std::uint32_t> find(MediaId media) const;

  /// Whether another active item has the same content.
  bool has_copies(std::uint32_t item) const { return contents_[content_of_[item]].items > 1; }
  bool is_held(std::uint32_t item) const { return contents_[content_of_[item]].held; }
  /// The epoch when nothing locks it.
  Timestamp locked_until(std::uint32_t item) const {
    return contents_[content_of_[item]].lock.until;
  }
  const LongestLock& lock_of(std::uint32_t item) const { return contents_[content_of_[item]].lock; }
  /// Whether it may be chosen for an instant.
  bool is_free(std::uint32_t item, Timestamp at) const {
    return !is_held(item) && locked_until(item) <= at;
  }
  /// How a category stands for a slot at that instant.
  CategoryStock stock_of(const std::string& category, Timestamp at) const;

 private:
  struct Content {
    LongestLock lock;
    std::int64_t items = 0;
    bool held = false;
  };

  std::vector<LibraryItem> items_;
  std::vector<std::string> categories_;
  std::vector<std::vector<std::uint32_t>> by_category_;
  std::vector<Content> contents_;
  /// For each item the position of its content.
  std::vector<std::uint32_t> content_of_;
  std::unordered_map<std::int64_t, std::uint32_t> content_positions_;
};

}  // namespace igbot::schedule
