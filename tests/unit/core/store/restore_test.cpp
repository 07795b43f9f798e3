// SPDX-License-Identifier: MIT
#include "core/store/restore.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "core/error.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/store/backup.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

class RestoreTest : public testing::Test {
 protected:
  RestoreTest() {
    world.add_chat();
    world.clock.advance(std::chrono::hours{1});
    write_backup(world.store, {"cli:ana", "ana"}, backup);
  }
  /// The migrations there are and one more.
  std::vector<Migration> with_one_more() const {
    std::vector<Migration> migrations(embedded_migrations().begin(), embedded_migrations().end());
    migrations.push_back({migrations.back().version + 1, "more", "CREATE TABLE more (x INTEGER);"});
    return migrations;
  }
  std::string content(const std::filesystem::path& file) const {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  test::TemporaryStore world;
  std::filesystem::path backup = world.folder.path() / "backup.db";
  std::filesystem::path database = world.folder.path() / "restored" / "igbotctl.db";
};

TEST_F(RestoreTest, ABackupKnowsWhenItWasMade) {
  Restore restore(backup, database, world.clock.now() + std::chrono::hours{5});
  EXPECT_EQ(restore.made_at(), world.clock.now());
}

TEST_F(RestoreTest, AnOlderBackupIsBroughtUpToDateAndItsFileIsNotTouched) {
  const std::string before = content(backup);
  const auto migrations = with_one_more();
  Restore restore(backup, database, world.clock.now(), migrations);
  EXPECT_EQ(restore.schema(), embedded_migrations().back().version);
  EXPECT_EQ(restore.put_in_place(), std::nullopt);
  const auto db = sql::open_sqlite(database);
  EXPECT_EQ(Migrator(*db, database, migrations).version(), migrations.back().version);
  EXPECT_EQ(content(backup), before);
}

TEST_F(RestoreTest, ABackupOfOtherMigrationsIsRefused) {
  sql::open_sqlite(backup)->execute("UPDATE schema_version SET checksum = 'other'");
  EXPECT_THROW(Restore(backup, database, world.clock.now(), with_one_more()), Error);
  EXPECT_FALSE(std::filesystem::exists(database));
}

TEST_F(RestoreTest, WhatIsNotPutInPlaceLeavesNothing) {
  { const Restore restore(backup, database, world.clock.now()); }
  EXPECT_FALSE(std::filesystem::exists(database));
  EXPECT_FALSE(std::filesystem::exists(database.string() + ".restoring"));
}

TEST_F(RestoreTest, ASecondNameOfTheDatabaseIsForgottenAndAnotherFileIsNot) {
  Restore(backup, database, world.clock.now()).put_in_place();
  const std::string name = database.string() + ".replaced-";
  std::filesystem::create_hard_link(database, name + "1");
  std::ofstream(name + "2") << "a former database";
  Restore(backup, database, world.clock.now()).put_in_place();
  EXPECT_FALSE(std::filesystem::exists(name + "1"));
  EXPECT_TRUE(std::filesystem::exists(name + "2"));
}

TEST_F(RestoreTest, OfTwoRestoresAtOnceOneIsRefused) {
  const Restore first(backup, database, world.clock.now());
  EXPECT_THROW(Restore(backup, database, world.clock.now()), Error);
}

}  // namespace
}  // namespace igbot
