// SPDX-License-Identifier: MIT
#include "core/schedule/mix_repository.hpp"

#include <algorithm>

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

std::vector<MixPeriod> MixRepository::history(int limit) const {
  // A mix ends without a next one when it is taken away.
  const auto began = scope_.db().execute(
      "SELECT valid_from FROM category_mix WHERE chat_id = $1 UNION "
      "SELECT valid_to FROM category_mix WHERE chat_id = $1 AND valid_to IS NOT NULL "
      "ORDER BY 1 DESC LIMIT $2",
      {scope_.key(), static_cast<std::int64_t>(limit)});
  std::vector<MixPeriod> periods;
  for (const auto& row : began.rows) {
    MixPeriod& period = periods.emplace_back();
    period.from = row.timestamp(0);
    if (periods.size() > 1) period.to = periods[periods.size() - 2].from;
  }
  if (!periods.empty()) {
    add_shares(periods);
    add_authors(periods);
  }
  return periods;
}

void MixRepository::add_shares(std::vector<MixPeriod>& periods) const {
  const auto result = scope_.db().execute(
      "SELECT category, share, valid_from, valid_to FROM category_mix "
      "WHERE chat_id = $1 AND (valid_to IS NULL OR valid_to > $2) ORDER BY category, id",
      {scope_.key(), periods.back().from});
  for (const auto& row : result.rows) {
    const Timestamp from = row.timestamp(2);
    const Timestamp to = row.optional_timestamp(3).value_or(k_forever);
    for (MixPeriod& period : periods) {
      if (from <= period.from && period.from < to) {
        period.shares.push_back({row.text(0), row.integer(1)});
      }
    }
  }
}

void MixRepository::add_authors(std::vector<MixPeriod>& periods) const {
  const auto result = scope_.db().execute(
      "SELECT at, actor, actor_name, reason FROM audit_log WHERE chat_id = $1 "
      "AND entity = 'mix' AND entity_id = 'mix' AND at >= $2 ORDER BY id",
      {scope_.key(), periods.back().from});
  for (const auto& row : result.rows) {
    const auto period = std::find_if(periods.begin(), periods.end(), [&](const MixPeriod& found) {
      return found.from == row.timestamp(0);
    });
    if (period == periods.end()) continue;
    period->by = Actor{row.text(1), row.text(2)};
    period->reason = row.optional_text(3);
  }
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
