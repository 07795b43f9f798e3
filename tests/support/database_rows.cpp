// SPDX-License-Identifier: MIT
#include "tests/support/database_rows.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/sql/sqlite_connection.hpp"

namespace igbot::test {
namespace {

/// Tables, with an expression that is the text of a whole row.
std::vector<std::pair<std::string, std::string>> tables_of(sql::Connection& db) {
  std::vector<std::pair<std::string, std::string>> tables;
  const auto found = db.execute(
      "SELECT t.name, (SELECT group_concat('quote(\"' || c.name || '\")', ' || '','' || ') "
      "                FROM pragma_table_info(t.name) c) "
      "FROM sqlite_master t WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1");
  for (const auto& row : found.rows) tables.emplace_back(row.text(0), row.text(1));
  return tables;
}

}  // namespace

std::vector<std::string> rows_of(sql::Connection& db, std::optional<std::int64_t> chat) {
  std::vector<std::string> rows;
  for (const auto& [table, text] : tables_of(db)) {
    const bool is_tenant = text.find("quote(\"chat_id\")") != std::string::npos;
    if (chat && !is_tenant && table != "chats") continue;
    std::string query = "SELECT " + text + " FROM " + table;
    if (chat) query += is_tenant ? " WHERE chat_id = $1" : " WHERE id = $1";
    const auto found = chat ? db.execute(query, {*chat}) : db.execute(query);
    for (const auto& row : found.rows) rows.push_back(table + ": " + row.text(0));
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::vector<std::string> rows_of(const std::filesystem::path& database) {
  return rows_of(*sql::open_sqlite(database, {sql::OpenMode::read, {}}));
}

std::vector<std::string> rows_of_backup(const std::filesystem::path& copy) {
  auto rows = rows_of(copy);
  const auto told = std::erase_if(rows, [](const std::string& row) {
    return row.starts_with("audit_log: ") && row.find("'backed up'") != std::string::npos;
  });
  if (told != 1) throw std::runtime_error("no backup: " + copy.string());
  return rows;
}

std::string content_of(sql::Connection& db) {
  std::string query;
  for (const auto& [table, text] : tables_of(db)) {
    query += (query.empty() ? "" : " UNION ALL ");
    query += "SELECT '" + table + ": ' || group_concat(row, char(10)) FROM (SELECT " + text +
             " AS row FROM " + table + " ORDER BY 1)";
  }
  std::string content;
  for (const auto& row : db.execute(query).rows) {
    if (!row.is_null(0)) content += row.text(0) + "\n";
  }
  return content;
}

}  // namespace igbot::test
