// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// What became of one post; kept for ever, readable without the item it was about.
struct HistoryEntry {
  PostId post{};
  Timestamp at;
  Timestamp due_at;
  std::string outcome;                ///< posted, dry_run, skipped, rejected, missed or failed
  std::optional<std::string> method;  ///< of a posted one: manual or instagram_api
  MediaId media{};
  std::string path;
  std::string category;
  Actor actor;
  std::optional<std::string> reason;
};

/// One end of a post as it is counted: it was posted, a dry run, or missed.
struct PostEnd {
  Timestamp at;
  Timestamp due_at;
  std::string outcome;
  std::string category;
  /// Whether its story has figures; what follows is from the last ones.
  bool has_figures = false;
  std::optional<std::int64_t> views = std::nullopt;
  std::optional<std::int64_t> reach = std::nullopt;
};

/// The posting history of one chat.
class PostingHistory {
 public:
  explicit PostingHistory(ChatScope chat) : chat_(chat) {}

  /// The newest first.
  std::vector<HistoryEntry> newest(int limit) const;
  /// Of those that Instagram published.
  std::vector<HistoryEntry> newest_published(int limit) const;
  /// What was posted, a dry run, or missed at any instant of `from` to `to`, the earliest first.
  std::vector<PostEnd> ends(Timestamp from, Timestamp to) const;

 private:
  std::vector<HistoryEntry> newest_where(const std::string& condition, int limit) const;

  ChatScope chat_;
};

}  // namespace igbot::post
