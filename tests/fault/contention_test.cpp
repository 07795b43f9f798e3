// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <map>
#include <set>
#include <sstream>
#include <thread>

#include "core/sql/sqlite_connection.hpp"
#include "core/store/store.hpp"
#include "tests/support/cli_runner.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

constexpr int k_processes = 8;
constexpr int k_writes = 300;

/// What one writer did: its acknowledged changes, by the reason it gave, and its failures.
struct Written {
  std::set<std::string> reasons;
  std::vector<std::string> failures;
  std::chrono::milliseconds longest{};
};

std::vector<std::string> command_for(int write) {
  switch (write % 3) {
    case 0:
      return {"settings", "toggle", "show_verbose_notifications"};
    case 1:
      return {"media", "lock", "1"};
    default:
      return {"settings", "set", "slot_jitter_minutes", std::to_string(write % 121)};
  }
}

Written write_much(const CliRunner& cli, int process) {
  Written written;
  for (int i = 0; i < k_writes; ++i) {
    auto command = command_for(i);
    const std::string reason = "writer " + std::to_string(process) + "." + std::to_string(i);
    command.insert(command.end(), {"--reason", reason});
    const auto begin = std::chrono::steady_clock::now();
    const CliResult result = cli.run(command);
    written.longest =
        std::max(written.longest, std::chrono::duration_cast<std::chrono::milliseconds>(
                                      std::chrono::steady_clock::now() - begin));
    if (result.exit_code != 0) written.failures.push_back(result.err);
    // To set what another writer has just set changes nothing, and is told so.
    if (result.exit_code == 0 && result.out.find("unchanged") == std::string::npos) {
      written.reasons.insert(reason);
    }
  }
  return written;
}

/// How often each reason stands in that table.
std::map<std::string, int> reasons_in(sql::Connection& db, const std::string& table) {
  std::map<std::string, int> reasons;
  const auto found = db.execute("SELECT reason, COUNT(*) FROM " + table +
                                " WHERE reason LIKE 'writer %' GROUP BY reason");
  for (const auto& row : found.rows) reasons[row.text(0)] = static_cast<int>(row.integer(1));
  return reasons;
}

TEST(Contention, EightProcessesWriteThreeHundredTimesEachAndNothingFailsOrIsLost) {
  CliRunner cli;
  write_file(cli.folder() / "photos", "memes/a.jpg", jpeg_bytes(64, 64, 1));
  const std::string photos = (cli.folder() / "photos").string();
  ASSERT_EQ(cli.run({"init", "--chat", "-1", "--name", "team", "--source", "local", "--source-path",
                     photos, "--yes"})
                .exit_code,
            0);
  ASSERT_EQ(cli.run({"media", "sync"}).exit_code, 0);

  std::array<Written, k_processes> written;
  std::vector<std::thread> writers;
  for (int i = 0; i < k_processes; ++i) {
    writers.emplace_back([&, i] { written[static_cast<std::size_t>(i)] = write_much(cli, i); });
  }
  for (std::thread& writer : writers) writer.join();

  std::set<std::string> acknowledged;
  std::chrono::milliseconds longest{};
  std::size_t failures = 0;
  for (const Written& each : written) {
    failures += each.failures.size();
    EXPECT_EQ(each.failures, std::vector<std::string>{});
    acknowledged.insert(each.reasons.begin(), each.reasons.end());
    longest = std::max(longest, each.longest);
  }
  const auto db = sql::open_sqlite(cli.database(), {sql::OpenMode::read, {}});
  const auto audited = reasons_in(*db, "audit_log");
  std::set<std::string> stored;
  for (const auto& [reason, times] : audited) {
    EXPECT_EQ(times, 1) << reason;
    stored.insert(reason);
  }
  EXPECT_EQ(stored, acknowledged);
  for (const auto& [reason, times] : reasons_in(*db, "chat_settings_history")) {
    EXPECT_EQ(times, 1) << reason;
    stored.erase(reason);
  }
  EXPECT_EQ(stored.size(), static_cast<std::size_t>(k_processes * k_writes / 3))
      << "the locks are in the audit log only, every other change in the history, too";
  EXPECT_EQ(cli.run({"db", "check"}).exit_code, 0);
  tell_figures("R4", "processes that write at once",
               {{"processes", k_processes},
                {"writes", acknowledged.size()},
                {"failures", failures},
                {"longest run of a command in ms", longest.count()}});
}

/// Runs the test's own writer in as many processes; returns how many of its writes failed.
int failures_of_counters(const CliRunner& cli, const std::string& transactions) {
  const std::string script = "for i in 1 2 3 4 5 6 7 8; do '" IGBOT_COUNTER_BINARY "' '" +
                             cli.database().string() + "' " + std::to_string(k_writes) + " " +
                             transactions + " & done; wait";
  const CliResult result = cli.run_script(script);
  int failures = 0;
  std::istringstream counts(result.out);
  for (int count = 0; counts >> count;) failures += count;
  const auto db = sql::open_sqlite(cli.database(), {sql::OpenMode::read, {}});
  EXPECT_EQ(db->execute("SELECT value FROM counter").front().integer(0),
            k_processes * k_writes - failures)
      << "what did not fail is there";
  return failures;
}

class Counters : public testing::Test {
 protected:
  Counters() {
    const Store made({.file = cli.database(), .create = true}, clock);
    sql::open_sqlite(cli.database())
        ->execute_script("CREATE TABLE counter (value INTEGER); INSERT INTO counter VALUES (0)");
  }
  SystemClock clock;
  CliRunner cli;
};

/// The control: the same load with transactions that take the write lock only at their first write
/// does not get through.
TEST_F(Counters, DeferredTransactionsFailUnderTheSameLoad) {
  const int failures = failures_of_counters(cli, "deferred");
  EXPECT_GT(failures, 0);
  tell_figures("R4", "control: with deferred transactions",
               {{"writes", k_processes * k_writes}, {"failures", failures}});
}

TEST_F(Counters, TransactionsAsTheProgramMakesThemDoNot) {
  EXPECT_EQ(failures_of_counters(cli, "store"), 0);
}

}  // namespace
}  // namespace igbot::test
