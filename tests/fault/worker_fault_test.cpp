// SPDX-License-Identifier: MIT
// The worker and the poller struck at each of their operations on files, by name and not by
// chance, and judged by what Telegram received.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "core/text/text.hpp"
#include "tests/fault/bot_session.hpp"
#include "tests/fault/posting_world.hpp"
#include "tests/fault/publishing_world.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

/// By day: strikes of each kind.
constexpr int k_strikes = 12;

int count_lines(const std::filesystem::path& file) {
  std::ifstream stream(file);
  int count = 0;
  for (std::string line; std::getline(stream, line);) ++count;
  return count;
}

/// Operations that such a run makes when nothing is in its way.
int operations_of(CliRunner& cli, const std::vector<std::string>& words) {
  const auto log = cli.folder() / "operations";
  std::filesystem::remove(log);
  cli.use_faulty(true);
  cli.set_environment("IGBOT_FAULT", "deed=none log=" + log.string());
  cli.run(words);
  cli.use_faulty(false);
  return count_lines(log);
}

CliResult struck(CliRunner& cli, const std::vector<std::string>& words, const std::string& plan) {
  cli.use_faulty(true);
  cli.set_environment("IGBOT_FAULT", plan);
  CliResult result = cli.run(words);
  cli.use_faulty(false);
  return result;
}

/// Evenly over `operations`, from 1.
int point_of(int strike, int strikes, int operations) { return 1 + strike * operations / strikes; }

class StruckWorker : public testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(Deeds, StruckWorker,
                         testing::Values("kill", "cut", "io_error", "disk_full"),
                         [](const auto& info) { return info.param; });

/// Strikes a `post run` with a new post all over its operations; `judge` is given the post and the
/// plan, with nobody else in the database before. Returns how many runs ended by it. (A store of
/// the test's own would hold the database open while its files change places.)
template <typename World, typename Judge>
int strike_everywhere(World& world, const std::string& deed, int strikes, Judge judge) {
  world.plan_due(0);
  const int operations = operations_of(world.cli(), {"post", "run"});
  EXPECT_GT(operations, 50);
  int ended = 0;
  for (int i = 0; i < strikes; ++i) {
    const PostId id = world.plan_due(0);
    world.close_store();
    const std::string plan = "deed=" + deed + " seed=" + std::to_string(i) +
                             " at=" + std::to_string(point_of(i, strikes, operations));
    SCOPED_TRACE(plan);
    const CliResult result = struck(world.cli(), {"post", "run"}, plan);
    EXPECT_NE(result.exit_code, 70) << result.err;
    ended += result.exit_code != 0;
    judge(id);
  }
  EXPECT_GE(ended, strikes / 2);
  return ended;
}

/// Which promise a deed tries.
std::string promise_of(const std::string& deed) {
  if (deed == "kill") return "R1";
  return deed == "cut" ? "R2" : "R3";
}

TEST_P(StruckWorker, SendsNothingTwiceAndLosesNothingWhereverItIsStruck) {
  const int strikes = k_strikes * fault_rounds();
  PostingWorld world(1, strikes + 3);
  const int ended = strike_everywhere(world, GetParam(), strikes, [&](PostId id) {
    // What a dead process held runs out by itself; here the time is not waited for.
    for (int again = 0; again < 2; ++again) world.cli().run({"post", "run"});
    world.open_store();
    EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
    const auto state = world.post(id).state;
    EXPECT_TRUE(state == post::PostState::awaiting || state == post::PostState::unknown)
        << to_string(state);
  });
  int unknown = 0;
  for (const PostId id : world.planned()) {
    unknown += world.post(id).state == post::PostState::unknown;
  }
  EXPECT_LE(unknown, ended);
  tell_figures(promise_of(GetParam()), "post run, " + GetParam() + " at each operation",
               {{"strikes", strikes},
                {"ended by it", ended},
                {"unknown", unknown},
                {"twice or lost", world.discrepancies().size() + world.never_sent().size()}});
}

class StruckPublisher : public testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(Deeds, StruckPublisher, testing::Values("cut", "io_error", "disk_full"),
                         [](const auto& info) { return info.param; });

TEST_P(StruckPublisher, PublishesEachPostOnceWhereverItIsStruck) {
  const int strikes = k_strikes / 2 * fault_rounds();
  PublishingWorld world(1, strikes + 3);
  const int ended = strike_everywhere(world, GetParam(), strikes, [&](PostId id) {
    world.open_store();
    world.settle();
    EXPECT_EQ(world.post(id).state, post::PostState::posted);
    EXPECT_EQ(world.wrongs(), std::vector<std::string>{});
  });
  tell_figures(promise_of(GetParam()), "post run publishing, " + GetParam() + " at each operation",
               {{"strikes", strikes},
                {"ended by it", ended},
                {"published", world.graph().stories().size()},
                {"twice or lost", world.wrongs().size()}});
}

