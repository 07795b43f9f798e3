// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <random>
#include <thread>

#include "core/text/text.hpp"
#include "tests/fault/posting_world.hpp"
#include "tests/support/database_rows.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

using namespace std::chrono_literals;

/// What is in `more` and not in `less`; nothing may be missing.
std::vector<std::string> added(const std::vector<std::string>& less,
                               const std::vector<std::string>& more) {
  std::vector<std::string> lost;
  std::set_difference(less.begin(), less.end(), more.begin(), more.end(), std::back_inserter(lost));
  EXPECT_EQ(lost, std::vector<std::string>{});
  std::vector<std::string> found;
  std::set_difference(more.begin(), more.end(), less.begin(), less.end(),
                      std::back_inserter(found));
  return found;
}

TEST(BackupUnderLoad, IsSoundAndItsRestoredCopyIsEqualRowByRow) {
  PostingWorld world(2, 40, 5ms);
  std::atomic<bool> done = false;
  std::thread settings([&] {
    while (!done) world.cli().run({"settings", "toggle", "dry_run_mode", "--chat", "-1001"});
  });
  std::thread worker([&] {
    for (int i = 0; i < 38 && !done; ++i) {
      world.plan_due(0);
      world.plan_due(1);
      world.cli().run({"post", "run"});
    }
  });
  std::vector<std::string> backups;
  for (int i = 0; i < 6; ++i) {
    backups.push_back((world.cli().folder() / ("backup" + std::to_string(i))).string());
    EXPECT_EQ(world.cli().run({"db", "backup", backups.back()}).exit_code, 0);
  }
  done = true;
  settings.join();
  worker.join();

  std::size_t rows = 0;
  for (const std::string& backup : backups) {
    const auto before = rows_of(backup);
    CliRunner elsewhere;
    ASSERT_EQ(elsewhere.run({"db", "restore", backup, "--as-is"}).exit_code, 0);
    const auto news = added(before, rows_of(elsewhere.database()));
    ASSERT_EQ(news.size(), 1U) << text::join(news, "\n");
    EXPECT_TRUE(news[0].starts_with("audit_log: ")) << news[0];
    EXPECT_NE(news[0].find("'restored'"), std::string::npos) << news[0];
    rows = before.size();
  }
  EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
  tell_figures("R7", "backups under load, restored elsewhere",
               {{"backups", backups.size()},
                {"rows of the last", rows},
                {"cards twice or lost", world.discrepancies().size() + world.never_sent().size()}});
}

/// Three posts are planned when the backup is made and sent after it; so is one that the backup
/// does not know. Then the backup is restored, as it is or not, and everything is resumed.
class RestoreDrill : public testing::Test {
 protected:
  RestoreDrill() {
    for (int i = 0; i < 3; ++i) world.plan_due(0);
    run({"db", "backup", "backup.db"});
    world.plan_due(0);
    run({"post", "run"});
    EXPECT_EQ(world.cards().size(), 4U);
    world.close_store();
  }

  void run(std::vector<std::string> words) {
    const CliResult result = world.cli().run(words);
    EXPECT_EQ(result.exit_code, 0) << text::join(words, " ") << ": " << result.out << result.err;
  }
  void go_on() {
    world.cli().run({"resume", "--chat", "-1000"});
    for (int i = 0; i < 3; ++i) world.cli().run({"post", "run"});
    world.open_store();
  }
  int sent_twice() const {
    const auto cards = world.cards();
    return static_cast<int>(std::count_if(cards.begin(), cards.end(),
                                          [](const auto& card) { return card.second > 1; }));
  }

  PostingWorld world{1, 10};
};

TEST_F(RestoreDrill, WhatWentOutAfterTheBackupIsNotSentAgain) {
  run({"db", "restore", "backup.db", "--yes"});
  run({"post", "run"});
  go_on();
  EXPECT_EQ(sent_twice(), 0);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(world.post(world.planned()[static_cast<std::size_t>(i)]).state,
              post::PostState::unknown);
  }
}

