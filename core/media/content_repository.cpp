// SPDX-License-Identifier: MIT
#include "core/media/content_repository.hpp"

namespace igbot::media {
namespace {

std::optional<Content> first_content(const sql::Result& result) {
  if (result.empty()) return std::nullopt;
  const auto& row = result.front();
  return Content{row.id<ContentId>(0),
                 {.sha256 = row.optional_text(1), .md5 = row.optional_text(2)},
                 row.integer(3)};
}

/// Two digests of one algorithm that differ: not the same content, whatever the other one says.
bool contradicts(const std::optional<std::string>& left, const std::optional<std::string>& right) {
  return left && right && *left != *right;
}

}  // namespace

std::optional<Content> ContentRepository::find(ContentId id) const {
  return first_content(chat_.db().execute(
      "SELECT id, sha256, md5, size FROM media_contents WHERE chat_id = $1 AND id = $2",
      {chat_.key(), id}));
}

std::optional<Content> ContentRepository::find(const Digests& digests, std::int64_t size) const {
  std::optional<Content> by_md5;
  if (digests.md5) {
    by_md5 =
        first_content(chat_.db().execute("SELECT id, sha256, md5, size FROM media_contents "
                                         "WHERE chat_id = $1 AND md5 = $2 AND size = $3 "
                                         "ORDER BY COALESCE(sha256 = $4, 0) DESC, id LIMIT 1",
                                         {chat_.key(), digests.md5, size, digests.sha256}));
    if (by_md5 && contradicts(by_md5->digests.sha256, digests.sha256)) by_md5.reset();
    if (by_md5 && by_md5->digests.sha256) return by_md5;
  }
  if (!digests.sha256) return by_md5;
  const auto by_sha256 = first_content(chat_.db().execute(
      "SELECT id, sha256, md5, size FROM media_contents WHERE chat_id = $1 AND sha256 = $2",
      {chat_.key(), digests.sha256}));
  return by_sha256 ? by_sha256 : by_md5;
}

ContentId ContentRepository::find_or_add(const Digests& digests, std::int64_t size) {
  // Known by SHA-256 alone and mostly new: one statement instead of two.
  if (digests.sha256 && !digests.md5) {
    if (const auto added = add(digests, size)) return *added;
  }
  if (const auto found = find(digests, size)) {
    add_digests(*found, digests);
    if (digests.sha256 && digests.md5) absorb(*found, *digests.md5);
    return found->id;
  }
  if (const auto added = add(digests, size)) return *added;
  throw Error(ErrorKind::bug, "a content could neither be found nor added");
}

std::optional<ContentId> ContentRepository::add(const Digests& digests, std::int64_t size) {
  const auto result = chat_.db().execute(
      "INSERT INTO media_contents (chat_id, sha256, md5, size, created_at) "
      "VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id",
      {chat_.key(), digests.sha256, digests.md5, size, chat_.now()});
  if (result.empty()) return std::nullopt;
  return result.front().id<ContentId>(0);
}

void ContentRepository::add_digests(const Content& content, const Digests& digests) {
  const bool sha256_is_new = digests.sha256 && !content.digests.sha256;
  const bool md5_is_new = digests.md5 && !content.digests.md5;
  if (!sha256_is_new && !md5_is_new) return;
  chat_.db().execute(
      "UPDATE media_contents SET sha256 = COALESCE(sha256, $3), md5 = COALESCE(md5, $4) "
      "WHERE chat_id = $1 AND id = $2 AND NOT EXISTS (SELECT 1 FROM media_contents AS other "
      "WHERE other.chat_id = $1 AND other.sha256 = $3 AND other.id <> $2)",
      {chat_.key(), content.id, digests.sha256, digests.md5});
}

void ContentRepository::absorb(const Content& content, const std::string& md5) {
  const auto twins = chat_.db().execute(
      "SELECT id FROM media_contents WHERE chat_id = $1 AND md5 = $2 AND size = $3 "
      "AND sha256 IS NULL AND id <> $4",
      {chat_.key(), md5, content.size, content.id});
  for (const auto& row : twins.rows) {
    const auto twin = row.id<ContentId>(0);
    chat_.db().execute(
        "INSERT INTO content_locks (chat_id, content_id, kind, until, created_by, created_by_name, "
        "created_at, reason) SELECT chat_id, $3, kind, until, created_by, created_by_name, "
        "created_at, reason FROM content_locks WHERE chat_id = $1 AND content_id = $2 "
        "ON CONFLICT (chat_id, content_id, kind) DO UPDATE SET until = MAX(until, excluded.until)",
        {chat_.key(), twin, content.id});
    chat_.db().execute("DELETE FROM content_locks WHERE chat_id = $1 AND content_id = $2",
                       {chat_.key(), twin});
    for (const char* table : {"media_items", "posts", "posting_history"}) {
      chat_.db().execute(std::string("UPDATE ") + table +
                             " SET content_id = $3 WHERE chat_id = $1 AND content_id = $2",
                         {chat_.key(), twin, content.id});
    }
    chat_.db().execute("DELETE FROM media_contents WHERE chat_id = $1 AND id = $2",
                       {chat_.key(), twin});
    chat_.audit({.entity = "content",
                 .entity_id = std::to_string(number(content.id)),
                 .action = "found to be the same as another",
                 .before = std::to_string(number(twin)),
                 .after = std::nullopt,
                 .reason = std::nullopt});
  }
}

std::vector<std::int64_t> ContentRepository::sizes_without(
    crypto::DigestAlgorithm algorithm) const {
  const auto result = chat_.db().execute(
      algorithm == crypto::DigestAlgorithm::sha256
          ? "SELECT DISTINCT size FROM media_contents WHERE chat_id = $1 AND sha256 IS NULL "
            "ORDER BY size"
          : "SELECT DISTINCT size FROM media_contents WHERE chat_id = $1 AND md5 IS NULL "
            "ORDER BY size",
      {chat_.key()});
  std::vector<std::int64_t> sizes;
  sizes.reserve(result.rows.size());
  for (const auto& row : result.rows) sizes.push_back(row.integer(0));
  return sizes;
}

void record_sha256(Bookkeeping& unit, ChatKey chat, ContentId content, const std::string& sha256) {
  unit.db().execute(
      "UPDATE media_contents SET sha256 = $3 WHERE chat_id = $1 AND id = $2 AND sha256 IS NULL "
      "AND NOT EXISTS (SELECT 1 FROM media_contents AS other WHERE other.chat_id = $1 "
      "AND other.sha256 = $3)",
      {chat, content, sha256});
}

}  // namespace igbot::media
