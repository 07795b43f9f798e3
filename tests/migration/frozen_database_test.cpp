// SPDX-License-Identifier: MIT
// What an upgrade does to the database that each release left behind.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/crypto/key_ring.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/store/migrator.hpp"
#include "tests/migration/frozen.hpp"
#include "tests/migration/frozen_world.hpp"

namespace igbot::test {
namespace {

INSTANTIATE_TEST_SUITE_P(Releases, FrozenDatabase, ::testing::ValuesIn(frozen_releases()),
                         [](const auto& info) { return replaced(info.param, ".", "_"); });

TEST_P(FrozenDatabase, EveryTableHasRows) {
  const auto db = sql::open_sqlite(cli.database());
  for (const auto& [table, rows] : row_counts(*db)) EXPECT_GT(rows, 0) << table;
}

TEST_P(FrozenDatabase, ThePlanNamesEachStepAndChangesNothing) {
  const std::string before = bytes_of(cli.database());
  const auto result = must_run({"db", "migrate", "-n"});
  for (const Migration& step : pending()) {
    EXPECT_TRUE(mentions(result.out, std::to_string(step.version) + " " + std::string(step.name) +
                                         ": " + purpose_of(step)))
        << result.out;
  }
  EXPECT_TRUE(mentions(result.out, "backup: " + cli.database().string() + ".before-"));
  EXPECT_TRUE(mentions(result.out, " bytes needed at most, "));
  EXPECT_EQ(bytes_of(cli.database()), before);
  EXPECT_TRUE(backups().empty());
}

TEST_P(FrozenDatabase, ThePlanIsTheSameInJson) {
  const auto plan = json_of({"db", "migrate", "-n"});
  EXPECT_EQ(plan["applied"].size(), pending().size());
  EXPECT_EQ(plan["purposes"].size(), pending().size());
  EXPECT_LT(plan["schema"], plan["newest"]);
  EXPECT_GE(plan["bytes_needed"], 2 * std::filesystem::file_size(cli.database()));
  EXPECT_TRUE(backups().empty());
}

TEST_P(FrozenDatabase, UntilThenCommandsNameTheOneThatHelps) {
  const std::string before = bytes_of(cli.database());
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"settings", "get", "posts_per_day"},
                                             {"settings", "set", "posts_per_day", "4"},
                                             {"post", "run"},
                                             {"telegram", "poll", "--once"},
                                             {"media", "sync", "--all-chats"},
                                             {"init", "--chat", "-1001", "--yes"},
                                             {"db", "backup"}}) {
    const auto result = cli.run(command);
    EXPECT_EQ(result.exit_code, 10) << command[0] << ' ' << command[1] << result.err;
    EXPECT_TRUE(mentions(result.err, "database is older than this program: ")) << result.err;
    EXPECT_TRUE(mentions(result.err, "hint: igbotctl db migrate")) << result.err;
  }
  EXPECT_EQ(bytes_of(cli.database()), before);
}

TEST_P(FrozenDatabase, EveryRowIsKeptAndTheDatabaseIsSound) {
  const auto before = rows();
  must_run({"db", "migrate"});
  EXPECT_EQ(rows(), before);
  must_run({"db", "check"});
}

TEST_P(FrozenDatabase, APostThatWasToAskAgainAsks) {
  if (schema_ >= 3) GTEST_SKIP() << "it is told apart already";
  sql::open_sqlite(cli.database())
      ->execute(
          "UPDATE posts SET approved = 1 WHERE id = (SELECT min(id) FROM posts WHERE state = "
          "'planned')");
  must_run({"db", "migrate"});
  const auto asking =
      sql::open_sqlite(cli.database())->execute("SELECT state, approved FROM posts WHERE asks = 1");
  ASSERT_EQ(asking.rows.size(), 1U);
  EXPECT_EQ(asking.front().text(0), "planned");
  EXPECT_TRUE(asking.front().boolean(1));
}

