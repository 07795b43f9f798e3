// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "tests/fault/posting_world.hpp"
#include "tests/support/figures.hpp"

namespace igbot::test {
namespace {

using namespace std::chrono_literals;

TEST(Overlap, FiftyRunsAtOnceSendEveryPostOnceAndTheLosersAreSilent) {
  PostingWorld world(5, 3, 20ms);
  for (int chat = 0; chat < 5; ++chat) {
    world.plan_due(chat);
    world.plan_due(chat);
  }
  std::vector<RunningCli> runs;
  for (int i = 0; i < 50; ++i) runs.push_back(world.cli().start({"post", "run"}));
  int speaking = 0;
  for (auto& run : runs) {
    const CliResult result = run.wait();
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err, "");
    speaking += !result.out.empty();
  }
  world.cli().run({"post", "run"});
  EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
  EXPECT_EQ(world.cards().size(), 10u);
  EXPECT_GE(speaking, 1);
  EXPECT_EQ(world.never_sent(), std::vector<std::string>{});
  tell_figures("R5", "post run overlapping",
               {{"runs", runs.size()},
                {"posts", world.cards().size()},
                {"twice or lost", world.discrepancies().size() + world.never_sent().size()}});
}

TEST(Overlap, EightJobsOfOneRunSendEveryPostOfEightChatsOnce) {
  PostingWorld world(8, 4, 20ms);
  for (int i = 0; i < 24; ++i) world.plan_due(i % 8);
  const CliResult run = world.cli().run({"post", "run", "--jobs", "8"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
  EXPECT_EQ(world.cards().size(), 24U);
}

/// The control: a card that is on its way when another run takes its post for one that is due is
/// found by the same judge.
TEST(Overlap, APostThatTwoRunsTakeIsFoundByTheSameJudge) {
  PostingWorld world(1, 2);
  const PostId id = world.plan_due(0);
  world.telegram().hang_next("sendPhoto");
  auto first = world.cli().start({"post", "run", "--chat", "-1000"});
  for (int i = 0; i < 4000 && world.cards().empty(); ++i) std::this_thread::sleep_for(5ms);
  world.store().bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE posts SET state = 'planned', wake_at = due_at, lease_owner = NULL, lease_until = "
        "NULL WHERE id = $1",
        {id});
  });
  world.cli().run({"post", "run", "--chat", "-1000"});
  world.telegram().release();
  first.wait();
  const auto found = world.discrepancies();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].find("arrived 2 times"), std::string::npos) << found[0];
  tell_figures("R5", "control: two runs that take the same post", {{"sent twice", found.size()}});
}

TEST(Overlap, RunsOfOneChatWithoutTheGlobalLockShareThePostsByTheirLeases) {
  PostingWorld world(1, 21, 10ms);
  for (int i = 0; i < 20; ++i) world.plan_due(0);
  std::vector<RunningCli> runs;
  for (int i = 0; i < 8; ++i) {
    runs.push_back(world.cli().start({"post", "run", "--chat", "-1000"}));
  }
  for (auto& run : runs) EXPECT_EQ(run.wait().exit_code, 0);
  EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
  EXPECT_EQ(world.cards().size(), 20u);
}

TEST(Overlap, AWorkerStoppedPastItsLeaseCannotOverwriteItsSuccessor) {
  PostingWorld world(1, 2);
  const PostId id = world.plan_due(0);
  world.telegram().hang_next("sendPhoto");
  auto stopped = world.cli().start({"post", "run", "--chat", "-1000"});
  for (int i = 0; i < 2000 && world.cards().empty(); ++i) std::this_thread::sleep_for(5ms);
  ASSERT_EQ(world.cards().size(), 1u);
  stopped.signal(SIGSTOP);
  // Its lease runs out while it sleeps; another run declares the card doubtful.
  world.store().bookkeep([&](Bookkeeping& unit) {
    unit.db().execute("UPDATE posts SET lease_until = $2 WHERE id = $1", {id, unit.now() - 1s});
  });
  EXPECT_EQ(world.cli().run({"post", "run", "--chat", "-1000"}).exit_code, 8);
  EXPECT_EQ(world.post(id).state, post::PostState::unknown);
  stopped.signal(SIGCONT);
  world.telegram().release();
  EXPECT_EQ(stopped.wait().exit_code, 0);
  EXPECT_EQ(world.post(id).state, post::PostState::unknown) << "the fence held";
  EXPECT_EQ(world.cards().at(number(id)), 1);
}

}  // namespace
}  // namespace igbot::test
