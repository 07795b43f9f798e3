// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "tests/support/cli_runner.hpp"

namespace igbot::test {

/// Operations on files that igbotctl-faulty makes for `words` when nothing is in its way, in turn:
/// "read db", "sync wal", …
std::vector<std::string> operations_of(CliRunner& cli, const std::vector<std::string>& words);

/// Runs igbotctl-faulty with that plan (tests/faulty/fault_plan.hpp).
CliResult run_struck(CliRunner& cli, const std::vector<std::string>& words,
                     const std::string& plan);

/// Which of them, from 1, is struck by strike `strike` (from 0) of `strikes`: evenly spread.
inline int point_of(int strike, int strikes, const std::vector<std::string>& operations) {
  return 1 + strike * static_cast<int>(operations.size()) / strikes;
}

/// What came of a process that was stopped and went on, and of the one that came by.
struct StoppedRun {
  bool was_stopped = false;  ///< false: it had ended before, and nobody came by
  bool other_ended = false;  ///< while it was stopped; false: it waited for what was held
  CliResult run;
  CliResult other;
};

/// Stops `words` (SIGSTOP) at its operation `at`, and puts the clock an hour forward, so that all
/// it leased has run out. The same command comes by: it ends, or after `patience` it must be
/// waiting for what the stopped one holds. Then that goes on, and both come to their end.
StoppedRun stop_past_lease(CliRunner& cli, const std::vector<std::string>& words, int at,
                           std::chrono::milliseconds patience,
                           const std::function<void()>& meanwhile = {});

}  // namespace igbot::test
