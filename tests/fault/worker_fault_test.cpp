// SPDX-License-Identifier: MIT
// The worker and the poller struck at each of their operations on files, by name and not by
// chance, and judged by what Telegram received.
#include <gtest/gtest.h>

#include "tests/fault/posting_world.hpp"
#include "tests/fault/publishing_world.hpp"
#include "tests/fault/typed_settings.hpp"
#include "tests/support/faulty_run.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

/// By day: strikes of each kind.
constexpr int k_strikes = 12;

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
  const auto operations = operations_of(world.cli(), {"post", "run"});
  EXPECT_GT(operations.size(), 50U);
  int ended = 0;
  for (int i = 0; i < strikes; ++i) {
    const PostId id = world.plan_due(0);
    world.close_store();
    const std::string plan = "deed=" + deed + " seed=" + std::to_string(i) +
                             " at=" + std::to_string(point_of(i, strikes, operations));
    SCOPED_TRACE(plan);
    const CliResult result = run_struck(world.cli(), {"post", "run"}, plan);
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

class StruckPoller : public testing::TestWithParam<std::string> {
 protected:
  TypedSettings group;
};

INSTANTIATE_TEST_SUITE_P(Deeds, StruckPoller,
                         testing::Values("kill", "cut", "io_error", "disk_full"),
                         [](const auto& info) { return info.param; });

TEST_P(StruckPoller, TakesEachUpdateInExactlyOnceWhereverItIsStruck) {
  const std::vector<std::string> poll{"telegram", "poll", "--once"};
  const int strikes = k_strikes * fault_rounds();
  group.type_next();
  const auto operations = operations_of(group.session().cli(), poll);
  int ended = 0;
  for (int i = 0; i < strikes; ++i) {
    group.type_next();
    const std::string plan = "deed=" + GetParam() + " seed=" + std::to_string(i) +
                             " at=" + std::to_string(point_of(i, strikes, operations));
    ended += run_struck(group.session().cli(), poll, plan).exit_code != 0;
    group.session().end_leases();
    group.session().poll();
    EXPECT_EQ(group.taken_in(), group.wanted()) << plan;
  }
  EXPECT_GE(ended, strikes / 2);
  tell_figures(promise_of(GetParam()), "telegram poll, " + GetParam() + " at each operation",
               {{"strikes", strikes}, {"ended by it", ended}, {"updates", group.typed()}});
}

}  // namespace
}  // namespace igbot::test
