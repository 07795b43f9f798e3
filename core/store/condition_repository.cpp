// SPDX-License-Identifier: MIT
#include "core/store/condition_repository.hpp"

namespace igbot {
namespace {

/// The expression `conditions_open` is built on: no chat counts as 0, so that it can be unique.
std::int64_t key_of(std::optional<ChatKey> chat) { return chat ? number(*chat) : 0; }

std::vector<Condition> conditions_from(const sql::Result& result) {
  std::vector<Condition> conditions;
  for (const auto& row : result.rows) {
    conditions.push_back(
        {row.optional_id<ChatKey>(0), row.text(1), row.text(2), row.text(3), row.timestamp(4)});
  }
  return conditions;
}

}  // namespace

bool ConditionRepository::begin(std::optional<ChatKey> chat, const std::string& kind,
                                const std::string& subject, const std::string& detail) {
  const auto present = find(chat, kind, subject);
  if (!present) {
    db_.execute(
        "INSERT INTO conditions (chat_id, kind, subject, detail, began_at) "
        "VALUES ($1, $2, $3, $4, $5)",
        {chat, kind, subject, detail, now_});
    return true;
  }
  if (present->detail == detail) return false;
  db_.execute(
      "UPDATE conditions SET detail = $4 WHERE COALESCE(chat_id, 0) = $1 AND kind = $2 "
      "AND subject = $3 AND ended_at IS NULL",
      {key_of(chat), kind, subject, detail});
  return true;
}

bool ConditionRepository::end(std::optional<ChatKey> chat, const std::string& kind,
                              const std::string& subject) {
  return db_.execute(
                "UPDATE conditions SET ended_at = $4 WHERE COALESCE(chat_id, 0) = $1 "
                "AND kind = $2 AND subject = $3 AND ended_at IS NULL",
                {key_of(chat), kind, subject, now_})
             .changes > 0;
}

std::optional<Condition> ConditionRepository::find(std::optional<ChatKey> chat,
                                                   const std::string& kind,
                                                   const std::string& subject) const {
  auto found = conditions_from(db_.execute(
      "SELECT chat_id, kind, subject, detail, began_at FROM conditions "
      "WHERE COALESCE(chat_id, 0) = $1 AND kind = $2 AND subject = $3 AND ended_at IS NULL",
      {key_of(chat), kind, subject}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Condition> ConditionRepository::open(std::optional<ChatKey> chat) const {
  return conditions_from(
      db_.execute("SELECT chat_id, kind, subject, detail, began_at FROM conditions "
                  "WHERE COALESCE(chat_id, 0) = $1 AND ended_at IS NULL ORDER BY id",
                  {key_of(chat)}));
}

}  // namespace igbot
