// SPDX-License-Identifier: MIT
#include "core/sql/connection.hpp"

#include <gtest/gtest.h>

#include "core/sql/sqlite_connection.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::sql {
namespace {

class SqliteConnectionTest : public ::testing::Test {
 protected:
  test::TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "t.db";
  std::unique_ptr<Connection> db_ = open_sqlite(file_, {OpenMode::create, {}});
};

TEST_F(SqliteConnectionTest, ParametersAreNumberedNotPositional) {
  const auto row = db_->execute("SELECT $2, $1, $2", {"first", "second"}).front();
  EXPECT_EQ(row.text(0), "second");
  EXPECT_EQ(row.text(1), "first");
  EXPECT_EQ(row.text(2), "second");
}

TEST_F(SqliteConnectionTest, ValuesOfEveryTypeReturnAsTheyWere) {
  const std::string bytes("\0\xff\x01", 3);
  const auto row = db_->execute("SELECT $1, $2, $3, $4, $5",
                                {std::int64_t{1} << 60, 2.5, "é\n", Blob{bytes}, std::nullopt})
                       .front();
  EXPECT_EQ(row.integer(0), std::int64_t{1} << 60);
  EXPECT_EQ(row.real(1), 2.5);
  EXPECT_EQ(row.text(2), "é\n");
  EXPECT_EQ(row.blob(3), bytes);
  EXPECT_TRUE(row.is_null(4));
}

TEST_F(SqliteConnectionTest, ReadingTheWrongTypeIsABug) {
  const auto row = db_->execute("SELECT 'x'").front();
  EXPECT_THROW(row.integer(0), Error);
}

TEST_F(SqliteConnectionTest, AConstraintIsClassified) {
  db_->execute("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT");
  db_->execute("INSERT INTO t VALUES (1)");
  try {
    db_->execute("INSERT INTO t VALUES (1)");
    FAIL() << "expected a constraint error";
  } catch (const SqlError& error) {
    EXPECT_EQ(error.fault(), Fault::constraint);
  }
}

TEST_F(SqliteConnectionTest, AMissingFileIsADatabaseErrorAndIsNotCreated) {
  const auto missing = folder_.path() / "typo.db";
  try {
    open_sqlite(missing);
    FAIL() << "expected an error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::database);
  }
  EXPECT_FALSE(std::filesystem::exists(missing));
}

TEST_F(SqliteConnectionTest, TheFileIsPrivate) {
  EXPECT_EQ(std::filesystem::status(file_).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(SqliteConnectionTest, ATransactionNotCommittedLeavesNothing) {
  db_->execute("CREATE TABLE t (a INTEGER) STRICT");
  {
    Transaction transaction(*db_, Access::write);
    db_->execute("INSERT INTO t VALUES (1)");
  }
  EXPECT_EQ(db_->execute("SELECT count(*) FROM t").front().integer(0), 0);
}

}  // namespace
}  // namespace igbot::sql
