// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/settings/chat_settings.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::media {

struct Source {
  SourceId id{};
  SourceType type = SourceType::local;
  std::string root;
  /// When its last complete listing was recorded; at most media_sync_minutes behind the truth, so
  /// that a sync that finds nothing new writes nothing.
  std::optional<Timestamp> last_complete_at = {};
  /// What a listing of changes goes on from, and when everything was listed last.
  std::optional<std::string> mark = {};
  std::optional<Timestamp> marked_at = {};
};

/// Every source a chat has had; items keep theirs.
class SourceRepository {
 public:
  explicit SourceRepository(ChatScope chat) : chat_(chat) {}

  std::optional<Source> find(SourceType type, const std::string& root) const;
  /// Makes the row when it is missing, with an audit entry.
  Source find_or_add(SourceType type, const std::string& root, const std::string& config);

 private:
  ChatScope chat_;
};

/// Remembers a complete listing; freshness needs no audit row.
void record_complete_listing(Bookkeeping& unit, ChatKey chat, SourceId source);
/// The other sources of the chat are listed whole when their turn comes again: their items go out
/// of use meanwhile, which no feed of changes tells.
void forget_marks_elsewhere(Bookkeeping& unit, ChatKey chat, SourceId source);
/// For a sync whose listing went on from `known` and that is about to write: true when the mark is
/// another one by now, because another sync wrote meanwhile. The two have seen the source at
/// different times, so neither's mark tells what the library lacks: it goes, and the next sync
/// lists everything.
bool forget_overtaken_mark(sql::Connection& db, ChatKey chat, SourceId source,
                           const std::optional<std::string>& known);
/// And what the next one may go on from.
void record_mark(Bookkeeping& unit, ChatKey chat, SourceId source, const std::string& mark,
                 Timestamp marked_at);

}  // namespace igbot::media
