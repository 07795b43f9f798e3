// SPDX-License-Identifier: MIT
#include "core/media/source_repository.hpp"

#include "core/media/source_config.hpp"

namespace igbot::media {

std::optional<Source> SourceRepository::find(SourceType type, const std::string& root) const {
  const auto result = chat_.db().execute(
      "SELECT id, last_complete_at, mark, marked_at FROM media_sources "
      "WHERE chat_id = $1 AND kind = $2 AND root = $3",
      {chat_.key(), to_string(type), root});
  if (result.empty()) return std::nullopt;
  const auto& row = result.front();
  return Source{
      row.id<SourceId>(0),      type, root, row.optional_timestamp(1), row.optional_text(2),
      row.optional_timestamp(3)};
}

Source SourceRepository::find_or_add(SourceType type, const std::string& root,
                                     const std::string& config) {
  if (auto found = find(type, root)) return *found;
  const auto id = chat_.db()
                      .execute(
                          "INSERT INTO media_sources (chat_id, kind, root, config, created_at) "
                          "VALUES ($1, $2, $3, $4, $5) RETURNING id",
                          {chat_.key(), to_string(type), root, config, chat_.now()})
                      .front()
                      .id<SourceId>(0);
  chat_.audit({.entity = "source",
               .entity_id = std::to_string(number(id)),
               .action = "created",
               .before = std::nullopt,
               .after = to_string(type) + " " + root,
               .reason = std::nullopt});
  return {id, type, root};
}

void record_complete_listing(Bookkeeping& unit, ChatKey chat, SourceId source) {
  unit.db().execute("UPDATE media_sources SET last_complete_at = $3 WHERE chat_id = $1 AND id = $2",
                    {chat, source, unit.now()});
}

void forget_marks_elsewhere(Bookkeeping& unit, ChatKey chat, SourceId source) {
  unit.db().execute(
      "UPDATE media_sources SET mark = NULL, marked_at = NULL "
      "WHERE chat_id = $1 AND id <> $2 AND mark IS NOT NULL",
      {chat, source});
}

bool forget_overtaken_mark(sql::Connection& db, ChatKey chat, SourceId source,
                           const std::optional<std::string>& known) {
  return db.execute(
               "UPDATE media_sources SET mark = NULL, marked_at = NULL "
               "WHERE chat_id = $1 AND id = $2 AND COALESCE(mark, '') <> $3",
               {chat, source, known.value_or("")})
             .changes > 0;
}

void record_mark(Bookkeeping& unit, ChatKey chat, SourceId source, const std::string& mark,
                 Timestamp marked_at) {
  unit.db().execute(
      "UPDATE media_sources SET mark = $3, marked_at = $4 WHERE chat_id = $1 AND id = $2",
      {chat, source, mark, marked_at});
}

}  // namespace igbot::media
