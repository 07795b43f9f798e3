// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/faulty_run.hpp"

namespace igbot::test {

/// How many stops met their run, and how many of those who came by ended meanwhile.
struct StopCounts {
  int stops = 0;
  int others_ended = 0;
};

/// Stops `words` past its lease at `strikes` of its operations, evenly over all: `prepare()` comes
/// before each of its runs, `judge(StoppedRun)` after each. Expects that most are met, that no
/// process meets a bug and that none is ended by a signal.
template <typename Prepare, typename Judge>
StopCounts stop_everywhere(CliRunner& cli, const std::vector<std::string>& words, int strikes,
                           Prepare prepare, Judge judge) {
  prepare();
  const int operations = operations_of(cli, words);
  StopCounts counts;
  for (int i = 0; i < strikes; ++i) {
    const int at = point_of(i, strikes, operations);
    SCOPED_TRACE("deed=stop at=" + std::to_string(at));
    prepare();
    const StoppedRun stopped = stop_past_lease(cli, words, at);
    for (const CliResult& result : {stopped.run, stopped.other}) {
      EXPECT_LT(result.exit_code, 70) << result.err;
    }
    counts.stops += stopped.was_stopped;
    counts.others_ended += stopped.other_ended;
    judge(stopped);
  }
  EXPECT_GT(counts.stops, strikes / 2) << "of " << operations << " operations";
  return counts;
}

}  // namespace igbot::test
