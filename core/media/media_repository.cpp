// SPDX-License-Identifier: MIT
#include "core/media/media_repository.hpp"

#include <array>

namespace igbot::media {
namespace {

/// Columns in the order of `item_from`; $1 is the chat and $2 the present.
const std::string k_select_item =
    "SELECT m.id, m.source_id, m.identifier, m.version, m.content_id, m.path, m.category, m.mime, "
    "m.size, m.active, m.times_posted, m.last_posted_at, m.title, m.caption, m.link, m.tags, "
    "COALESCE(c.sha256, c.md5), (SELECT MAX(l.until) FROM content_locks AS l "
    "WHERE l.chat_id = $1 AND l.content_id = m.content_id AND l.until > $2) "
    "FROM media_items AS m JOIN media_contents AS c ON c.id = m.content_id AND c.chat_id = $1 ";

MediaItem item_from(const sql::Row& row) {
  return {.id = row.id<MediaId>(0),
          .source = row.id<SourceId>(1),
          .identifier = row.text(2),
          .version = row.text(3),
          .content = row.id<ContentId>(4),
          .path = row.text(5),
          .category = row.text(6),
          .mime = row.text(7),
          .size = row.integer(8),
          .active = row.boolean(9),
          .times_posted = row.integer(10),
          .last_posted_at = row.optional_timestamp(11),
          .title = row.optional_text(12),
          .caption = row.optional_text(13),
          .link = row.optional_text(14),
          .tags = row.optional_text(15),
          .content_hash = row.text(16),
          .locked_until = row.optional_timestamp(17)};
}

std::vector<KnownItem> known_from(const sql::Result& result) {
  std::vector<KnownItem> items;
  items.reserve(result.rows.size());
  for (const auto& row : result.rows) {
    items.push_back({row.id<MediaId>(0), row.id<ContentId>(1), row.text(2), row.text(3),
                     row.text(4), row.boolean(5)});
  }
  return items;
}

std::optional<std::string> cleared_if_empty(const std::optional<std::string>& wanted,
                                            const std::optional<std::string>& present) {
  if (!wanted) return present;
  if (wanted->empty()) return std::nullopt;
  return wanted;
}

}  // namespace

std::optional<MediaItem> MediaRepository::find(MediaId id) const {
  const auto result = chat_.db().execute(k_select_item + "WHERE m.chat_id = $1 AND m.id = $3",
                                         {chat_.key(), chat_.now(), id});
  if (result.empty()) return std::nullopt;
  return item_from(result.front());
}

std::vector<MediaItem> MediaRepository::list(const MediaFilter& filter) const {
  std::string sql = k_select_item + "WHERE m.chat_id = $1 AND m.active = ";
  sql += filter.active ? "1 " : "0 ";
  std::vector<sql::Value> values{chat_.key(), chat_.now(), filter.limit};
  if (filter.category) {
    sql += "AND m.category = $4 ";
    values.emplace_back(*filter.category);
  }
  if (filter.locked_only) {
    sql +=
        "AND EXISTS (SELECT 1 FROM content_locks AS l WHERE l.chat_id = $1 "
        "AND l.content_id = m.content_id AND l.until > $2) ";
  }
  const auto result = chat_.db().execute(sql + "ORDER BY m.path, m.id LIMIT $3", values);
  std::vector<MediaItem> items;
  for (const auto& row : result.rows) items.push_back(item_from(row));
  return items;
}

std::vector<CategoryCount> MediaRepository::categories() const {
  const auto result = chat_.db().execute(
      "SELECT m.category, SUM(m.active), SUM(1 - m.active), "
      "SUM(m.active = 1 AND m.times_posted = 0), "
      "SUM(m.active = 1 AND EXISTS (SELECT 1 FROM content_locks AS l WHERE l.chat_id = $1 "
      "AND l.content_id = m.content_id AND l.until > $2)), SUM(m.active * m.size) "
      "FROM media_items AS m WHERE m.chat_id = $1 GROUP BY m.category ORDER BY m.category",
      {chat_.key(), chat_.now()});
  std::vector<CategoryCount> counts;
  for (const auto& row : result.rows) {
    counts.push_back({row.text(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4),
                      row.integer(5)});
  }
  return counts;
}

std::int64_t MediaRepository::active_copies() const {
  return chat_.db()
      .execute(
          "SELECT COUNT(*) - COUNT(DISTINCT content_id) FROM media_items "
          "WHERE chat_id = $1 AND active = 1",
          {chat_.key()})
      .front()
      .integer(0);
}

std::int64_t MediaRepository::active_in(SourceId source) const {
  return chat_.db()
      .execute(
          "SELECT COUNT(*) FROM media_items WHERE chat_id = $1 AND source_id = $2 AND active = 1",
          {chat_.key(), source})
      .front()
      .integer(0);
}

std::vector<KnownItem> MediaRepository::known(SourceId source) const {
  return known_from(chat_.db().execute(
      "SELECT id, content_id, identifier, version, path, active FROM media_items "
      "WHERE chat_id = $1 AND source_id = $2",
      {chat_.key(), source}));
}

std::vector<KnownItem> MediaRepository::active_elsewhere(SourceId source) const {
  return known_from(chat_.db().execute(
      "SELECT id, content_id, identifier, version, path, active FROM media_items "
      "WHERE chat_id = $1 AND active = 1 AND source_id IN "
      "(SELECT id FROM media_sources WHERE chat_id = $1 AND id <> $2) ORDER BY id",
      {chat_.key(), source}));
}

bool MediaRepository::add(SourceId source, const ItemFacts& facts) {
  const MediaEntry& entry = facts.entry;
  return chat_.db()
             .execute(
                 "INSERT INTO media_items (chat_id, source_id, identifier, version, content_id, "
                 "path, category, mime, size, active, created_at, updated_at) "
                 "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10) "
                 "ON CONFLICT (chat_id, source_id, identifier) DO NOTHING",
                 {chat_.key(), source, entry.identifier, entry.version, facts.content, entry.path,
                  category_of(entry.path), facts.mime, entry.size, chat_.now()})
             .changes > 0;
}

bool MediaRepository::change(const KnownItem& known, const std::string& assignments,
                             const std::vector<sql::Value>& values) {
  std::vector<sql::Value> all{chat_.key(),   known.id,     known.identifier,
                              known.version, known.active, chat_.now()};
  all.insert(all.end(), values.begin(), values.end());
  return chat_.db()
             .execute("UPDATE media_items SET updated_at = $6, " + assignments +
                          " WHERE chat_id = $1 AND id = $2 AND identifier = $3 AND version = $4 "
                          "AND active = $5",
                      all)
             .changes > 0;
}

bool MediaRepository::move(const KnownItem& known, const ItemFacts& facts) {
  const MediaEntry& entry = facts.entry;
  const auto taken = chat_.db().execute(
      "SELECT 1 FROM media_items WHERE chat_id = $1 AND identifier = $3 AND source_id = "
      "(SELECT source_id FROM media_items WHERE chat_id = $1 AND id = $2) AND id <> $2",
      {chat_.key(), known.id, entry.identifier});
  if (!taken.empty()) return false;
  if (!change(known,
              "identifier = $7, version = $8, path = $9, category = $10, "
              "mime = COALESCE(NULLIF($11, ''), mime), active = 1",
              {entry.identifier, entry.version, entry.path, category_of(entry.path), facts.mime})) {
    return false;
  }
  audit(known.id, "moved", known.path, entry.path, std::nullopt);
  return true;
}

bool MediaRepository::replace_content(const KnownItem& known, const ItemFacts& facts) {
  const MediaEntry& entry = facts.entry;
  if (!change(known,
              "version = $7, content_id = $8, mime = $9, size = $10, path = $11, category = $12, "
              "active = 1, times_posted = 0, last_posted_at = NULL",
              {entry.version, facts.content, facts.mime, entry.size, entry.path,
               category_of(entry.path)})) {
    return false;
  }
  audit(known.id, "changed in place", std::to_string(number(known.content)),
        std::to_string(number(facts.content)), std::nullopt);
  return true;
}

bool MediaRepository::refresh(const KnownItem& known, const MediaEntry& entry) {
  if (!change(known, "version = $7, path = $8, category = $9, active = 1",
              {entry.version, entry.path, category_of(entry.path)})) {
    return false;
  }
  if (!known.active) audit(known.id, "activated", std::nullopt, entry.path, std::nullopt);
  return true;
}

bool MediaRepository::deactivate(const KnownItem& known, const std::string& reason) {
  if (!change(known, "active = 0", {})) return false;
  audit(known.id, "deactivated", known.path, std::nullopt, reason);
  return true;
}

bool MediaRepository::set_texts(MediaId id, const MediaTexts& texts) {
  const auto item = find(id);
  if (!item) {
    throw Error(ErrorKind::not_found, "no such media item: " + std::to_string(number(id)),
                "igbotctl media list");
  }
  struct Field {
    const char* name;
    const std::optional<std::string>& before;
    std::optional<std::string> after;
  };
  const std::array<Field, 4> fields{
      {{"title", item->title, cleared_if_empty(texts.title, item->title)},
       {"caption", item->caption, cleared_if_empty(texts.caption, item->caption)},
       {"link", item->link, cleared_if_empty(texts.link, item->link)},
       {"tags", item->tags, cleared_if_empty(texts.tags, item->tags)}}};
  bool changed = false;
  for (const Field& field : fields) {
    if (field.before == field.after) continue;
    changed = true;
    audit(id, std::string("set ") + field.name, field.before, field.after, std::nullopt);
  }
  if (!changed) return false;
  chat_.db().execute(
      "UPDATE media_items SET title = $3, caption = $4, link = $5, tags = $6, updated_at = $7 "
      "WHERE chat_id = $1 AND id = $2",
      {chat_.key(), id, fields[0].after, fields[1].after, fields[2].after, fields[3].after,
       chat_.now()});
  return true;
}

void MediaRepository::audit(MediaId id, const std::string& action,
                            std::optional<std::string> before, std::optional<std::string> after,
                            std::optional<std::string> reason) const {
  chat_.audit({.entity = "media",
               .entity_id = std::to_string(number(id)),
               .action = action,
               .before = std::move(before),
               .after = std::move(after),
               .reason = std::move(reason)});
}

}  // namespace igbot::media