/// Stopped at any of its operations, also while it writes, until its lease is over and another run
/// has come by; then it goes on.
TEST(StoppedWorker, SendsNothingTwiceWhereverItWasStopped) {
  const std::vector<std::string> words{"post", "run", "--chat", "-1000"};
  const int strikes = k_strikes * fault_rounds();
  PostingWorld world(1, strikes + 3);
  world.plan_due(0);
  const int operations = operations_of(world.cli(), words);
  world.cli().use_faulty(true);
  int stopped = 0;
  for (int i = 0; i < strikes; ++i) {
    world.plan_due(0);
    const std::string plan = "deed=stop at=" + std::to_string(point_of(i, strikes, operations));
    world.cli().set_environment("IGBOT_CLOCK", world.cli().write("clock", "0").string());
    world.cli().set_environment("IGBOT_FAULT", plan);
    auto run = world.cli().start(words);
    world.cli().set_environment("IGBOT_FAULT", "");
    if (run.wait_until_stopped()) {
      ++stopped;
      world.cli().write("clock", "3600000");
      // It ends, or waits for what the stopped one holds once it has opened the database.
      const auto log = world.cli().folder() / "opened";
      std::filesystem::remove(log);
      world.cli().set_environment("IGBOT_FAULT", "deed=none log=" + log.string());
      auto other = world.cli().start(words);
      for (int wait = 0; wait < 1000 && count_lines(log) < 4; ++wait) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      world.cli().set_environment("IGBOT_FAULT", "");
      run.signal(SIGCONT);
      EXPECT_NE(other.wait().exit_code, 70) << plan;
    }
    EXPECT_NE(run.wait().exit_code, 70) << plan;
    world.cli().run(words);
    EXPECT_EQ(world.discrepancies(), std::vector<std::string>{}) << plan;
  }
  EXPECT_GT(stopped, strikes / 2);
  EXPECT_EQ(world.never_sent(), std::vector<std::string>{});
  tell_figures("R5", "post run stopped past its lease at each operation",
               {{"stops", stopped},
                {"posts", world.planned().size()},
                {"twice or lost", world.discrepancies().size() + world.never_sent().size()}});
}

/// Commands typed in a group, each setting posts_per_day to the next number, taken in by pollers
/// that are struck.
class StruckPoller : public testing::TestWithParam<std::string> {
 protected:
  StruckPoller() : session({{k_group, "group", "Team"}}) {
    session.must_run({"init", "--chat", std::to_string(k_group), "--name", "team", "--yes"});
    session.telegram().api().set_member(k_group, k_anna.id, "creator");
  }

  void type_next() {
    ++typed;
    session.query("DELETE FROM interactions");  // the limit of commands: a minute has passed
    session.chat(k_group).write(k_anna, "/settings set posts_per_day " + value(typed));
  }
  /// Each differs from the one before, and all are allowed.
  static std::string value(int number) { return std::to_string(1 + number % 40); }
  std::vector<std::string> taken_in() {
    return session.lines(
        "SELECT after FROM audit_log WHERE entity = 'setting' AND entity_id = 'posts_per_day' "
        "AND actor <> 'cli:root' ORDER BY id");
  }
  std::vector<std::string> wanted() const {
    std::vector<std::string> values;
    for (int i = 1; i <= typed; ++i) values.push_back(value(i));
    return values;
  }

  static constexpr std::int64_t k_group = -3001;
  BotSession session;
  int typed = 0;
};

INSTANTIATE_TEST_SUITE_P(Deeds, StruckPoller,
                         testing::Values("kill", "cut", "io_error", "disk_full"),
                         [](const auto& info) { return info.param; });

TEST_P(StruckPoller, TakesEachUpdateInExactlyOnceWhereverItIsStruck) {
  const std::vector<std::string> poll{"telegram", "poll", "--once"};
  const int strikes = k_strikes * fault_rounds();
  type_next();
  const int operations = operations_of(session.cli(), poll);
  int ended = 0;
  for (int i = 0; i < strikes; ++i) {
    type_next();
    const std::string plan = "deed=" + GetParam() + " seed=" + std::to_string(i) +
                             " at=" + std::to_string(point_of(i, strikes, operations));
    ended += struck(session.cli(), poll, plan).exit_code != 0;
    session.end_leases();
    session.poll();
    EXPECT_EQ(taken_in(), wanted()) << plan;
  }
  EXPECT_GE(ended, strikes / 2);
  tell_figures(promise_of(GetParam()), "telegram poll, " + GetParam() + " at each operation",
               {{"strikes", strikes}, {"ended by it", ended}, {"updates", typed}});
}

}  // namespace
}  // namespace igbot::test
