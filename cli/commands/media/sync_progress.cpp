// SPDX-License-Identifier: MIT
#include "cli/commands/media/sync_progress.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ostream>

namespace igbot::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds k_shortest_measure{1000};
constexpr double k_smoothed_over = 10;  // seconds
constexpr milliseconds k_between_redraws{100};
constexpr milliseconds k_between_plain_lines{30'000};

struct ByteUnit {
  double bytes;
  const char* name;
};

ByteUnit unit_of(double bytes) {
  constexpr std::array<ByteUnit, 5> units{
      {{1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}, {1, "B"}}};
  for (const ByteUnit& unit : units) {
    if (bytes >= unit.bytes) return unit;
  }
  return units.back();
}

/// "1.2", "58": a decimal only where it says something.
std::string amount(double value) {
  const std::int64_t tenths = std::lround(value * 10);
  if (tenths >= 100) return std::to_string(std::lround(value));
  const std::string whole = std::to_string(tenths / 10);
  return tenths % 10 == 0 ? whole : whole + "." + std::to_string(tenths % 10);
}

/// "20,000".
std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string time_left(double seconds) {
  constexpr double k_a_week = 7 * 24 * 3600.0;
  if (seconds > k_a_week) return "more than a week left";
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  if (whole < 60) return std::to_string(whole) + " s left";
  const std::int64_t minutes = (whole + 59) / 60;
  if (minutes < 60) return std::to_string(minutes) + " min left";
  return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min left";
}

}  // namespace

void SyncPace::note(std::int64_t done, milliseconds elapsed) {
  if (!last_) last_ = Mark{elapsed, done};
  const milliseconds measured = elapsed - last_->elapsed;
  if (measured < k_shortest_measure) return;
  const double seconds = static_cast<double>(measured.count()) / 1000;
  const double rate = static_cast<double>(done - last_->done) / seconds;
  const double weight = rate_ ? 1 - std::exp(-seconds / k_smoothed_over) : 1;
  rate_ = rate_.value_or(0) + weight * (rate - rate_.value_or(0));
  last_ = Mark{elapsed, done};
}

std::string SyncPace::text(const media::SyncProgress& progress, milliseconds elapsed) {
  if (progress.to_read == 0) {
    return "listed " + grouped(progress.listed) + (progress.listed == 1 ? " file" : " files");
  }
  const bool by_bytes = progress.bytes_to_read > 0;
  const std::int64_t done = by_bytes ? progress.bytes_read : progress.read;
  const std::int64_t all = by_bytes ? progress.bytes_to_read : progress.to_read;
  note(done, elapsed);
  std::string line = grouped(progress.read) + " of " + grouped(progress.to_read) +
                     (progress.to_read == 1 ? " file" : " files");
  if (by_bytes) {
    const ByteUnit unit = unit_of(static_cast<double>(all));
    line += ", " + amount(static_cast<double>(done) / unit.bytes) + " of " +
            amount(static_cast<double>(all) / unit.bytes) + " " + unit.name;
  }
  if (!rate_ || *rate_ <= 0) return line;
  if (by_bytes) {
    const ByteUnit unit = unit_of(*rate_);
    line += ", " + amount(*rate_ / unit.bytes) + " " + unit.name + "/s";
  }
  if (all > done) line += ", " + time_left(static_cast<double>(all - done) / *rate_);
  return line;
}

SyncProgressPrinter::SyncProgressPrinter(Io& io, const Globals& globals, const Clock& clock)
    : io_(io),
      plain_(globals.verbose && !globals.quiet && !globals.json && !io.err_is_terminal),
      clock_(clock),
      began_(clock.now()),
      line_(io, !globals.quiet) {}

void SyncProgressPrinter::tell(const media::SyncProgress& progress) {
  if (!plain_ && !line_.is_shown()) return;
  const Timestamp now = clock_.now();
  const std::string text = pace_.text(progress, now - began_);
  const bool is_last = progress.to_read > 0 && progress.read == progress.to_read;
  const milliseconds pause = plain_ ? k_between_plain_lines : k_between_redraws;
  if (told_ && now - *told_ < pause && (plain_ || !is_last)) return;
  told_ = now;
  if (plain_) {
    io_.err << text << '\n' << std::flush;
  } else {
    // A line that wraps could not be written over.
    line_.tell(text.substr(0, static_cast<std::size_t>(std::max(1, io_.width - 1))));
  }
}

}  // namespace igbot::cli
