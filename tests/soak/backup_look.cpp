// SPDX-License-Identifier: MIT
#include "tests/soak/backup_look.hpp"

#include "core/sql/sqlite_connection.hpp"
#include "core/store/database_check.hpp"

namespace igbot::test {
namespace {

/// Rows of a table that only one of the two has.
std::int64_t differing_rows(sql::Connection& db, const std::string& table) {
  const auto only_in = [&](const std::string& one, const std::string& other) {
    return db
        .execute("SELECT count(*) FROM (SELECT * FROM " + one + ".\"" + table +
                 "\" EXCEPT SELECT * FROM " + other + ".\"" + table + "\")")
        .front()
        .integer(0);
  };
  return only_in("main", "live") + only_in("live", "main");
}

}  // namespace

std::vector<std::string> look_at_backup(const std::filesystem::path& copy,
                                        const std::filesystem::path& database) {
  const auto db = sql::open_sqlite(copy, {.mode = sql::OpenMode::read});
  std::vector<std::string> wrongs = check_database(*db);
  db->execute("ATTACH $1 AS live", {database.string()});
  const auto tables = db->execute(
      "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
      "ORDER BY name");
  for (const auto& row : tables.rows) {
    const std::string& table = row.text(0);
    const std::int64_t expected = table == "audit_log" ? 1 : 0;
    const std::int64_t found = differing_rows(*db, table);
    if (found != expected) {
      wrongs.push_back("backup: " + std::to_string(found) + " rows of " + table + " differ");
    }
  }
  return wrongs;
}

}  // namespace igbot::test
