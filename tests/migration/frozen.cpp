// SPDX-License-Identifier: MIT
#include "tests/migration/frozen.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "core/sql/sqlite_connection.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

constexpr std::int64_t k_day = 86'400'000;

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + file.string());
  std::ostringstream content;
  content << stream.rdbuf();
  return content.str();
}

std::vector<std::string> names(sql::Connection& db, const std::string& query) {
  std::vector<std::string> found;
  for (const auto& row : db.execute(query).rows) found.push_back(row.text(0));
  return found;
}

std::vector<std::string> tables_in(sql::Connection& db) {
  return names(db,
               "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
               "ORDER BY name");
}

/// Moves whatever looks like a time of this century by whole days, so that the clock stays.
void move_times(sql::Connection& db) {
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count();
  const auto left = db.execute("SELECT max(at) FROM audit_log").front().integer(0);
  const std::int64_t days = (now - left) / k_day;
  for (const std::string& table : tables_in(db)) {
    for (const std::string& column :
         names(db, "SELECT name FROM pragma_table_info('" + table + "') WHERE type = 'INTEGER'")) {
      db.execute("UPDATE " + table + " SET " + column + " = " + column + " + $1 WHERE " + column +
                     " BETWEEN 1500000000000 AND 2500000000000",
                 {days * k_day});
    }
  }
  db.execute("UPDATE posts SET slot_day = date(slot_day, $1 || ' days') WHERE slot_day IS NOT NULL",
             {days});
}

}  // namespace

std::map<std::string, std::int64_t> row_counts(sql::Connection& db) {
  std::map<std::string, std::int64_t> counts;
  for (const std::string& table : tables_in(db)) {
    counts[table] = db.execute("SELECT count(*) FROM " + table).front().integer(0);
  }
  return counts;
}

std::vector<std::string> schema_of(sql::Connection& db) {
  auto parts = names(db,
                     "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema "
                     "WHERE name NOT LIKE 'sqlite_%' ORDER BY 1");
  for (const std::string& table : tables_in(db)) {
    const auto columns =
        names(db, "SELECT '" + table +
                      "' || '.' || name || ' ' || type || ' ' || \"notnull\" || ' ' || "
                      "coalesce(dflt_value, '') || ' ' || pk FROM pragma_table_info('" +
                      table + "')");
    parts.insert(parts.end(), columns.begin(), columns.end());
  }
  return parts;
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + by.size())) {
    text.replace(at, part.size(), by);
  }
  return text;
}

std::vector<std::string> frozen_releases() {
  std::vector<std::string> releases;
  for (const auto& entry : std::filesystem::directory_iterator(IGBOT_FROZEN_FOLDER)) {
    if (entry.path().extension() == ".sql") releases.push_back(entry.path().stem().string());
  }
  std::sort(releases.begin(), releases.end());
  return releases;
}

void thaw(const std::string& release, CliRunner& cli) {
  const std::filesystem::path frozen = std::filesystem::path(IGBOT_FROZEN_FOLDER) / release;
  for (int i = 0; i <= 40; ++i) {
    const std::string name = i == 40 ? "new" : std::to_string(i);
    write_file(cli.folder() / "photos", (i % 2 == 0 ? "memes/" : "merch/") + name + ".jpg",
               jpeg_bytes(64, 64, i));
  }
  const auto key = cli.write("key", content_of(frozen.string() + ".key"));
  std::filesystem::permissions(
      key, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  cli.set_environment("IGBOTCTL_KEY_FILE", key.string());
  const auto db = sql::open_sqlite(cli.database(), {sql::OpenMode::create, {}});
  db->execute_script(
      replaced(content_of(frozen.string() + ".sql"), k_frozen_folder, cli.folder().string()));
  move_times(*db);
  sql::checkpoint(*db);
}

}  // namespace igbot::test
