// SPDX-License-Identifier: MIT
#include "core/media/staged_copies.hpp"

#include "core/post/post_state.hpp"

namespace igbot::media {
namespace {

StagedCopy copy_from(const sql::Row& row) {
  return {row.id<StagedCopyId>(0),
          row.id<ChatKey>(1),
          row.id<PostId>(2),
          {row.text(3), row.text(4), row.optional_text(5).value_or("")},
          row.timestamp(6)};
}

bool has_ended(const std::string& state) {
  const auto known = post::parse_post_state(state);
  if (!known) throw Error(ErrorKind::bug, "unknown post state in the database: " + state);
  return post::is_end(*known);
}

}  // namespace

StagedCopyId StagedCopies::add(PostId post, const StagedName& name, Timestamp expires_at) {
  StagedCopyId id{};
  chat_.technically([&] {
    const std::optional<std::string> type =
        name.resource_type.empty() ? std::nullopt : std::optional(name.resource_type);
    id = chat_.db()
             .execute(
                 "INSERT INTO staged_copies (chat_id, post_id, host, object_key, resource_type, "
                 "created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
                 {chat_.key(), post, name.host, name.key, type, chat_.now(), expires_at})
             .front()
             .id<StagedCopyId>(0);
  });
  return id;
}

std::vector<StagedCopy> StagedCopies::open_of(PostId post) const {
  const auto result = chat_.db().execute(
      "SELECT id, chat_id, post_id, host, object_key, resource_type, expires_at "
      "FROM staged_copies WHERE chat_id = $1 AND post_id = $2 AND released_at IS NULL ORDER BY id",
      {chat_.key(), post});
  std::vector<StagedCopy> copies;
  for (const auto& row : result.rows) copies.push_back(copy_from(row));
  return copies;
}

void StagedCopies::released(StagedCopyId id) {
  chat_.technically([&] {
    chat_.db().execute(
        "UPDATE staged_copies SET released_at = $3 "
        "WHERE chat_id = $1 AND id = $2 AND released_at IS NULL",
        {chat_.key(), id, chat_.now()});
  });
}

std::vector<StagedCopy> copies_due(UnitOfWork& unit) {
  const auto result = unit.db().execute(
      "SELECT copy.id, copy.chat_id, copy.post_id, copy.host, copy.object_key, "
      "copy.resource_type, copy.expires_at, post.state FROM staged_copies copy "
      "JOIN posts post ON post.chat_id = copy.chat_id AND post.id = copy.post_id "
      "WHERE copy.released_at IS NULL AND copy.expires_at < $1 ORDER BY copy.expires_at, copy.id",
      {k_forever});
  std::vector<StagedCopy> due;
  for (const auto& row : result.rows) {
    const StagedCopy copy = copy_from(row);
    if (copy.expires_at <= unit.now() || has_ended(row.text(7))) due.push_back(copy);
  }
  return due;
}

}  // namespace igbot::media
