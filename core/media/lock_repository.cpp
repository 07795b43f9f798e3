// SPDX-License-Identifier: MIT
#include "core/media/lock_repository.hpp"

#include "core/text/names.hpp"

namespace igbot::media {
namespace {

constexpr text::Names<LockKind, 4> k_lock_kinds{{
    {LockKind::recent_post, "recent_post"},
    {LockKind::skip, "skip"},
    {LockKind::hold, "hold"},
    {LockKind::reject, "reject"},
}};

std::string end_text(Timestamp until) {
  return until == k_forever ? "for ever" : std::to_string(to_millis(until));
}

}  // namespace

std::string to_string(LockKind kind) { return text::name_of(k_lock_kinds, kind); }

std::optional<LockKind> lock_kind_from(const std::string& text) {
  return text::find_name(k_lock_kinds, text);
}

bool LockRepository::lock(ContentId content, LockKind kind, Timestamp until,
                          const std::optional<std::string>& reason) {
  std::optional<std::string> before;
  for (const Lock& present : locks_of(content)) {
    if (present.kind != kind) continue;
    if (present.until == until && present.reason == reason) return false;
    before = end_text(present.until);
  }
  chat_.db().execute(
      "INSERT INTO content_locks (chat_id, content_id, kind, until, created_by, created_by_name, "
      "created_at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
      "ON CONFLICT (chat_id, content_id, kind) DO UPDATE SET until = excluded.until, "
      "created_by = excluded.created_by, created_by_name = excluded.created_by_name, "
      "created_at = excluded.created_at, reason = excluded.reason",
      {chat_.key(), content, to_string(kind), until, chat_.actor().id, chat_.actor().name,
       chat_.now(), reason});
  chat_.audit({.entity = "content",
               .entity_id = std::to_string(number(content)),
               .action = "locked: " + to_string(kind),
               .before = before,
               .after = end_text(until),
               .reason = reason});
  return true;
}

std::vector<Lock> LockRepository::unlock(ContentId content, std::optional<LockKind> kind,
                                         const std::optional<std::string>& reason) {
  std::vector<Lock> removed;
  for (const Lock& present : locks_of(content)) {
    if (kind && present.kind != *kind) continue;
    chat_.db().execute(
        "DELETE FROM content_locks WHERE chat_id = $1 AND content_id = $2 AND kind = $3",
        {chat_.key(), content, to_string(present.kind)});
    chat_.audit({.entity = "content",
                 .entity_id = std::to_string(number(content)),
                 .action = "unlocked: " + to_string(present.kind),
                 .before = end_text(present.until),
                 .after = std::nullopt,
                 .reason = reason});
    removed.push_back(present);
  }
  return removed;
}

std::vector<Lock> LockRepository::locks_of(ContentId content) const {
  const auto result = chat_.db().execute(
      "SELECT kind, until, created_by, created_by_name, created_at, reason FROM content_locks "
      "WHERE chat_id = $1 AND content_id = $2 AND until > $3 ORDER BY until DESC, kind",
      {chat_.key(), content, chat_.now()});
  std::vector<Lock> locks;
  for (const auto& row : result.rows) {
    locks.push_back({text::stored_name(k_lock_kinds, row.text(0), "lock kind"),
                     row.timestamp(1),
                     {row.text(2), row.text(3)},
                     row.timestamp(4),
                     row.optional_text(5)});
  }
  return locks;
}

std::int64_t LockRepository::active_items(ContentId content) const {
  return chat_.db()
      .execute(
          "SELECT COUNT(*) FROM media_items WHERE chat_id = $1 AND content_id = $2 AND active = 1",
          {chat_.key(), content})
      .front()
      .integer(0);
}

std::vector<StockedContent> LockRepository::stock() const {
  const auto result = chat_.db().execute(
      "SELECT DISTINCT item.content_id, item.category, (SELECT MAX(until) FROM content_locks "
      "WHERE chat_id = $1 AND content_id = item.content_id AND until > $2) "
      "FROM media_items AS item WHERE item.chat_id = $1 AND item.active = 1 "
      "ORDER BY item.category, item.content_id",
      {chat_.key(), chat_.now()});
  std::vector<StockedContent> contents;
  contents.reserve(result.rows.size());
  for (const auto& row : result.rows) {
    contents.push_back({row.id<ContentId>(0), row.text(1), row.optional_timestamp(2)});
  }
  return contents;
}

}  // namespace igbot::media
