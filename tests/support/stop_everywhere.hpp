// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "tests/support/faulty_run.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {

/// How many stops met their run, and how many of those who came by ended meanwhile.
struct StopCounts {
  int stops = 0;
  int others_ended = 0;
};

/// Whether it gave up waiting for what another process holds, and said so.
inline bool was_refused(const CliResult& result) {
  return result.exit_code == 7 && result.err.find("database is busy: ") != std::string::npos;
}

/// Stops `words` past its lease at `strikes` of its operations, evenly over all: `prepare()` comes
/// before each of its runs, `judge(StoppedRun)` after each, `meanwhile()` while it is stopped. By
/// night the first who comes by and has to wait is let wait until it gives up, which takes half a
/// minute. Expects that most are met, that no process meets a bug and that none is ended by a
/// signal.
template <typename Prepare, typename Judge>
StopCounts stop_everywhere(CliRunner& cli, const std::vector<std::string>& words, int strikes,
                           Prepare prepare, Judge judge,
                           const std::function<void()>& meanwhile = {}) {
  prepare();
  const auto operations = operations_of(cli, words);
  StopCounts counts;
  bool one_gave_up = false;
  for (int i = 0; i < strikes; ++i) {
    const int at = point_of(i, strikes, operations);
    SCOPED_TRACE("deed=stop at=" + std::to_string(at));
    prepare();
    const std::chrono::seconds patience{fault_rounds() > 1 && !one_gave_up ? 60 : 1};
    const StoppedRun stopped = stop_past_lease(cli, words, at, patience, meanwhile);
    one_gave_up = one_gave_up || was_refused(stopped.other);
    for (const CliResult& result : {stopped.run, stopped.other}) {
      EXPECT_LT(result.exit_code, 70) << result.err;
    }
    counts.stops += stopped.was_stopped;
    counts.others_ended += stopped.other_ended;
    judge(stopped);
  }
  EXPECT_GT(counts.stops, strikes / 2) << "of " << operations.size() << " operations";
  return counts;
}

}  // namespace igbot::test
