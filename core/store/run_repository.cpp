// SPDX-License-Identifier: MIT
#include "core/store/run_repository.hpp"

#include <nlohmann/json.hpp>

namespace igbot {

namespace {

/// The summary with the id that log lines of this run carry.
std::string summary_with_run(const std::string& summary, const std::string& run) {
  auto document = nlohmann::json::parse(summary, nullptr, false);
  if (run.empty() || !document.is_object()) return summary;
  document["run"] = run;
  return document.dump();
}

}  // namespace

RunId record_run(Bookkeeping& unit, const RunRecord& run) {
  return unit.db()
      .execute(
          "INSERT INTO runs (command, actor, chat_id, started_at, finished_at, exit_code, summary) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
          {run.command, run.actor, run.chat, run.started_at, unit.now(), run.exit_code,
           summary_with_run(run.summary, unit.run())})
      .front()
      .id<RunId>(0);
}

std::vector<RunLine> list_runs(UnitOfWork& unit, const RunFilter& filter) {
  // Always a bound: read along the index on time, newest first, whatever else is asked for.
  std::string sql =
      "SELECT r.id, r.command, r.actor, r.chat_id, r.started_at, r.exit_code, r.summary, "
      "r.finished_at, c.telegram_id FROM runs r LEFT JOIN chats c ON c.id = r.chat_id "
      "WHERE r.started_at >= $1";
  std::vector<sql::Value> params{filter.since.value_or(Timestamp{})};
  const auto add = [&](const std::string& condition, sql::Value value) {
    params.push_back(std::move(value));
    sql += " AND " + condition + " $" + std::to_string(params.size());
  };
  if (filter.chat) add("r.chat_id =", *filter.chat);
  if (filter.command) add("r.command =", *filter.command);
  if (filter.failed_only) sql += " AND COALESCE(r.exit_code, 1) <> 0";
  params.emplace_back(filter.limit);
  sql += " ORDER BY r.started_at DESC, r.id DESC LIMIT $" + std::to_string(params.size());
  std::vector<RunLine> lines;
  for (const auto& row : unit.db().execute(sql, params).rows) {
    lines.push_back({row.id<RunId>(0),
                     {row.text(1), row.text(2), row.optional_id<ChatKey>(3), row.timestamp(4),
                      static_cast<int>(row.optional_integer(5).value_or(1)), row.text(6)},
                     row.optional_timestamp(7),
                     row.optional_id<TelegramChatId>(8)});
  }
  return lines;
}

}  // namespace igbot
