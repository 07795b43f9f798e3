// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/file_lock.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "tests/cli/team_cli.hpp"

namespace igbot::test {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A backup with 4 posts a day; the database has 9.
class Restoring : public TeamCli {
 protected:
  Restoring() {
    must_run({"settings", "set", "posts_per_day", "4"});
    must_run({"db", "backup", backup()});
    must_run({"settings", "set", "posts_per_day", "9"});
  }

  std::string backup() const { return (cli.folder() / "backup.db").string(); }
  CliResult restore(const std::vector<std::string>& more = {"--yes"}) const {
    std::vector<std::string> words{"db", "restore", backup()};
    words.insert(words.end(), more.begin(), more.end());
    return cli.run(words);
  }
  std::string posts_per_day() const { return setting("posts_per_day"); }
  std::vector<fs::path> replaced() const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(cli.folder())) {
      const std::string name = entry.path().filename().string();
      if (mentions(name, ".replaced-") && !name.ends_with("-wal")) found.push_back(entry.path());
    }
    return found;
  }
  void damage_database() const {
    fs::remove(cli.database().string() + "-wal");
    std::ofstream(cli.database(), std::ios::binary) << std::string(5000, 'x');
  }
};

TEST_F(Restoring, TheBackupTakesThePlaceOfTheDatabaseWhichStaysBesideIt) {
  const auto result = restore();
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(posts_per_day(), "4\n");
  ASSERT_EQ(replaced().size(), 1U);
  must_run({"db", "restore", replaced()[0].string(), "--yes"});
  EXPECT_EQ(posts_per_day(), "9\n") << "what was replaced can be restored in turn";
}

TEST_F(Restoring, ThereIsNoWriteAheadLogOfTheFormerDatabaseLeft) {
  ASSERT_GT(fs::file_size(cli.database().string() + "-wal"), 0U);
  ASSERT_EQ(restore().exit_code, 0);
  EXPECT_FALSE(fs::exists(cli.database().string() + "-wal"));
  must_run({"db", "check"});
}

