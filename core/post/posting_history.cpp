// SPDX-License-Identifier: MIT
#include "core/post/posting_history.hpp"

namespace igbot::post {

std::vector<HistoryEntry> PostingHistory::newest(int limit) const {
  const auto result = chat_.db().execute(
      "SELECT post_id, at, due_at, outcome, method, media_id, path, category, actor, actor_name, "
      "reason FROM posting_history WHERE chat_id = $1 ORDER BY at DESC, id DESC LIMIT $2",
      {chat_.key(), limit});
  std::vector<HistoryEntry> entries;
  entries.reserve(result.rows.size());
  for (const auto& row : result.rows) {
    entries.push_back({row.id<PostId>(0), row.timestamp(1), row.timestamp(2), row.text(3),
                       row.optional_text(4), row.id<MediaId>(5), row.text(6), row.text(7),
                       Actor{row.text(8), row.text(9)}, row.optional_text(10)});
  }
  return entries;
}

}  // namespace igbot::post
