// SPDX-License-Identifier: MIT
#include "core/post/queue_repository.hpp"

#include "core/schedule/overdue.hpp"

namespace igbot::post {
namespace {

std::string states_of(QueuePart part) {
  if (part == QueuePart::kept) return "p.state <> 'canceled'";
  return "p.state IN ('planned', 'claimed', 'sending', 'awaiting', 'approved', 'preparing', "
         "'prepared', 'publishing', 'unknown')";
}

QueueEntry entry_from(const sql::Row& row) {
  const auto state = parse_post_state(row.text(2));
  if (!state) throw Error(ErrorKind::bug, "unknown post state in the database: " + row.text(2));
  QueueEntry entry;
  entry.id = row.id<PostId>(0);
  entry.due_at = row.timestamp(1);
  entry.state = *state;
  if (!row.is_null(3)) entry.stage = parse_stage(row.text(3));
  entry.media = row.id<MediaId>(4);
  entry.path = row.text(5);
  entry.category = row.text(6);
  entry.pinned = row.boolean(7);
  entry.slot_day = row.optional_text(8);
  entry.reason = row.optional_text(9);
  return entry;
}

}  // namespace

bool is_overdue(const QueueEntry& post, Timestamp now) {
  return post.state == PostState::planned && now - post.due_at > schedule::k_overdue_after;
}

std::vector<QueueEntry> QueueRepository::list(const QueueFilter& filter) const {
  std::string sql =
      "SELECT p.id, p.due_at, p.state, p.stage, p.media_id, i.path, p.category, p.pinned, "
      "p.slot_day, p.reason FROM posts p JOIN media_items i ON i.chat_id = p.chat_id AND i.id = "
      "p.media_id WHERE p.chat_id = $1";
  std::vector<sql::Value> params{chat_.key()};
  const auto add = [&](const std::string& condition, sql::Value value) {
    params.push_back(std::move(value));
    sql += " AND " + condition + " $" + std::to_string(params.size());
  };
  if (filter.state) {
    add("p.state =", std::string(to_string(*filter.state)));
  } else {
    sql += " AND " + states_of(filter.part);
  }
  if (filter.from) add("p.due_at >=", *filter.from);
  if (filter.to) add("p.due_at <", *filter.to);
  if (filter.category) add("p.category =", *filter.category);
  if (filter.media) add("p.media_id =", *filter.media);
  sql += " ORDER BY p.due_at, p.id";
  if (filter.limit > 0) {
    params.emplace_back(filter.limit);
    sql += " LIMIT $" + std::to_string(params.size());
  }
  std::vector<QueueEntry> entries;
  for (const auto& row : chat_.db().execute(sql, params).rows) entries.push_back(entry_from(row));
  return entries;
}

std::int64_t QueueRepository::count_overdue() const {
  return chat_.db()
      .execute(
          "SELECT COUNT(*) FROM posts WHERE chat_id = $1 AND state = 'planned' AND due_at < $2",
          {chat_.key(), Timestamp{chat_.now() - schedule::k_overdue_after}})
      .front()
      .integer(0);
}

std::vector<std::string> QueueRepository::categories() const {
  const auto result = chat_.db().execute(
      "SELECT DISTINCT category FROM media_items WHERE chat_id = $1 AND active = 1 "
      "ORDER BY category",
      {chat_.key()});
  std::vector<std::string> names;
  for (const auto& row : result.rows) names.push_back(row.text(0));
  return names;
}

}  // namespace igbot::post
