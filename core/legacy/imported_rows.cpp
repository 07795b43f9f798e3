// SPDX-License-Identifier: MIT
#include "core/legacy/imported_rows.hpp"

namespace igbot::legacy {

std::optional<std::int64_t> ImportedRows::find(const std::string& kind,
                                               const std::string& old_id) const {
  const auto result = chat_.db().execute(
      "SELECT new_id FROM imported_rows WHERE chat_id = $1 AND origin = 'storyline' "
      "AND kind = $2 AND old_id = $3",
      {chat_.key(), kind, old_id});
  if (result.empty()) return std::nullopt;
  return result.front().integer(0);
}

void ImportedRows::add(const std::string& kind, const std::string& old_id, std::int64_t new_id) {
  chat_.db().execute(
      "INSERT INTO imported_rows (chat_id, origin, kind, old_id, new_id) "
      "VALUES ($1, 'storyline', $2, $3, $4)",
      {chat_.key(), kind, old_id, new_id});
}

}  // namespace igbot::legacy
