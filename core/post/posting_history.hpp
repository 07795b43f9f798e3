// SPDX-License-Identifier: MIT
#pragma once

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

/// The posting history of one chat.
class PostingHistory {
 public:
  explicit PostingHistory(ChatScope chat) : chat_(chat) {}

  /// The newest first.
  std::vector<HistoryEntry> newest(int limit) const;

 private:
  ChatScope chat_;
};

}  // namespace igbot::post
