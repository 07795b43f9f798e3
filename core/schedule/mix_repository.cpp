// SPDX-License-Identifier: MIT
#include "core/schedule/mix_repository.hpp"

namespace igbot::schedule {

std::vector<CategoryShare> MixRepository::current() const {
  const auto result = scope_.db().execute(
      "SELECT category, share FROM category_mix WHERE chat_id = $1 AND is_current = 1 "
      "ORDER BY category",
      {scope_.key()});
  std::vector<CategoryShare> shares;
  for (const auto& row : result.rows) shares.push_back({row.text(0), row.integer(1)});
  return shares;
}

std::optional<Timestamp> MixRepository::began() const {
  return scope_.db()
      .execute("SELECT MAX(COALESCE(valid_to, valid_from)) FROM category_mix WHERE chat_id = $1",
               {scope_.key()})
      .front()
      .optional_timestamp(0);
}

void MixRepository::replace(const std::vector<CategoryShare>& shares) {
  scope_.db().execute(
      "UPDATE category_mix SET valid_to = $2, is_current = 0 "
      "WHERE chat_id = $1 AND is_current = 1",
      {scope_.key(), scope_.now()});
  for (const CategoryShare& share : shares) {
    scope_.db().execute(
        "INSERT INTO category_mix (chat_id, category, share, valid_from, is_current, changed_by) "
        "VALUES ($1, $2, $3, $4, 1, $5)",
        {scope_.key(), share.category, share.weight, scope_.now(), scope_.actor().id});
  }
}

}  // namespace igbot::schedule
