// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "cli/globals.hpp"
#include "cli/progress_line.hpp"
#include "core/clock.hpp"
#include "core/media/syncer.hpp"

namespace igbot::cli {

/// How fast a sync reads, smoothed over some ten seconds so that the time left does not jump.
class SyncPace {
 public:
  /// Takes in how far a sync is `elapsed` after its start, which never goes back, and puts it into
  /// words: "412 of 20,000 files, 1.2 of 58 GB, 34 MB/s, 28 min left". Rate and time left come once
  /// a second was seen.
  std::string text(const media::SyncProgress& progress, std::chrono::milliseconds elapsed);

 private:
  struct Mark {
    std::chrono::milliseconds elapsed{};
    std::int64_t done = 0;
  };
  void note(std::int64_t done, std::chrono::milliseconds elapsed);

  std::optional<Mark> last_;
  std::optional<double> rate_;  ///< bytes a second, or files where sizes are not known
};

/// Shows how far a sync is: on a terminal in one line that is written over and goes away with the
/// object; elsewhere on standard error with --verbose, a line at most every 30 s; never with
/// --quiet.
class SyncProgressPrinter {
 public:
  SyncProgressPrinter(Io& io, const Globals& globals, const Clock& clock);

  void tell(const media::SyncProgress& progress);

 private:
  Io& io_;
  bool plain_;
  const Clock& clock_;
  Timestamp began_;
  std::optional<Timestamp> told_;
  ProgressLine line_;
  SyncPace pace_;
};

}  // namespace igbot::cli
