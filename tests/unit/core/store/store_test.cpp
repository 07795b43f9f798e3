// SPDX-License-Identifier: MIT
#include "core/store/store.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "core/sql/sqlite_connection.hpp"
#include "core/store/migrator.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

ErrorKind kind_of_opening(const std::filesystem::path& file, Clock& clock) {
  try {
    Store store({.file = file}, clock);
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::bug;
}

TEST(Store, AChangeWithoutAnAuditEntryIsRefusedAndUndone) {
  test::TemporaryStore t;
  const ChatKey chat = t.add_chat();
  EXPECT_THROW(t.store.write({"cli:x", "x"},
                             [&](UnitOfWork& unit) {
                               unit.db().execute("UPDATE chats SET name = 'other' WHERE id = $1",
                                                 {chat});
                             }),
               Error);
  const std::string name = t.store.read([&](UnitOfWork& unit) {
    return unit.db().execute("SELECT name FROM chats WHERE id = $1", {chat}).front().text(0);
  });
  EXPECT_EQ(name, "team");
}

TEST(Store, AWriteThatChangesNothingNeedsNoAuditEntry) {
  test::TemporaryStore t;
  EXPECT_NO_THROW(t.store.write({"cli:x", "x"}, [](UnitOfWork&) {}));
}

TEST(Store, ADatabaseOfTheFutureIsRefused) {
  test::TemporaryStore t;
  t.store.bookkeep([](Bookkeeping& unit) { unit.db().execute("PRAGMA user_version = 9999"); });
  EXPECT_EQ(kind_of_opening(t.store.file(), t.clock), ErrorKind::database);
}

TEST(Store, AFileThatIsNoDatabaseIsRefused) {
  test::TemporaryFolder folder;
  test::FakeClock clock;
  const auto file = folder.path() / "notes.db";
  std::ofstream(file) << std::string(4096, 'x');
  EXPECT_EQ(kind_of_opening(file, clock), ErrorKind::database);
}

TEST(Store, AnotherProgramsDatabaseIsRefused) {
  test::TemporaryFolder folder;
  test::FakeClock clock;
  const auto file = folder.path() / "other.db";
  sql::open_sqlite(file, {sql::OpenMode::create, {}})->execute("CREATE TABLE theirs (a)");
  EXPECT_EQ(kind_of_opening(file, clock), ErrorKind::database);
}

TEST(Migrator, ABackupIsMadeBeforeAnExistingDatabaseIsMigrated) {
  test::TemporaryFolder folder;
  const auto file = folder.path() / "t.db";
  auto db = sql::open_sqlite(file, {sql::OpenMode::create, {}});
  const Migration one{1, "one", "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (7);"};
  const Migration two{2, "two", "DROP TABLE a;"};
  const std::vector<Migration> first{one};
  const std::vector<Migration> both{one, two};
  EXPECT_TRUE(Migrator(*db, file, first).migrate(from_millis(1)).backup.empty());

  const auto backup = Migrator(*db, file, both).migrate(from_millis(2)).backup;

  auto copy = sql::open_sqlite(backup);
  EXPECT_EQ(copy->execute("SELECT x FROM a").front().integer(0), 7);
  EXPECT_EQ(Migrator(*db, file, both).version(), 2);
}

TEST(Migrator, WhatAMigrationIsForIsTheFirstSentenceBelowTheLicence) {
  EXPECT_EQ(purpose_of({1, "one", "-- SPDX-License-Identifier: MIT\n-- Keeps a. And b.\nCREATE"}),
            "Keeps a");
  EXPECT_EQ(purpose_of({1, "one", "CREATE TABLE a (x INTEGER);"}), "");
  for (const Migration& migration : embedded_migrations()) {
    EXPECT_NE(purpose_of(migration), "") << migration.name;
  }
}

TEST(Migrator, AMigrationOfALaterProgramIsNoticed) {
  test::TemporaryFolder folder;
  const auto file = folder.path() / "t.db";
  auto db = sql::open_sqlite(file, {sql::OpenMode::create, {}});
  const std::vector<Migration> ours{{1, "one", "CREATE TABLE a (x INTEGER) STRICT;"}};
  Migrator(*db, file, ours).migrate(from_millis(1));
  db->execute("INSERT INTO schema_version VALUES (2, 'two', 'x', 1)");
  EXPECT_THROW(Migrator(*db, file, ours).require_migratable(), Error);
}

TEST(Migrator, AFailingMigrationLeavesTheOldSchema) {
  test::TemporaryFolder folder;
  const auto file = folder.path() / "t.db";
  auto db = sql::open_sqlite(file, {sql::OpenMode::create, {}});
  const Migration one{1, "one", "CREATE TABLE a (x INTEGER) STRICT;"};
  const Migration bad{2, "bad", "CREATE TABLE b (x INTEGER) STRICT; CREATE TABLE a (x INTEGER);"};
  const std::vector<Migration> first{one};
  const std::vector<Migration> both{one, bad};
  Migrator(*db, file, first).migrate(from_millis(1));
  EXPECT_THROW(Migrator(*db, file, both).migrate(from_millis(2)), Error);
  EXPECT_TRUE(db->execute("SELECT 1 FROM sqlite_master WHERE name = 'b'").empty());
  EXPECT_EQ(Migrator(*db, file, both).version(), 1);
}

TEST(Migrator, AChangedMigrationIsNoticed) {
  test::TemporaryFolder folder;
  const auto file = folder.path() / "t.db";
  auto db = sql::open_sqlite(file, {sql::OpenMode::create, {}});
  const std::vector<Migration> ours{{1, "one", "CREATE TABLE a (x INTEGER) STRICT;"}};
  const std::vector<Migration> theirs{{1, "one", "CREATE TABLE a (y INTEGER) STRICT;"}};
  Migrator(*db, file, ours).migrate(from_millis(1));
  EXPECT_THROW(Migrator(*db, file, theirs).migrate(from_millis(2)), Error);
}

}  // namespace
}  // namespace igbot
