// SPDX-License-Identifier: MIT
#include "cli/commands/media/sync_progress.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/fake_clock.hpp"

namespace igbot::cli {
namespace {

using media::SyncProgress;
using std::chrono::milliseconds;
using std::chrono::seconds;

SyncProgress half_read(std::int64_t read, double gigabytes) {
  return {.listed = 20'000,
          .to_read = 20'000,
          .read = read,
          .bytes_to_read = 58'000'000'000,
          .bytes_read = static_cast<std::int64_t>(gigabytes * 1e9)};
}

TEST(SyncPace, TellsFilesBytesRateAndTimeLeft) {
  SyncPace pace;
  EXPECT_EQ(pace.text({.listed = 1}, seconds{0}), "listed 1 file");
  EXPECT_EQ(pace.text({.listed = 20'000}, seconds{3}), "listed 20,000 files");
  EXPECT_EQ(pace.text(half_read(0, 0), seconds{5}), "0 of 20,000 files, 0 of 58 GB");
  // 34 MB a second since reading began, not since the listing did.
  EXPECT_EQ(pace.text(half_read(117, 0.34), seconds{15}),
            "117 of 20,000 files, 0.3 of 58 GB, 34 MB/s, 29 min left");
  EXPECT_EQ(pace.text(half_read(20'000, 58), seconds{2000}),
            "20,000 of 20,000 files, 58 of 58 GB, 29 MB/s");
}

TEST(SyncPace, TellsNoRateBeforeASecondWasSeen) {
  SyncPace pace;
  pace.text(half_read(0, 0), seconds{0});
  EXPECT_EQ(pace.text(half_read(1, 0.1), milliseconds{999}), "1 of 20,000 files, 0.1 of 58 GB");
  EXPECT_EQ(pace.text(half_read(2, 0.1), milliseconds{1000}),
            "2 of 20,000 files, 0.1 of 58 GB, 100 MB/s, 10 min left");
}

TEST(SyncPace, ASuddenChangeMovesTheRateSlowly) {
  SyncPace pace;
  pace.text(half_read(0, 0), seconds{0});
  pace.text(half_read(100, 1), seconds{10});  // 100 MB/s
  // A second without a byte: 100·e^(-1/10).
  EXPECT_EQ(pace.text(half_read(100, 1), seconds{11}),
            "100 of 20,000 files, 1 of 58 GB, 90 MB/s, 11 min left");
  // Ten seconds more: 90.48·e^(-1).
  EXPECT_EQ(pace.text(half_read(100, 1), seconds{21}),
            "100 of 20,000 files, 1 of 58 GB, 33 MB/s, 29 min left");
}

TEST(SyncPace, CountsFilesWhereSizesAreNotKnown) {
  SyncPace pace;
  pace.text({.listed = 200, .to_read = 100, .read = 0}, seconds{0});
  EXPECT_EQ(pace.text({.listed = 200, .to_read = 100, .read = 25}, seconds{10}),
            "25 of 100 files, 30 s left");
  EXPECT_EQ(pace.text({.listed = 200, .to_read = 100, .read = 100}, seconds{40}),
            "100 of 100 files");
}

TEST(SyncPace, TellsLongTimesInHoursAndNoWeeks) {
  SyncPace slow;
  slow.text(half_read(0, 0), seconds{0});
  EXPECT_EQ(slow.text(half_read(1, 0.058), seconds{20}),
            "1 of 20,000 files, 0.1 of 58 GB, 2.9 MB/s, 5 h 33 min left");
  SyncPace slower;
  slower.text(half_read(0, 0), seconds{0});
  EXPECT_EQ(slower.text(half_read(1, 0.00001), seconds{20}),
            "1 of 20,000 files, 0 of 58 GB, 500 B/s, more than a week left");
}

/// A sync of 40 seconds that tells of itself every second; what stands on standard error then.
std::string told(bool terminal, Globals globals, int width = 80) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Io io{.in = in, .out = out, .err = err};
  io.err_is_terminal = terminal;
  io.width = width;
  test::FakeClock clock;
  {
    SyncProgressPrinter printer(io, globals, clock);
    for (int second = 0; second <= 40; ++second) {
      printer.tell({.listed = 40, .to_read = 40, .read = second});
      clock.advance(seconds{1});
    }
  }
  EXPECT_EQ(out.str(), "");
  return err.str();
}

TEST(SyncProgressPrinter, WritesOverItsLineOnATerminalAndTakesItAway) {
  const std::string err = told(true, {});
  EXPECT_EQ(err.find('\n'), std::string::npos);
  EXPECT_NE(err.find("\r\x1B[K10 of 40 files, 30 s left\r"), std::string::npos);
  EXPECT_TRUE(err.ends_with("40 of 40 files\r\x1B[K"));
}

TEST(SyncProgressPrinter, ALineNeverWraps) {
  EXPECT_NE(told(true, {}, 11).find("\r\x1B[K10 of 40 f\r"), std::string::npos);
}

TEST(SyncProgressPrinter, ElsewhereItIsSilentUnlessVerbose) {
  EXPECT_EQ(told(false, {}), "");
  EXPECT_EQ(told(false, {.verbose = true}), "0 of 40 files\n30 of 40 files, 10 s left\n");
}

TEST(SyncProgressPrinter, QuietIsQuiet) {
  EXPECT_EQ(told(true, {.quiet = true}), "");
  EXPECT_EQ(told(false, {.quiet = true, .verbose = true}), "");
}

}  // namespace
}  // namespace igbot::cli