TEST_P(FrozenDatabase, TheBackupIsWhatWasThereBefore) {
  const auto before = rows();
  const auto result = must_run({"db", "migrate"});
  ASSERT_EQ(backups().size(), 1U);
  EXPECT_TRUE(mentions(result.out, "backup: " + backups().front().string())) << result.out;
  EXPECT_EQ(std::filesystem::status(backups().front()).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const auto backup = sql::open_sqlite(backups().front());
  EXPECT_EQ(Migrator(*backup, backups().front()).version(), schema_);
  EXPECT_EQ(rows_of(*backup), before);
}

TEST_P(FrozenDatabase, TheSchemaIsThatOfAFreshDatabase) {
  must_run({"db", "migrate"});
  const CliRunner fresh;
  ASSERT_EQ(fresh.run({"init", "--chat", "-1", "--name", "fresh", "--yes"}).exit_code, 0);
  EXPECT_EQ(schema_of(*sql::open_sqlite(cli.database())),
            schema_of(*sql::open_sqlite(fresh.database())));
}

TEST_P(FrozenDatabase, WhatAReleaseAppliedIsWhatThisProgramHas) {
  const CliRunner fresh;
  ASSERT_EQ(fresh.run({"init", "--chat", "-1", "--name", "fresh", "--yes"}).exit_code, 0);
  const auto checksums = [&](const std::filesystem::path& file) {
    std::vector<std::string> found;
    const auto db = sql::open_sqlite(file);
    for (const auto& row : db->execute("SELECT version || name || checksum FROM schema_version "
                                       "WHERE version <= $1 ORDER BY version",
                                       {schema_})
                               .rows) {
      found.push_back(row.text(0));
    }
    return found;
  };
  EXPECT_EQ(checksums(cli.database()), checksums(fresh.database()))
      << "a file of migrations/ that was released is never edited: add another one";
}

TEST_P(FrozenDatabase, EverySealedSecretStillOpens) {
  must_run({"db", "migrate"});
  const auto key = cli.folder() / "key";
  const std::string former = bytes_of(key);
  cli.write("key", std::string(crypto::generate_key().reveal()) + "\n" + former);
  must_run({"key", "rotate"});  // opens each one and seals it anew
  const auto former_id = crypto::KeyRing::parse(Secret(former)).ids().front();
  const auto db = sql::open_sqlite(cli.database());
  EXPECT_TRUE(db->execute("SELECT 1 FROM credentials WHERE key_id = $1 UNION ALL SELECT 1 FROM "
                          "oauth_states WHERE key_id = $1 UNION ALL SELECT 1 FROM conversations "
                          "WHERE key_id = $1",
                          {former_id})
                  .empty());
}

TEST_P(FrozenDatabase, EveryListingAnswers) {
  must_run({"db", "migrate"});
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"chat", "list"},
                                             {"post", "list"},
                                             {"post", "history"},
                                             {"queue", "list"},
                                             {"settings", "history"},
                                             {"audit", "list"},
                                             {"run", "list"},
                                             {"media", "list"},
                                             {"mix", "history"},
                                             {"account", "list"},
                                             {"chat", "members"}}) {
    const auto document = json_of(command);
    const auto list = std::find_if(document.begin(), document.end(),
                                   [](const auto& field) { return field.is_array(); });
    ASSERT_NE(list, document.end()) << command[0] << ' ' << command[1];
    EXPECT_FALSE(list->empty()) << command[0] << ' ' << command[1];
  }
}

TEST_P(FrozenDatabase, TheWorkerGoesOn) {
  must_run({"db", "migrate"});
  must_run({"media", "sync"});
  const auto result = cli.run({"post", "run"});
  // What a worker held when it died is in doubt, and the run says so.
  EXPECT_TRUE(result.exit_code == 0 || result.exit_code == 8) << result.exit_code << result.err;
  const auto before = telegram.accepted().size();
  must_run({"post", "next", "--yes"});
  EXPECT_GT(telegram.accepted().size(), before);
  EXPECT_EQ(cli.run({"post", "run"}).err, "");
}

TEST_P(FrozenDatabase, ASecondTimeThereIsNothingToDo) {
  must_run({"db", "migrate"});
  EXPECT_TRUE(mentions(must_run({"db", "migrate"}).out, "up to date: "));
  EXPECT_TRUE(mentions(must_run({"db", "migrate", "-n"}).out, "up to date: "));
  EXPECT_EQ(backups().size(), 1U);
}

TEST_P(FrozenDatabase, WithAutoMigrateTheFirstCommandDoesIt) {
  cli.set_environment("IGBOTCTL_DATABASE_AUTO_MIGRATE", "true");
  EXPECT_EQ(must_run({"settings", "get", "posts_per_day"}).out, "4\n");
  EXPECT_EQ(backups().size(), 1U);
  EXPECT_TRUE(pending().empty());
}

TEST_P(FrozenDatabase, TheBackupCanBeRestored) {
  must_run({"db", "migrate"});
  must_run({"settings", "set", "posts_per_day", "5"});
  must_run({"db", "restore", backups().front().string(), "--yes"});
  EXPECT_EQ(must_run({"settings", "get", "posts_per_day"}).out, "4\n");
}

TEST_P(FrozenDatabase, TheBackupAlsoTakesThePlaceOfADatabaseThatANewerReleaseWrote) {
  must_run({"db", "migrate"});
  sql::open_sqlite(cli.database())->execute("PRAGMA user_version = 9999");
  must_run({"db", "restore", backups().front().string(), "--yes"});
  EXPECT_EQ(must_run({"settings", "get", "posts_per_day"}).out, "4\n");
}

TEST_P(FrozenDatabase, OneThatOtherMigrationsBuiltIsRefused) {
  sql::open_sqlite(cli.database())
      ->execute("UPDATE schema_version SET checksum = 'other' WHERE version = 1");
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"db", "migrate"}, {"db", "migrate", "-n"}}) {
    const auto result = cli.run(command);
    EXPECT_EQ(result.exit_code, 10);
    EXPECT_TRUE(mentions(result.err, "migration 1 differs")) << result.err;
    EXPECT_TRUE(mentions(result.err, "hint: igbotctl db restore FILE")) << result.err;
  }
  EXPECT_TRUE(backups().empty());
}

}  // namespace
}  // namespace igbot::test