TEST_F(Restoring, TheRestoredFileIsPrivateWhateverTheBackupWas) {
  ::chmod(backup().c_str(), 0644);
  ASSERT_EQ(restore().exit_code, 0);
  struct stat status {};
  ASSERT_EQ(::stat(cli.database().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(Restoring, ItAsksBeforeItReplacesADatabase) {
  EXPECT_EQ(restore({}).exit_code, 2);
  EXPECT_EQ(posts_per_day(), "9\n");
  const auto refused = cli.run_on_terminal({"db", "restore", backup()}, {{"[y/N]", "n\n"}});
  EXPECT_EQ(refused.exit_code, 6) << refused.out;
  EXPECT_EQ(posts_per_day(), "9\n");
  EXPECT_FALSE(fs::exists(cli.database().string() + ".restoring"));
}

TEST_F(Restoring, WithoutADatabaseNothingIsAsked) {
  cli.set_environment("IGBOTCTL_DATABASE_PATH", (cli.folder() / "new/folder/x.db").string());
  ASSERT_EQ(restore({}).exit_code, 0);
  EXPECT_EQ(posts_per_day(), "4\n");
}

TEST_F(Restoring, ADryRunChangesNothing) {
  const auto before = bytes_of(cli.database());
  const auto result = restore({"-n", "--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(nlohmann::json::parse(result.out)["chats_paused"], 1);
  EXPECT_EQ(bytes_of(cli.database()), before);
  EXPECT_EQ(posts_per_day(), "9\n");
  EXPECT_TRUE(replaced().empty());
}

TEST_F(Restoring, WhileSomebodyHasTheDatabaseOpenItIsRefused) {
  const auto sleeper = cli.run_script(
      "mkfifo pipe; sqlite3 igbotctl.db 'SELECT 1 FROM chats;' '.shell echo open > pipe' "
      "'.shell cat pipe' >/dev/null & cat pipe >/dev/null; \"$CLI\" db restore backup.db --yes; "
      "echo \"restore ended with $?\"; echo close > pipe; wait");
  EXPECT_TRUE(mentions(sleeper.out, "restore ended with 6")) << sleeper.out << sleeper.err;
  EXPECT_TRUE(mentions(sleeper.err, "database is in use")) << sleeper.err;
  EXPECT_EQ(posts_per_day(), "9\n");
  EXPECT_EQ(restore().exit_code, 0) << "and afterwards it works";
}

TEST_F(Restoring, WhileAWorkerRunsItIsRefused) {
  {
    const auto lock = FileLock::try_acquire(cli.database().string() + ".run.lock");
    ASSERT_TRUE(lock);
    EXPECT_EQ(restore().exit_code, 6);
  }
  EXPECT_EQ(restore().exit_code, 0);
}

TEST_F(Restoring, ADamagedDatabaseIsReplacedAndKept) {
  damage_database();
  const auto damaged = bytes_of(cli.database());
  const auto told = cli.run({"settings", "get", "posts_per_day"});
  EXPECT_EQ(told.exit_code, 10);
  EXPECT_TRUE(mentions(told.err, "igbotctl db restore FILE")) << told.err;
  ASSERT_EQ(restore().exit_code, 0);
  EXPECT_EQ(posts_per_day(), "4\n");
  EXPECT_EQ(bytes_of(replaced().at(0)), damaged);
}

TEST_F(Restoring, TheLogOfADamagedDatabaseIsKeptWithIt) {
  damage_database();
  cli.write("igbotctl.db-wal", "what was in the log");
  ASSERT_EQ(restore().exit_code, 0);
  EXPECT_EQ(bytes_of(replaced().at(0).string() + "-wal"), "what was in the log");
  EXPECT_EQ(posts_per_day(), "4\n");
}

TEST_F(Restoring, WhatIsNoSoundBackupIsRefusedAndTheDatabaseUntouched) {
  EXPECT_EQ(cli.run({"db", "restore", "none.db", "--yes"}).exit_code, 5);
  EXPECT_EQ(cli.run({"db", "restore", "photos", "--yes"}).exit_code, 2);
  EXPECT_EQ(cli.run({"db", "restore", "igbotctl.db", "--yes"}).exit_code, 2);
  cli.write("text.db", "not a database at all");
  EXPECT_EQ(cli.run({"db", "restore", "text.db", "--yes"}).exit_code, 10);
  cli.write("empty.db", "");
  EXPECT_EQ(cli.run({"db", "restore", "empty.db", "--yes"}).exit_code, 10);
  auto torn = bytes_of(backup());
  torn.replace(torn.size() / 2, 8192, 8192, 'x');
  cli.write("torn.db", torn);
  EXPECT_EQ(cli.run({"db", "restore", "torn.db", "--yes"}).exit_code, 10);
  cli.write("short.db", torn.substr(0, torn.size() / 4));
  EXPECT_EQ(cli.run({"db", "restore", "short.db", "--yes"}).exit_code, 10);
  sql::open_sqlite(backup())->execute("PRAGMA user_version = 9999");
  const auto newer = restore();
  EXPECT_EQ(newer.exit_code, 10);
  EXPECT_TRUE(mentions(newer.err, "newer")) << newer.err;
  EXPECT_EQ(posts_per_day(), "9\n");
  EXPECT_TRUE(replaced().empty());
  EXPECT_FALSE(fs::exists(cli.database().string() + ".restoring"));
}

TEST_F(Restoring, ABackupWhoseChangesLieInItsLogIsRestoredWithThem) {
  cli.set_environment("IGBOTCTL_DATABASE_PATH", backup());
  must_run({"settings", "set", "posts_per_day", "7"});
  cli.set_environment("IGBOTCTL_DATABASE_PATH", cli.database().string());
  ASSERT_EQ(restore().exit_code, 0);
  EXPECT_EQ(posts_per_day(), "7\n");
}

TEST_F(Restoring, ChatsArePausedAndPostsThatWereDueAreInDoubt) {
  must_run({"schedule", "create", "--days", "2"});
  auto db = sql::open_sqlite(cli.database());
  db->execute("UPDATE posts SET due_at = 1000, wake_at = 1000 WHERE id = 1");
  db.reset();
  must_run({"db", "backup", "planned.db"});
  const auto result = must_run({"db", "restore", "planned.db", "--yes", "--json"});
  const auto document = nlohmann::json::parse(result.out);
  EXPECT_EQ(document["chats_paused"], 1);
  EXPECT_EQ(document["posts_unknown"], 1);
  EXPECT_EQ(setting("is_paused"), "true\n");
  EXPECT_TRUE(mentions(setting("pause_reason"), "restored from a backup of"));
  const auto unknown =
      nlohmann::json::parse(must_run({"post", "list", "--status", "unknown", "--json"}).out);
  ASSERT_EQ(unknown["posts"].size(), 1U);
  EXPECT_EQ(unknown["posts"][0]["id"], 1);
  must_run({"post", "resolve", "1", "--not-delivered"});
}

TEST_F(Restoring, AsIsHoldsNothingBack) {
  ASSERT_EQ(restore({"--as-is", "--yes"}).exit_code, 0);
  EXPECT_EQ(setting("is_paused"), "false\n");
}

TEST_F(Restoring, APauseWithoutAnEndStaysAsItIs) {
  must_run({"pause", "--reason", "holiday"});
  must_run({"db", "backup", "paused.db"});
  must_run({"db", "restore", "paused.db", "--yes"});
  EXPECT_EQ(setting("pause_reason"), "holiday\n");
}

TEST_F(Restoring, ABackupThatFailsLeavesNothing) {
  const auto result = cli.run_script(
      "trap '' XFSZ; ulimit -f 100; \"$CLI\" db backup small.db; echo \"rc $?\"; ls small.db*");
  EXPECT_EQ(result.out, "rc 1\n") << result.err;
}

}  // namespace
}  // namespace igbot::test
