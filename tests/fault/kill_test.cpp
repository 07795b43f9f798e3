// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <csignal>
#include <random>
#include <thread>

#include "tests/fault/posting_world.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

using namespace std::chrono_literals;

constexpr int k_random_kills = 200;

template <typename Condition>
bool wait_for(Condition condition) {
  for (int i = 0; i < 2000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

/// Kills `post run` so often at random moments, then lets it finish. Returns how many runs the kill
/// really met.
int kill_at_random(PostingWorld& world, int kills) {
  std::mt19937 random(20260);  // a fixed seed: a run can be repeated
  std::uniform_int_distribution<int> moment(0, 60);
  int met = 0;
  for (int i = 0; i < kills; ++i) {
    for (int chat = 0; chat < 3; ++chat) world.plan_due(chat);
    auto run = world.cli().start({"post", "run", "--jobs", "3"});
    std::this_thread::sleep_for(std::chrono::milliseconds(moment(random)));
    run.signal(SIGKILL);
    if (run.wait().exit_code == 128 + SIGKILL) ++met;
  }
  for (int i = 0; i < 3; ++i) world.cli().run({"post", "run"});
  return met;
}

/// Kills `post run` while Telegram has the card but has not answered.
void kill_before_the_answer(PostingWorld& world) {
  const auto before = world.cards().size();
  world.telegram().hang_next("sendPhoto");
  auto run = world.cli().start({"post", "run"});
  EXPECT_TRUE(wait_for([&] { return world.cards().size() > before; }));
  run.signal(SIGKILL);
  run.wait();
  world.telegram().release();
}

TEST(Kill, RandomKillsOfPostRunLeaveNoCardTwiceAndNoneLost) {
  const int kills = k_random_kills * fault_rounds();
  PostingWorld world(3, kills + 1, 20ms);
  const int met = kill_at_random(world, kills);
  EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
  EXPECT_GT(met, kills / 4) << "the kills came too late to prove anything";

  int unknown = 0;
  int awaiting = 0;
  for (const PostId id : world.planned()) {
    const auto state = world.post(id).state;
    unknown += state == post::PostState::unknown;
    awaiting += state == post::PostState::awaiting;
  }
  EXPECT_EQ(unknown + awaiting, static_cast<int>(world.planned().size()))
      << "every post went out or is listed as unknown";
  EXPECT_LE(unknown, met * 3) << "at most one doubt per job and kill";
  const auto listed = world.cli().run({"post", "list", "--status", "unknown", "--chat", "-1000"});
  EXPECT_EQ(listed.exit_code, 0) << listed.err;
  tell_figures("R1", "post run killed at random, cards",
               {{"kills", kills},
                {"met", met},
                {"posts", world.planned().size()},
                {"unknown", unknown},
                {"twice or lost", world.discrepancies().size() + world.never_sent().size()}});
}

/// The control: a program that sent doubtful cards again would be found out by the same judge.
TEST(Kill, ABlindResendIsFoundByTheSameJudge) {
  PostingWorld world(1, 2);
  world.plan_due(0);
  kill_before_the_answer(world);
  EXPECT_EQ(world.discrepancies(),
            std::vector<std::string>{"post 1 (sending) arrived, but is not known to have"});
  world.store().bookkeep([](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE posts SET state = 'planned', wake_at = due_at, lease_owner = NULL, "
        "lease_until = NULL WHERE state = 'sending'");
  });
  world.cli().run({"post", "run"});
  EXPECT_EQ(world.discrepancies(), std::vector<std::string>{"post 1 (awaiting) arrived 2 times"});
  tell_figures(
      "R1", "control: a card sent again blindly",
      {{"kills", 1}, {"twice or lost", world.discrepancies().size() + world.never_sent().size()}});
}

TEST(Kill, BetweenSendAndAnswerThePostIsUnknownAndNeverSentAgain) {
  PostingWorld world(1, 2);
  const PostId id = world.plan_due(0);
  kill_before_the_answer(world);
  EXPECT_EQ(world.post(id).state, post::PostState::sending);

  const auto next = world.cli().run({"post", "run"});
  EXPECT_EQ(next.exit_code, 8) << next.out << next.err;
  EXPECT_EQ(world.post(id).state, post::PostState::unknown);
  world.cli().run({"post", "run"});
  EXPECT_EQ(world.cards().at(number(id)), 1);
}

TEST(Kill, BetweenClaimAndSendThePostIsTakenAgain) {
  PostingWorld world(1, 2);
  const PostId id = world.plan_due(0);
  // What a kill right after the claim leaves behind: a lease of a process that is gone.
  world.store().bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE posts SET state = 'claimed', attempt = 1, lease_owner = $2, lease_until = $3 "
        "WHERE id = $1",
        {id, "gone-host/1/1", unit.now() - 1s});
  });
  EXPECT_EQ(world.cli().run({"post", "run"}).exit_code, 0);
  EXPECT_EQ(world.post(id).state, post::PostState::awaiting);
  EXPECT_EQ(world.cards().at(number(id)), 1);
}

}  // namespace
}  // namespace igbot::test
