// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/cli/command_table.hpp"
#include "tests/cli/seeded_world.hpp"

namespace igbot::test {

/// One command with its words, and what it does when nothing is in its way.
struct WritingRun {
  std::vector<std::string> words;
  std::string input;
  int exit_code = 0;
  /// Two runs write the same; otherwise a server answers differently each time.
  bool is_repeatable = true;
  /// What it does to files, in turn: "read db", "sync wal", …
  std::vector<std::string> operations;
  /// The content before, after each of its transactions, and at the end.
  std::vector<std::string> states;

  std::string name() const;
  const std::string& before() const { return states.front(); }
  const std::string& after() const { return states.back(); }
};

/// How the database looks after a run.
struct Aftermath {
  CliResult result;
  std::string content;
  /// What `db check` has against it; empty when it is sound.
  std::string damage;
};

/// What a cut of the power left, with what it might have left at best and at worst.
struct Cut {
  CliResult result;
  Aftermath left;
  std::string killed;   ///< with everything that was written
  std::string durable;  ///< with what was synced alone
};

/// Every command that writes, in a seeded world whose program meets the faults it is told to, at a
/// time that stands still and with seeded dice: two runs without a fault write the same.
class FaultyCommands {
 public:
  /// `only`: of these commands; empty: of all.
  explicit FaultyCommands(const std::set<std::string>& only = {});

  /// Every run of the command table that writes to the database.
  const std::vector<WritingRun>& runs() const { return runs_; }
  /// Where in a run to strike: at every sync, and evenly over all operations and over those that
  /// change something, first and last included; `rounds` times as many as by day, at most all.
  /// From 1.
  static std::vector<int> points(const WritingRun& run, int rounds);

  /// Runs it in the seeded world with that plan (tests/faulty/fault_plan.hpp).
  Aftermath run(const WritingRun& run, const std::string& plan);
  Cut cut(const WritingRun& run, const std::string& plan);

  SeededWorld& world() { return world_; }

 private:
  CliResult start(const WritingRun& run, const std::string& plan);
  /// The database as it lies there, opened as the next process would.
  Aftermath look(CliResult result);
  WritingRun look_at(const std::string& command, const CommandRun& run);

  SeededWorld world_;
  std::vector<WritingRun> runs_;
};

}  // namespace igbot::test
