// SPDX-License-Identifier: MIT
#include "core/schedule/library.hpp"

#include <algorithm>

namespace igbot::schedule {

Library::Library(std::vector<LibraryItem> items) : items_(std::move(items)) {
  std::sort(items_.begin(), items_.end(), [](const LibraryItem& left, const LibraryItem& right) {
    return left.media < right.media;
  });
  std::map<std::string, std::vector<std::uint32_t>> by_category;
  content_of_.reserve(items_.size());
  for (std::uint32_t i = 0; i < items_.size(); ++i) {
    by_category[items_[i].category].push_back(i);
    const auto [position, is_new] = content_positions_.try_emplace(
        number(items_[i].content), static_cast<std::uint32_t>(contents_.size()));
    if (is_new) contents_.emplace_back();
    content_of_.push_back(position->second);
    ++contents_[position->second].items;
  }
  for (auto& [category, positions] : by_category) {
    categories_.push_back(category);
    by_category_.push_back(std::move(positions));
  }
}

void Library::lock(ContentId content, const LongestLock& lock) {
  const auto found = content_positions_.find(number(content));
  if (found == content_positions_.end()) return;
  LongestLock& present = contents_[found->second].lock;
  if (lock.until > present.until) present = lock;
}

void Library::hold(ContentId content) {
  const auto found = content_positions_.find(number(content));
  if (found != content_positions_.end()) contents_[found->second].held = true;
}

void Library::release(ContentId content) {
  const auto found = content_positions_.find(number(content));
  if (found != content_positions_.end()) contents_[found->second].held = false;
}

void Library::count_posting(MediaId media, Timestamp at) {
  const auto item = find(media);
  if (!item) return;
  ++items_[*item].times_posted;
  items_[*item].last_posted_at = at;
}

const std::vector<std::uint32_t>& Library::items_of(const std::string& category) const {
  static const std::vector<std::uint32_t> none;
  const auto found = std::lower_bound(categories_.begin(), categories_.end(), category);
  if (found == categories_.end() || *found != category) return none;
  return by_category_[static_cast<std::size_t>(found - categories_.begin())];
}

std::optional<std::uint32_t> Library::find(MediaId media) const {
  const auto found =
      std::lower_bound(items_.begin(), items_.end(), media,
                       [](const LibraryItem& item, MediaId wanted) { return item.media < wanted; });
  if (found == items_.end() || found->media != media) return std::nullopt;
  return static_cast<std::uint32_t>(found - items_.begin());
}

CategoryStock Library::stock_of(const std::string& category, Timestamp at) const {
  CategoryStock stock;
  for (const std::uint32_t item : items_of(category)) {
    ++stock.active;
    const LongestLock& lock = lock_of(item);
    if (is_held(item)) {
      ++stock.planned;
    } else if (lock.until > at) {
      ++stock.locked[lock.kind];
      const bool ends = lock.until < k_forever;
      if (ends && (!stock.next_unlock || lock.until < *stock.next_unlock)) {
        stock.next_unlock = lock.until;
      }
    } else {
      ++stock.free;
    }
  }
  return stock;
}

}  // namespace igbot::schedule
