// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <memory>

#include "core/text/text.hpp"
#include "tests/fault/faulty_commands.hpp"
#include "tests/support/database_rows.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

/// A control needs fewer commands to fail.
constexpr std::size_t k_each_in_controls = 5;

/// What power cuts did, over many.
struct CutTally {
  int cuts = 0;
  int lost = 0;     ///< acknowledged changes that were gone
  int damaged = 0;  ///< databases that were not sound, or in a state that never was
  int former = 0;   ///< cuts that took the transaction that was being written
};

/// Cuts the power when the command has said that it is done.
void cut_after(FaultyCommands& commands, const WritingRun& run, const std::string& plan,
               CutTally& tally) {
  for (int seed = 1; seed <= 2 * fault_rounds(); ++seed) {
    const Cut cut = commands.cut(run, "at=0 seed=" + std::to_string(seed) + plan);
    ++tally.cuts;
    EXPECT_EQ(cut.result.exit_code, run.exit_code) << run.name() << cut.result.err;
    if (!cut.left.damage.empty()) {
      ++tally.damaged;
    } else if (cut.result.exit_code == run.exit_code && cut.left.content != cut.killed) {
      ++tally.lost;
    }
  }
}

/// Cuts it in the middle: the transaction that was being written is there or not, all others are.
void cut_within(FaultyCommands& commands, const WritingRun& run, const std::string& plan,
                CutTally& tally) {
  for (const int point : FaultyCommands::points(run, fault_rounds())) {
    const std::string at = "at=" + std::to_string(point) + " seed=" + std::to_string(point);
    const Cut cut = commands.cut(run, at + plan);
    if (cut.result.exit_code != 128 + SIGKILL) continue;  // it ended before that
    ++tally.cuts;
    const bool is_sound = cut.left.damage.empty() &&
                          (cut.left.content == cut.durable || cut.left.content == cut.killed);
    tally.damaged += !is_sound;
    tally.former += cut.left.content != cut.killed;
    EXPECT_TRUE(is_sound || !plan.empty())
        << run.name() << " cut at " << run.operations[static_cast<std::size_t>(point - 1)] << " ("
        << at << "): " << cut.left.damage;
  }
}

class PowerCut : public testing::Test {
 protected:
  static void SetUpTestSuite() { commands_of_suite = std::make_unique<FaultyCommands>(); }
  static void TearDownTestSuite() { commands_of_suite.reset(); }

  /// Strikes each run, or every so manieth.
  template <typename Strike>
  CutTally strike_all(Strike strike, const std::string& plan = {}, std::size_t each = 1) {
    CutTally tally;
    for (std::size_t i = 0; i < commands.runs().size(); i += each) {
      const WritingRun& run = commands.runs()[i];
      const int lost = tally.lost;
      strike(commands, run, plan, tally);
      EXPECT_TRUE(tally.lost == lost || !plan.empty()) << run.name() << " was lost";
    }
    return tally;
  }

  static inline std::unique_ptr<FaultyCommands> commands_of_suite;
  FaultyCommands& commands = *commands_of_suite;
};

TEST_F(PowerCut, WhatACommandHasAcknowledgedIsThereAfterIt) {
  const CutTally tally = strike_all(cut_after);
  EXPECT_EQ(tally.lost, 0);
  EXPECT_EQ(tally.damaged, 0);
  EXPECT_GT(commands.runs().size(), 50U) << "every command that writes";
  tell_figures("R2", "power cut after each writing command",
               {{"commands", commands.runs().size()},
                {"cuts", tally.cuts},
                {"acknowledged and lost", tally.lost},
                {"damaged", tally.damaged}});
}

TEST_F(PowerCut, WithinACommandItLeavesEachTransactionWholeOrNotAtAll) {
  const CutTally tally = strike_all(cut_within);
  EXPECT_EQ(tally.damaged, 0);
  EXPECT_GT(tally.former, 0) << "no cut met a transaction that was not synced";
  tell_figures("R2", "power cut within each writing command",
               {{"cuts", tally.cuts},
                {"transaction undone", tally.former},
                {"damaged or torn", tally.damaged}});
}

/// The copy that `db backup` said it made.
TEST(PowerCutBackup, ACopyThatWasMadeIsThereAndWhole) {
  FaultyCommands commands({"db backup"});
  auto& world = commands.world();
  WritingRun run = commands.runs().at(0);
  const auto copy = world.cli().folder() / "copy.db";
  run.words = {"db", "backup", copy.string()};
  int whole = 0;
  const int cuts = 10 * fault_rounds();
  for (int seed = 1; seed <= cuts; ++seed) {
    std::filesystem::remove(copy);
    EXPECT_EQ(commands.cut(run, "at=0 seed=" + std::to_string(seed)).result.exit_code, 0);
    const bool is_whole = rows_of_backup(copy) == world.rows();
    EXPECT_TRUE(is_whole) << "seed " << seed;
    whole += is_whole;
  }
  tell_figures("R2", "power cut after db backup, the copy", {{"cuts", cuts}, {"whole", whole}});
}

/// The control: the same program writing with synchronous = NORMAL loses what it acknowledged.
TEST_F(PowerCut, WithSynchronousNormalTheSameCutsLoseAcknowledgedChanges) {
  const CutTally tally = strike_all(cut_after, " synchronous=normal", k_each_in_controls);
  EXPECT_GT(tally.lost, 0);
  tell_figures("R2", "control: with synchronous = NORMAL",
               {{"cuts", tally.cuts}, {"acknowledged and lost", tally.lost}});
}

/// The control: without any sync a checkpoint that the power cut short damages the database.
TEST(PowerCutWithoutSync, DamagesDatabases) {
  FaultyCommands commands({"post run"});
  CutTally tally;
  for (const WritingRun& run : commands.runs()) {
    for (int seed = 1; seed <= 8; ++seed) {
      const std::string plan = "at=0 synchronous=off seed=" + std::to_string(seed);
      ++tally.cuts;
      tally.damaged += !commands.cut(run, plan).left.damage.empty();
    }
  }
  EXPECT_GT(tally.damaged, 0);
  tell_figures("R2", "control: with synchronous = OFF",
               {{"cuts", tally.cuts}, {"damaged", tally.damaged}});
}

}  // namespace
}  // namespace igbot::test
