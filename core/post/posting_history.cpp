// SPDX-License-Identifier: MIT
#include "core/post/posting_history.hpp"

namespace igbot::post {

std::vector<HistoryEntry> PostingHistory::newest(int limit) const {
  return newest_where("chat_id = $1", limit);
}

std::vector<HistoryEntry> PostingHistory::newest_published(int limit) const {
  return newest_where("chat_id = $1 AND outcome = 'posted' AND method = 'instagram_api'", limit);
}

std::vector<HistoryEntry> PostingHistory::newest_where(const std::string& condition,
                                                       int limit) const {
  const auto result = chat_.db().execute(
      "SELECT post_id, at, due_at, outcome, method, media_id, path, category, actor, actor_name, "
      "reason FROM posting_history WHERE " +
          condition + " ORDER BY at DESC, id DESC LIMIT $2",
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

std::vector<PostEnd> PostingHistory::ends(Timestamp from, Timestamp to) const {
  const auto result = chat_.db().execute(
      "SELECT h.at, h.due_at, h.outcome, h.category, i.views, i.reach, i.post_id "
      "FROM posting_history h LEFT JOIN story_insights i ON h.outcome = 'posted' AND i.chat_id = "
      "h.chat_id AND i.post_id = h.post_id AND i.mark_hours = (SELECT max(l.mark_hours) FROM "
      "story_insights l WHERE l.chat_id = h.chat_id AND l.post_id = h.post_id AND l.has_figures = "
      "1) WHERE h.chat_id = $1 AND h.at >= $2 AND h.at <= $3 AND h.outcome IN ('posted', "
      "'dry_run', 'missed') ORDER BY h.at, h.id",
      {chat_.key(), from, to});
  std::vector<PostEnd> ends;
  ends.reserve(result.rows.size());
  for (const auto& row : result.rows) {
    ends.push_back({row.timestamp(0), row.timestamp(1), row.text(2), row.text(3), !row.is_null(6),
                    row.optional_integer(4), row.optional_integer(5)});
  }
  return ends;
}

}  // namespace igbot::post
