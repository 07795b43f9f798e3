// SPDX-License-Identifier: MIT
#include "tests/migration/frozen_world.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/sql/sqlite_connection.hpp"
#include "tests/migration/frozen.hpp"

namespace igbot::test {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

FrozenDatabase::FrozenDatabase() : telegram({.chats = {{-1001, "group"}, {-1002, "group"}}}) {
  thaw(GetParam(), cli);
  std::filesystem::copy_file(cli.database(), cli.folder() / "frozen.db");
  const auto db = sql::open_sqlite(cli.database());
  schema_ = Migrator(*db, cli.database()).version();
  for (const auto& [table, count] : row_counts(*db)) {
    if (table == "schema_version") continue;
    const auto columns = db->execute(
        "SELECT group_concat('quote(\"' || name || '\")', ' || ''|'' || ') FROM "
        "pragma_table_info('" +
        table + "')");
    columns_[table] = columns.front().text(0);
  }
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
  cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram.url());
  cli.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
  cli.set_environment("IGBOTCTL_INSTAGRAM_API_BASE", graph.url());
  cli.set_environment("IGBOTCTL_INSTAGRAM_FACEBOOK_API_BASE", graph.url());
  cli.set_environment("IGBOTCTL_CHAT", "-1001");
}

CliResult FrozenDatabase::must_run(const std::vector<std::string>& words) const {
  auto result = cli.run(words);
  EXPECT_EQ(result.exit_code, 0) << words[0] << ' ' << words[1] << ": " << result.err;
  return result;
}

nlohmann::json FrozenDatabase::json_of(std::vector<std::string> words) const {
  words.emplace_back("--json");
  return nlohmann::json::parse(must_run(words).out);
}

std::vector<std::string> FrozenDatabase::rows_of(sql::Connection& db) const {
  std::vector<std::string> rows;
  for (const auto& [table, columns] : columns_) {
    for (const auto& row : db.execute("SELECT " + columns + " FROM " + table).rows) {
      rows.push_back(table + "|" + row.text(0));
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::vector<std::string> FrozenDatabase::rows() const {
  return rows_of(*sql::open_sqlite(cli.database()));
}

std::vector<Migration> FrozenDatabase::pending() const {
  return Migrator(*sql::open_sqlite(cli.database()), cli.database()).pending();
}

std::vector<std::filesystem::path> FrozenDatabase::backups() const {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(cli.folder())) {
    const std::string name = entry.path().filename().string();
    const bool is_whole =
        !mentions(name, ".partial") && !name.ends_with("-wal") && !name.ends_with("-shm");
    if (mentions(name, ".before-") && is_whole) found.push_back(entry.path());
  }
  return found;
}

void FrozenDatabase::put_back() const {
  for (const auto& entry : std::filesystem::directory_iterator(cli.folder())) {
    if (entry.path().filename().string().starts_with("igbotctl.db")) {
      std::filesystem::remove(entry.path());
    }
  }
  std::filesystem::copy_file(cli.folder() / "frozen.db", cli.database());
}

}  // namespace igbot::test
