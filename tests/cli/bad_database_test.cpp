// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "core/sql/sqlite_connection.hpp"
#include "tests/cli/team_cli.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {
namespace {

namespace fs = std::filesystem;

/// What reads and what writes.
const std::vector<std::vector<std::string>> k_commands{{"settings", "get", "posts_per_day"},
                                                       {"settings", "set", "posts_per_day", "4"},
                                                       {"media", "sync"},
                                                       {"media", "list"},
                                                       {"schedule", "create"},
                                                       {"post", "run"},
                                                       {"post", "next", "--yes"},
                                                       {"chat", "list"}};

class BadDatabase : public TeamCli {
 protected:
  /// All of it in the one file, nothing beside it.
  void close_database() const {
    sql::checkpoint(*sql::open_sqlite(cli.database(), {sql::OpenMode::write, {}}));
    fs::remove(cli.database().string() + "-wal");
    fs::remove(cli.database().string() + "-shm");
  }
  void overwrite(std::streamoff at, std::size_t size) const {
    std::mt19937 random(7);
    std::fstream file(cli.database(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(at);
    for (std::size_t i = 0; i < size; ++i) file.put(static_cast<char>(random() & 0xFFU));
  }
  void expect_refused_by_all(int exit_code, const std::string& message) const {
    for (const auto& command : k_commands) {
      const auto result = cli.run(command);
      EXPECT_EQ(result.exit_code, exit_code) << command[0] << ' ' << command[1] << result.err;
      EXPECT_TRUE(result.err.starts_with("igbotctl: " + message)) << result.err;
      EXPECT_TRUE(mentions(result.err, "\nhint: ")) << result.err;
    }
  }
};

TEST_F(BadDatabase, AMistypedPathMakesNoDatabaseAndNoFolder) {
  const fs::path typo = cli.folder() / "typo" / "igbotctl.db";
  cli.set_environment("IGBOTCTL_DATABASE_PATH", typo.string());
  expect_refused_by_all(10, "database does not exist: " + typo.string());
  EXPECT_FALSE(fs::exists(typo.parent_path()));
}

TEST_F(BadDatabase, AFolderIsNoDatabase) {
  cli.set_environment("IGBOTCTL_DATABASE_PATH", photos());
  expect_refused_by_all(10, "database is a folder: " + photos());
}

TEST_F(BadDatabase, APathThroughAFileIsNoDatabase) {
  const std::string path = photos() + "/memes/a.jpg/igbotctl.db";
  cli.set_environment("IGBOTCTL_DATABASE_PATH", path);
  expect_refused_by_all(10, "database does not exist: " + path);
  const auto result = cli.run({"init", "--chat", "-5", "--name", "x", "--yes"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_TRUE(mentions(result.err, "database could not be created: " + path)) << result.err;
}

TEST_F(BadDatabase, AnotherFileIsLeftAsItIs) {
  const auto file = cli.write("notes.txt", std::string(5000, 'x'));
  cli.set_environment("IGBOTCTL_DATABASE_PATH", file.string());
  expect_refused_by_all(10, "database is damaged or not an igbotctl database: " + file.string());
  EXPECT_EQ(cli.run({"init", "--chat", "-5", "--name", "x", "--yes"}).exit_code, 10);
  EXPECT_EQ(fs::file_size(file), 5000U);
}

TEST_F(BadDatabase, OneOfTheFutureIsNotTouched) {
  sql::open_sqlite(cli.database(), {sql::OpenMode::write, {}})->execute("PRAGMA user_version = 99");
  expect_refused_by_all(10, "database is newer than this program: " + cli.database().string() +
                                " (it has schema 99,");
  EXPECT_EQ(cli.run({"init", "--chat", "-5", "--name", "x", "--yes"}).exit_code, 10);
}

TEST_F(BadDatabase, GarbageInTheFirstPageIsDamage) {
  close_database();
  overwrite(0, 4096);
  expect_refused_by_all(10, "database is damaged or not an igbotctl database: ");
}

TEST_F(BadDatabase, ATruncatedFileIsDamage) {
  close_database();
  fs::resize_file(cli.database(), fs::file_size(cli.database()) / 8);
  expect_refused_by_all(10, "database is damaged or not an igbotctl database: ");
}

TEST_F(BadDatabase, ADamagedMiddleIsFoundByTheCheckAndNeverABug) {
  close_database();
  const auto pages = static_cast<std::streamoff>(fs::file_size(cli.database()) / 4096);
  for (std::streamoff page = pages / 4; page < pages / 2; ++page) overwrite(page * 4096, 4096);
  for (const auto& command : k_commands) {
    const auto result = cli.run(command);
    EXPECT_TRUE(result.exit_code == 0 || result.exit_code == 10 || result.exit_code == 4)
        << command[0] << ' ' << command[1] << ": " << result.exit_code << result.err;
  }
  EXPECT_EQ(cli.run({"db", "check"}).exit_code, 10);
}

TEST_F(BadDatabase, APersonWithoutAccessIsToldHowToGetIt) {
  fs::permissions(cli.folder(), fs::perms(0755));
  const std::string as_nobody = "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$CLI\" ";
  if (cli.run_script(as_nobody + "version").exit_code != 0) {
    GTEST_SKIP() << "the program cannot be run as another user here";
  }
  for (const char* command : {"post run", "settings set posts_per_day 4", "chat list"}) {
    const auto result = cli.run_script(as_nobody + command);
    EXPECT_EQ(result.exit_code, 12) << result.err;
    EXPECT_TRUE(mentions(result.err, "no access to the database: " + cli.database().string()))
        << result.err;
    EXPECT_TRUE(mentions(result.err, "hint: sudo -u ")) << result.err;
  }
  fs::permissions(cli.database(), fs::perms(0644));  // the files beside it are still closed
  EXPECT_EQ(cli.run_script(as_nobody + "chat list").exit_code, 12);
}

TEST_F(BadDatabase, ADatabaseOfRootInSomebodysFolderIsToBeGivenToThem) {
  const std::string as_nobody = "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$CLI\" ";
  if (cli.run_script("chown 65534 . && " + as_nobody + "version").exit_code != 0) {
    GTEST_SKIP() << "the program cannot be run as another user here";
  }
  const auto result = cli.run_script(as_nobody + "chat list");
  EXPECT_EQ(result.exit_code, 12) << result.err;
  EXPECT_TRUE(mentions(result.err, "hint: sudo chown --reference=" + cli.folder().string()))
      << result.err;
}

/// Runs in a mount namespace of its own that goes away with the shell.
class MountedDatabase : public BadDatabase {
 protected:
  CliResult run_mounted(const std::string& mount, const std::string& script) const {
    return cli.run_script("export CLI\nexec unshare -m /bin/sh -c '" + mount + " || exit 99\n" +
                          script + "'");
  }
};

TEST_F(MountedDatabase, OnAReadOnlyDiskItIsReadAndNothingElse) {
  const std::string here = cli.folder().string();
  const auto mount = "mount --bind " + here + " " + here + " && mount -o remount,ro,bind " + here;
  if (run_mounted(mount, "exit 0").exit_code != 0) GTEST_SKIP() << "no private mounts here";
  EXPECT_EQ(run_mounted(mount, "\"$CLI\" settings get posts_per_day").out, "3\n");
  for (const char* command : {"settings set posts_per_day 4", "schedule create", "pause"}) {
    const auto result = run_mounted(mount, std::string("\"$CLI\" ") + command);
    EXPECT_EQ(result.exit_code, 1) << command;
    EXPECT_TRUE(mentions(result.err, "database may not be written: " + cli.database().string()))
        << result.err;
  }
  EXPECT_EQ(run_mounted(mount, "\"$CLI\" post run").exit_code, 1);
  EXPECT_EQ(setting("posts_per_day"), "3\n");
}

TEST_F(MountedDatabase, OnAFullDiskNothingChangesAndItWorksAgainWhenThereIsSpace) {
  const std::string disk = (cli.folder() / "disk").string();
  fs::create_directory(disk);
  close_database();
  const std::string mount = "mount -t tmpfs -o size=1500k none " + disk;
  if (run_mounted(mount, "exit 0").exit_code != 0) GTEST_SKIP() << "no private mounts here";
  const std::string script = "cp " + cli.database().string() + " " + disk + "/igbotctl.db\n" +
                             "export IGBOTCTL_DATABASE_PATH=" + disk + R"(/igbotctl.db
    "$CLI" settings get posts_per_day
    dd if=/dev/zero of=)" + disk +
                             R"(/fill bs=1k 2>/dev/null
    for command in "settings set posts_per_day 5" "schedule create" "post next --yes" \
                   "media sync --allow-mass-delete" "db backup )" +
                             disk + R"(/copy"; do
      "$CLI" $command; echo "$command: $?"
    done
    "$CLI" post run; echo "post run: $?"
    ls )" + disk + R"(/copy* 2>/dev/null
    "$CLI" settings get posts_per_day
    rm )" + disk + R"(/fill
    "$CLI" settings set posts_per_day 5
    "$CLI" schedule create --json=id >/dev/null && "$CLI" db check)";
  write_file(photos(), "memes/c.jpg", jpeg_bytes(64, 64, 3));  // something to store
  const auto result = run_mounted(mount, script);
  EXPECT_EQ(result.out,
            "3\nsettings set posts_per_day 5: 1\nschedule create: 1\n"
            "post next --yes: 1\nmedia sync --allow-mass-delete: 1\n"
            "db backup " +
                disk +
                "/copy: 1\npost run: 0\n3\nposts_per_day: 3 → 5\n"
                "sound: " +
                disk + "/igbotctl.db\n")
      << result.err;
  EXPECT_TRUE(mentions(result.err, "igbotctl: disk is full, nothing was changed: ")) << result.err;
  EXPECT_FALSE(mentions(result.err, "internal error")) << result.err;
}

TEST_F(MountedDatabase, OnAFullDiskAPostThatIsDueWaitsForSpace) {
  const TelegramSandbox telegram({.chats = {{-1001, "group"}}});
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
  cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram.url());
  must_run({"schedule", "create"});
  must_run({"post", "move", "1", "now"});
  const std::string disk = (cli.folder() / "disk").string();
  fs::create_directory(disk);
  close_database();
  const std::string mount = "mount -t tmpfs -o size=1500k none " + disk;
  if (run_mounted(mount, "exit 0").exit_code != 0) GTEST_SKIP() << "no private mounts here";
  const auto result = run_mounted(mount, "cp " + cli.database().string() + " " + disk +
                                             "/igbotctl.db\nexport IGBOTCTL_DATABASE_PATH=" + disk +
                                             R"(/igbotctl.db
    "$CLI" chat list >/dev/null
    dd if=/dev/zero of=)" + disk + R"(/fill bs=1k 2>/dev/null
    "$CLI" post run; echo "full: $?"
    "$CLI" post list --status planned --json=id | grep -c "\"id\": 1$"
    rm )" + disk + R"(/fill
    "$CLI" post run >/dev/null; echo "with space: $?"
    "$CLI" post run)");
  EXPECT_EQ(result.out, "full: 1\n1\nwith space: 0\n") << result.err;
  EXPECT_TRUE(mentions(result.err, "igbotctl: disk is full, nothing was changed: ")) << result.err;
  EXPECT_EQ(telegram.accepted().size(), 1U);
}

}  // namespace
}  // namespace igbot::test
