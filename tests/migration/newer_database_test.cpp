// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <set>

#include "core/sql/sqlite_connection.hpp"
#include "tests/cli/command_table.hpp"
#include "tests/cli/seeded_world.hpp"
#include "tests/migration/frozen_world.hpp"
#include "tests/support/command_list.hpp"

namespace igbot::test {
namespace {

/// They need no database, put another in its place, or tell of it as one thing among others.
const std::set<std::string> k_without_database{
    "completion", "config check", "config path", "config show",    "db restore",
    "doctor",     "key generate", "metrics",     "telegram setup", "version"};

TEST(NewerDatabase, EveryCommandRefusesItAndLeavesItAsItIs) {
  SeededWorld world;
  world.cli().run({"db", "check"});
  {
    const auto db = sql::open_sqlite(world.cli().database());
    const auto version = db->execute("PRAGMA user_version").front().integer(0);
    db->execute("PRAGMA user_version = " + std::to_string(version + 1));
    db->execute(
        "INSERT INTO schema_version (version, name, checksum, applied_at) VALUES ($1, 'later', "
        "'x', 1)",
        {version + 1});
    sql::checkpoint(*db);
  }
  const std::string before = bytes_of(world.cli().database());
  for (const auto& [name, entry] : command_table()) {
    if (k_without_database.count(name) > 0) continue;
    const CommandRun& run = entry.runs.front();
    auto words = words_of(name);
    for (const std::string& word : world.fill_in(run.words)) words.push_back(word);
    const auto result = world.cli().run(words, run.input);
    EXPECT_EQ(result.exit_code, 10) << name << ": " << result.err;
    EXPECT_TRUE(mentions(result.err, "database is newer than this program: "))
        << name << result.err;
    EXPECT_TRUE(mentions(result.err, "hint: install the newer igbotctl")) << name << result.err;
  }
  const auto told = world.cli().run({"doctor", "--offline"});
  EXPECT_EQ(told.exit_code, 21);
  EXPECT_TRUE(mentions(told.out, "database is newer than this program")) << told.out;
  const auto figures = world.cli().run({"metrics"});
  EXPECT_TRUE(mentions(figures.out, "igbotctl_check_status{check=\"database\",chat_id=\"\"} 2"))
      << figures.out;
  EXPECT_EQ(bytes_of(world.cli().database()), before);
}

}  // namespace
}  // namespace igbot::test
