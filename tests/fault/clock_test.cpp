// SPDX-License-Identifier: MIT
// Clocks that jump, machines that sleep, disks that fill up and free again.
#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "core/text/text.hpp"
#include "core/time_text.hpp"
#include "tests/fault/posting_world.hpp"
#include "tests/support/figures.hpp"

namespace igbot::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// A posting world whose program looks at a clock of ours.
class ClockWorld : public PostingWorld {
 public:
  explicit ClockWorld(int photos) : PostingWorld(1, photos) {
    // However late it has become, a post goes out: what is lost is lost by mistake.
    cli().run({"settings", "set", "overdue_policy", "all", "overdue_max_minutes", "10080", "--chat",
               "-1000"});
    cli().use_faulty(true);
    set_offset(0ms);
  }

  /// The program's clock differs so much from the machine's from now on, also for runs on their
  /// way.
  void set_offset(milliseconds offset) { put(std::to_string(offset.count())); }
  void set_time(Timestamp at) { put("=" + std::to_string(to_millis(at))); }

  /// A run that has sent its card and waits for the answer.
  RunningCli run_until_the_answer() {
    const std::size_t before = cards().size();
    telegram().hang_next("sendPhoto");
    auto run = cli().start({"post", "run", "--chat", "-1000"});
    for (int i = 0; i < 4000 && cards().size() == before; ++i) std::this_thread::sleep_for(5ms);
    EXPECT_GT(cards().size(), before);
    return run;
  }
  void run() { cli().run({"post", "run", "--chat", "-1000"}); }

 private:
  /// Whole at every moment: a run may look while it is written.
  void put(const std::string& text) {
    const auto next = cli().write("clock.next", text);
    std::filesystem::rename(next, cli().folder() / "clock");
    cli().set_environment("IGBOT_CLOCK", (cli().folder() / "clock").string());
  }
};

TEST(Clock, ThatJumpsBetweenRunsSendsEachPostOnce) {
  const std::vector<milliseconds> offsets{0ms, 1h, -1h, 2s, -2s, 24h, -24h, 1500ms, -30s, 72h, 0ms};
  ClockWorld world(static_cast<int>(offsets.size()) + 1);
  for (const milliseconds offset : offsets) {
    world.plan_due(0);
    world.set_offset(offset);
    world.run();
  }
  world.set_offset(1min);
  for (int i = 0; i < 3; ++i) world.run();
  int other_than_once = 0;
  for (const PostId id : world.planned()) {
    other_than_once += world.cards()[number(id)] != 1;
    // A card that nobody answered for a day is missed.
    const auto state = world.post(id).state;
    EXPECT_TRUE(state == post::PostState::awaiting || state == post::PostState::missed)
        << number(id) << ": " << to_string(state);
  }
  EXPECT_EQ(other_than_once, 0);
  tell_figures("R5", "clock jumps between runs",
               {{"jumps", offsets.size()},
                {"posts", world.planned().size()},
                {"sent twice or never", other_than_once}});
}

TEST(Clock, ThatJumpsWhileAnAnswerIsAwaitedSendsNothingTwice) {
  int jumps = 0;
  for (const milliseconds jump : std::vector<milliseconds>{2s, -2s, 1h, -1h, 48h, -48h}) {
    SCOPED_TRACE(std::to_string(jump.count()) + " ms");
    ClockWorld world(2);
    const PostId id = world.plan_due(0);
    auto run = world.run_until_the_answer();
    world.set_offset(jump);
    world.run();  // cron comes by meanwhile
    world.telegram().release();
    run.wait();
    for (int i = 0; i < 3; ++i) world.run();
    EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
    EXPECT_EQ(world.cards().at(number(id)), 1);
    ++jumps;
  }
  tell_figures("R5", "clock jumps while an answer is awaited", {{"jumps", jumps}});
}

/// The machine sleeps two days in the middle of a run; when it wakes, cron's next run is first.
TEST(Machine, AsleepForTwoDaysGoesOnWithoutSendingTwice) {
  ClockWorld world(3);
  const PostId sent = world.plan_due(0);
  auto run = world.run_until_the_answer();
  const PostId due_meanwhile = world.plan_due(0);
  run.signal(SIGSTOP);
  world.set_offset(48h);
  world.run();
  EXPECT_EQ(world.post(sent).state, post::PostState::unknown) << "nobody knows of its card";
  run.signal(SIGCONT);
  world.telegram().release();
  EXPECT_EQ(run.wait().exit_code, 0);
  for (int i = 0; i < 3; ++i) world.run();
  EXPECT_EQ(world.post(sent).state, post::PostState::unknown) << "the fence held";
  EXPECT_EQ(world.cards().at(number(sent)), 1);
  // Two days late is overdue: whatever became of it, it is known.
  EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
  EXPECT_EQ(world.post(due_meanwhile).state, post::PostState::awaiting);
  tell_figures("R5", "machine asleep for two days within a run",
               {{"cards", world.cards().size()},
                {"twice or lost", world.discrepancies().size() + world.never_sent().size()}});
}

