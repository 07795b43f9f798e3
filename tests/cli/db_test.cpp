// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/sql/sqlite_connection.hpp"
#include "tests/support/cli_runner.hpp"

namespace igbot::test {
namespace {

struct DbCli : CliRunner {
  DbCli() { run({"init", "--chat", "-1", "--name", "team", "--yes"}); }
};

TEST(CliDb, StatusSaysWhichSchemaItHas) {
  const DbCli cli;
  const auto result = cli.run({"db", "status", "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto document = nlohmann::json::parse(result.out);
  EXPECT_EQ(document["schema"], document["newest"]);
  EXPECT_EQ(document["path"], cli.database().string());
}

TEST(CliDb, MigratingACurrentDatabaseDoesNothing) {
  const DbCli cli;
  const auto result = cli.run({"db", "migrate"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("up to date"), std::string::npos) << result.out;
}

TEST(CliDb, ADatabaseOfTheFutureEndsWith10) {
  const DbCli cli;
  sql::open_sqlite(cli.database())->execute("PRAGMA user_version = 9999");
  EXPECT_EQ(cli.run({"settings", "list"}).exit_code, 10);
  EXPECT_EQ(cli.run({"db", "migrate"}).exit_code, 10);
}

TEST(CliDb, WithoutADatabaseEveryVerbEndsWith10AndMakesNone) {
  const CliRunner cli;
  for (const char* verb : {"status", "migrate", "check", "backup"}) {
    EXPECT_EQ(cli.run({"db", verb}).exit_code, 10) << verb;
  }
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
}

TEST(CliDb, ABackupIsAPrivateCopyThatWorks) {
  DbCli cli;
  const auto copy = cli.folder() / "copy.db";
  const auto result = cli.run({"db", "backup", copy.string()});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  struct stat status {};
  ASSERT_EQ(::stat(copy.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 077, 0U);
  EXPECT_FALSE(std::filesystem::exists(copy.string() + "-wal"));
  EXPECT_EQ(cli.run({"db", "backup", copy.string()}).exit_code, 6);
  cli.set_environment("IGBOTCTL_DATABASE_PATH", copy.string());
  EXPECT_EQ(cli.run({"settings", "get", "posts_per_day"}).out, "3\n");
}

TEST(CliDb, CheckFindsARowThatRefersToNothing) {
  const DbCli cli;
  EXPECT_EQ(cli.run({"db", "check"}).exit_code, 0);
  auto db = sql::open_sqlite(cli.database());
  db->execute("PRAGMA foreign_keys = OFF");
  db->execute("INSERT INTO chat_settings (chat_id, key, value) VALUES (99, 'x', 'y')");
  const auto result = cli.run({"db", "check"});
  EXPECT_EQ(result.exit_code, 10);
  EXPECT_NE(result.out.find("chat_settings"), std::string::npos) << result.out;
}

TEST(CliDb, AFileThatIsNoDatabaseEndsWith10) {
  const CliRunner cli;
  std::ofstream(cli.database()) << std::string(4096, 'x');
  EXPECT_EQ(cli.run({"db", "check"}).exit_code, 10);
  EXPECT_EQ(cli.run({"settings", "list"}).exit_code, 10);
}

}  // namespace
}  // namespace igbot::test
