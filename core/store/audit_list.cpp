// SPDX-License-Identifier: MIT
#include "core/store/audit_list.hpp"

namespace igbot {
namespace {

/// A WHERE clause that grows.
class Conditions {
 public:
  void add(const std::string& condition, sql::Value value) {
    params_.push_back(std::move(value));
    sql_ +=
        (sql_.empty() ? " WHERE " : " AND ") + condition + " $" + std::to_string(params_.size());
  }
  template <typename T>
  void add(const std::string& condition, const std::optional<T>& value) {
    if (value) add(condition, sql::Value(*value));
  }
  /// Older than an entry: by time, then by number.
  void add_before(Timestamp at, std::int64_t id) {
    add("a.at <=", at);
    params_.emplace_back(id);
    sql_ += " AND (a.at < $" + std::to_string(params_.size() - 1) + " OR a.id < $" +
            std::to_string(params_.size()) + ")";
  }
  std::string limit(int limit) {
    params_.emplace_back(limit);
    return " LIMIT $" + std::to_string(params_.size());
  }
  const std::string& sql() const { return sql_; }
  const std::vector<sql::Value>& params() const { return params_; }

 private:
  std::string sql_;
  std::vector<sql::Value> params_;
};

Timestamp time_of(UnitOfWork& unit, std::int64_t id, std::optional<ChatKey> chat) {
  const auto found = unit.db().execute("SELECT at, chat_id FROM audit_log WHERE id = $1", {id});
  if (found.empty() || (chat && found.front().optional_id<ChatKey>(1) != chat)) {
    throw Error(ErrorKind::not_found, "no such audit entry: " + std::to_string(id),
                "igbotctl audit list");
  }
  return found.front().timestamp(0);
}

}  // namespace

std::vector<AuditLine> list_audit(UnitOfWork& unit, const AuditFilter& filter) {
  Conditions where;
  where.add("a.chat_id =", filter.chat);
  where.add("a.entity =", filter.entity);
  where.add("a.entity_id =", filter.entity_id);
  where.add("a.actor =", filter.actor);
  where.add("a.at >=", filter.since);
  // Always a bound: read along the index on time, newest first, whatever else is asked for.
  where.add("a.at <", filter.until.value_or(k_forever));
  if (filter.before) where.add_before(time_of(unit, *filter.before, filter.chat), *filter.before);
  const std::string sql =
      "SELECT a.id, a.at, a.actor, a.actor_name, a.entity, a.entity_id, a.action, a.before, "
      "a.after, a.reason, c.telegram_id FROM audit_log a LEFT JOIN chats c ON c.id = a.chat_id" +
      where.sql() + " ORDER BY a.at DESC, a.id DESC" + where.limit(filter.limit);
  std::vector<AuditLine> lines;
  for (const auto& row : unit.db().execute(sql, where.params()).rows) {
    lines.push_back({{row.integer(0),
                      row.timestamp(1),
                      {row.text(2), row.text(3)},
                      {row.text(4), row.text(5), row.text(6), row.optional_text(7),
                       row.optional_text(8), row.optional_text(9)}},
                     row.optional_id<TelegramChatId>(10)});
  }
  return lines;
}

}  // namespace igbot