TEST_F(RestoreDrill, AfterItPostsGoOutAgainUnderIdsThatNoCardNames) {
  run({"db", "restore", "backup.db", "--yes"});
  go_on();
  const PostId next = world.plan_due(0);
  run({"post", "run"});
  EXPECT_EQ(world.cards()[number(next)], 1);
  EXPECT_EQ(sent_twice(), 0);
}

/// The control: what --as-is is warned about is found by the same judge.
TEST_F(RestoreDrill, RestoredAsItIsTheSamePostsGoOutTwice) {
  run({"db", "restore", "backup.db", "--as-is", "--yes"});
  go_on();
  EXPECT_EQ(sent_twice(), 3);
  tell_figures("R7", "control: restored as it was, and gone on", {{"sent twice", sent_twice()}});
}

TEST(Restore, IsRefusedWhileAPostIsBeingSent) {
  PostingWorld world(1, 2);
  const PostId id = world.plan_due(0);
  ASSERT_EQ(world.cli().run({"db", "backup", "backup.db"}).exit_code, 0);
  world.close_store();
  world.telegram().hang_next("sendPhoto");
  auto worker = world.cli().start({"post", "run", "--chat", "-1000"});
  for (int i = 0; i < 2000 && world.cards().empty(); ++i) std::this_thread::sleep_for(5ms);
  EXPECT_EQ(world.cli().run({"db", "restore", "backup.db", "--yes"}).exit_code, 6);
  world.telegram().release();
  EXPECT_EQ(worker.wait().exit_code, 0);
  world.open_store();
  EXPECT_EQ(world.post(id).state, post::PostState::awaiting);
}

TEST(Restore, KilledAtAnyMomentItLeavesTheFormerDatabaseOrTheRestoredOne) {
  const CliRunner cli;
  const auto run = [&](const std::vector<std::string>& words) { return cli.run(words).exit_code; };
  ASSERT_EQ(run({"init", "--chat", "-1", "--name", "team", "--yes"}), 0);
  ASSERT_EQ(run({"settings", "set", "posts_per_day", "4"}), 0);
  ASSERT_EQ(run({"db", "backup", "backup.db"}), 0);
  ASSERT_EQ(run({"settings", "set", "posts_per_day", "9"}), 0);
  const auto begun = std::chrono::steady_clock::now();
  ASSERT_EQ(run({"db", "restore", "backup.db", "--yes"}), 0);
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begun);
  std::mt19937 random(7);  // a fixed seed: a run can be repeated
  std::uniform_int_distribution<std::int64_t> moment(0, whole.count());
  std::map<std::string, int> seen;
  int met = 0;
  const int kills = 60 * fault_rounds();
  for (int i = 0; i < kills; ++i) {
    ASSERT_EQ(run({"settings", "set", "posts_per_day", "9"}), 0);
    auto restore = cli.start({"db", "restore", "backup.db", "--yes"});
    std::this_thread::sleep_for(std::chrono::microseconds(moment(random)));
    restore.signal(SIGKILL);
    met += restore.wait().exit_code == 128 + SIGKILL;
    ++seen[cli.run({"settings", "get", "posts_per_day"}).out];
    ASSERT_EQ(run({"db", "check"}), 0);
  }
  EXPECT_EQ(seen["4\n"] + seen["9\n"], kills);
  EXPECT_GT(met, kills / 4) << "the kills came too late to prove anything";
  EXPECT_EQ(run({"db", "restore", "backup.db", "--yes"}), 0) << "leftovers are in nobody's way";
  tell_figures("R1", "db restore killed at random",
               {{"kills", kills},
                {"met", met},
                {"former left", seen["9\n"]},
                {"restored left", seen["4\n"]}});
}

}  // namespace
}  // namespace igbot::test