/// The control: were the fence not there (the row is again as its first holder left it, owner and
/// attempt included), the run that wakes up would write over what was found out meanwhile.
TEST(Machine, WithoutTheFenceARunThatWakesUpWritesOverItsSuccessor) {
  ClockWorld world(2);
  const PostId id = world.plan_due(0);
  auto run = world.run_until_the_answer();
  run.signal(SIGSTOP);
  const auto lease = world.store().read([&](UnitOfWork& unit) {
    return unit.db()
        .execute("SELECT lease_owner, attempt, state FROM posts WHERE id = $1", {id})
        .front();
  });
  world.set_offset(48h);
  world.run();
  ASSERT_EQ(world.post(id).state, post::PostState::unknown);
  world.store().bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE posts SET lease_owner = $2, attempt = $3, state = $4, stage = NULL, "
        "lease_until = $5 "
        "WHERE id = $1",
        {id, lease.text(0), lease.integer(1), lease.text(2), unit.now()});
  });
  run.signal(SIGCONT);
  world.telegram().release();
  run.wait();
  EXPECT_EQ(world.post(id).state, post::PostState::awaiting) << "only the fence keeps it away";
  tell_figures("R5", "control: without the fence",
               {{"written over", world.post(id).state == post::PostState::awaiting ? 1 : 0}});
}

/// Two days around a change of the clocks, looked at each quarter of an hour.
void live_through(const std::string& begin, int wanted_hours) {
  SCOPED_TRACE(begin);
  ClockWorld world(30);
  const Timestamp from = parse_time(begin, Zone::find("UTC"), Timestamp{});
  world.set_time(from);
  const auto must = [&](const std::vector<std::string>& words) {
    const CliResult result = world.cli().run(words);
    ASSERT_EQ(result.exit_code, 0) << text::join(words, " ") << result.err;
  };
  must({"settings", "set", "posting_timezone", "Europe/Berlin", "posts_per_day", "6",
        "posting_hours_start", "0", "posting_hours_end", "6", "--chat", "-1000"});
  must({"schedule", "create", "--days", "3", "--chat", "-1000"});
  const auto planned = world.store().read([](UnitOfWork& unit) {
    return unit.db().execute("SELECT id, due_at FROM posts WHERE state = 'planned'").rows;
  });
  ASSERT_GT(planned.size(), 6U);
  for (auto at = from; at < from + std::chrono::hours(wanted_hours); at += 15min) {
    world.set_time(at);
    world.run();
  }
  const auto cards = world.cards();
  for (const auto& row : planned) {
    if (row.timestamp(1) > from + std::chrono::hours(wanted_hours) - 15min) continue;
    const auto found = cards.find(row.integer(0));
    ASSERT_NE(found, cards.end()) << "post " << row.integer(0) << " was lost";
    EXPECT_EQ(found->second, 1);
  }
}

TEST(Clock, ThatIsPutForwardOrBackInTheNightSendsEachPostOnce) {
  live_through("2026-03-28T12:00:00Z", 40);  // 02:00 becomes 03:00 on the 29th
  live_through("2026-10-24T12:00:00Z", 40);  // 03:00 becomes 02:00 on the 25th
}

TEST(FullDisk, ThatIsFreedAgainSendsEverythingOnce) {
  ClockWorld world(6);
  for (int i = 0; i < 3; ++i) world.plan_due(0);
  const auto full = world.cli().write("full", "");
  world.cli().set_environment("IGBOT_FAULT", "deed=disk_full at=1 while=" + full.string());
  for (int i = 0; i < 3; ++i) {
    const CliResult run = world.cli().run({"post", "run"});
    EXPECT_EQ(run.exit_code, 1) << run.out << run.err;
    EXPECT_NE(run.err.find("disk is full"), std::string::npos) << run.err;
  }
  const CliResult set = world.cli().run({"settings", "set", "posts_per_day", "9"});
  EXPECT_EQ(set.exit_code, 1);
  EXPECT_NE(set.err.find("disk is full, nothing was changed"), std::string::npos) << set.err;
  EXPECT_EQ(world.cards().size(), 0U) << "what cannot be written down is not sent";
  EXPECT_NE(world.cli().run({"settings", "get", "posts_per_day"}).out, "9\n");
  std::filesystem::remove(full);
  EXPECT_EQ(world.cli().run({"post", "run"}).exit_code, 0);
  EXPECT_EQ(world.cards().size(), 3U);
  EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
}

TEST(FullDisk, WhileACardIsOnItsWayLeavesADoubtAndNoSecondCard) {
  ClockWorld world(3);
  const PostId id = world.plan_due(0);
  const auto full = world.cli().folder() / "full";
  world.cli().set_environment("IGBOT_FAULT", "deed=disk_full at=1 while=" + full.string());
  auto run = world.run_until_the_answer();
  world.cli().write("full", "");
  world.telegram().release();
  const CliResult result = run.wait();
  EXPECT_NE(result.exit_code, 0) << result.out << result.err;
  EXPECT_NE((result.out + result.err).find("disk is full"), std::string::npos) << result.err;
  std::filesystem::remove(full);
  world.set_offset(1h);  // the lease of what broke off is over
  for (int i = 0; i < 3; ++i) world.run();
  EXPECT_EQ(world.post(id).state, post::PostState::unknown);
  EXPECT_EQ(world.cards().at(number(id)), 1);
  EXPECT_EQ(world.discrepancies(), std::vector<std::string>{});
}

}  // namespace
}  // namespace igbot::test
