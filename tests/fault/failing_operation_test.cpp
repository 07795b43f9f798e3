// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>

#include "core/sql/sqlite_connection.hpp"
#include "tests/fault/faulty_commands.hpp"
#include "tests/faulty/fault_plan.hpp"
#include "tests/faulty/fault_vfs.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

struct FailureTally {
  int faults = 0;
  int told = 0;      ///< the command said so and exited with an error
  int harmless = 0;  ///< it did its work all the same
};

/// Whose content may be another than that of a run without a fault: these write down what failed,
/// or could not write down what else happened; others were answered differently by their server.
bool tells_in_the_database(const WritingRun& run) {
  if (!run.is_repeatable) return true;
  static const std::vector<std::string> telling{"post run", "post next", "post resend",
                                                "telegram poll", "media sync"};
  const std::string name = run.words[0] + " " + (run.words.size() > 1 ? run.words[1] : "");
  return std::find(telling.begin(), telling.end(), name) != telling.end();
}

bool is_a_state(const WritingRun& run, const std::string& content) {
  return std::find(run.states.begin(), run.states.end(), content) != run.states.end();
}

/// What is wrong with how a command took the fault; empty when nothing is.
std::string wrong_with(const WritingRun& run, const Aftermath& after) {
  const int code = after.result.exit_code;
  if (!after.damage.empty()) return "the database is damaged: " + after.damage;
  if (code >= 128) return "it crashed";
  if (code == 70) return "it called a fault of the disk a fault of its own";
  if (code == run.exit_code) {
    const bool is_done = after.content == run.after() || tells_in_the_database(run);
    return is_done ? "" : "it said it was done, and was not";
  }
  if (!is_a_state(run, after.content) && !tells_in_the_database(run)) {
    return "it left something in between";
  }
  if (code == 0) return tells_in_the_database(run) ? "" : "it said all was well";
  return after.result.err.empty() ? "it failed without a word" : "";
}

class FailingOperation : public testing::Test {
 protected:
  static void SetUpTestSuite() { commands_of_suite = std::make_unique<FaultyCommands>(); }
  static void TearDownTestSuite() { commands_of_suite.reset(); }

  FailureTally strike_all(const std::string& deed) {
    FailureTally tally;
    for (const WritingRun& run : commands_of_suite->runs()) {
      for (const int point : FaultyCommands::points(run, fault_rounds())) {
        const Aftermath after =
            commands_of_suite->run(run, "deed=" + deed + " at=" + std::to_string(point));
        ++tally.faults;
        ++(after.result.exit_code == run.exit_code ? tally.harmless : tally.told);
        const std::string wrong = wrong_with(run, after);
        EXPECT_EQ(wrong, "") << run.name() << ", " << deed << " at " << point << " ("
                             << run.operations[static_cast<std::size_t>(point - 1)]
                             << "): " << after.result.exit_code << " " << after.result.out
                             << after.result.err;
      }
    }
    return tally;
  }
  static void tell(const std::string& subject, const FailureTally& tally) {
    tell_figures("R3", subject,
                 {{"commands", commands_of_suite->runs().size()},
                  {"faults", tally.faults},
                  {"told", tally.told},
                  {"harmless", tally.harmless}});
  }

  static inline std::unique_ptr<FaultyCommands> commands_of_suite;
};

TEST_F(FailingOperation, OnceWithAnIoErrorLeavesTheOldOrTheNewStateAndIsTold) {
  const FailureTally tally = strike_all("io_error");
  EXPECT_GT(tally.told, 0);
  tell("the i-th operation fails (EIO)", tally);
}

TEST_F(FailingOperation, AFullDiskLeavesTheOldOrTheNewStateAndIsTold) {
  const FailureTally tally = strike_all("disk_full");
  EXPECT_GT(tally.told, 0);
  tell("the disk is full from the i-th operation on (ENOSPC)", tally);
}

/// Moves 1 from one row to another; returns the sums that were seen after each fault.
template <typename Move>
std::set<std::int64_t> sums_after_faults(Move move) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "purse.db";
  const auto begin = [&] {
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(file.string() + suffix);
    }
    sql::open_sqlite(file, {sql::OpenMode::create, {}})
        ->execute_script(
            "CREATE TABLE purse (id INTEGER PRIMARY KEY, coins INTEGER);"
            "INSERT INTO purse VALUES (1, 50), (2, 50);");
  };
  faulty::register_vfs(false);
  std::set<std::int64_t> sums;
  for (int at = 1; at <= 40; ++at) {
    begin();
    faulty::FaultPlan plan;
    plan.deed = faulty::Deed::io_error;
    plan.at = at;
    faulty::begin_faults(plan);
    try {
      const auto db = sql::open_sqlite(file, {sql::OpenMode::write, faulty::k_vfs_name});
      move(*db);
    } catch (const sql::SqlError&) {  // what it left is looked at
    }
    faulty::begin_faults({});
    const auto db = sql::open_sqlite(file, {sql::OpenMode::read, {}});
    sums.insert(db->execute("SELECT sum(coins) FROM purse").front().integer(0));
  }
  return sums;
}

const char* const k_take = "UPDATE purse SET coins = coins - 1 WHERE id = 1";
const char* const k_give = "UPDATE purse SET coins = coins + 1 WHERE id = 2";

TEST(FailingOperationByName, ATransactionIsWholeOrNot) {
  const auto sums = sums_after_faults([](sql::Connection& db) {
    sql::Transaction transaction(db, sql::Access::write);
    db.execute(k_take);
    db.execute(k_give);
    transaction.commit();
  });
  EXPECT_EQ(sums, (std::set<std::int64_t>{100}));
}

/// The control: what is not in one transaction is found halfway.
TEST(FailingOperationByName, TwoStatementsByThemselvesAreFoundHalfway) {
  const auto sums = sums_after_faults([](sql::Connection& db) {
    db.execute(k_take);
    db.execute(k_give);
  });
  EXPECT_TRUE(sums.contains(99));
  tell_figures("R3", "control: two statements without a transaction",
               {{"states that never were", sums.size() - 1}});
}

}  // namespace
}  // namespace igbot::test
