// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/clock.hpp"

namespace igbot::log {

/// From what must be seen to what only helps to find a fault.
enum class Level { error, warning, info, debug };
std::string name_of(Level level);
/// Nothing for any other word than error, warning, info and debug.
std::optional<Level> level_from(std::string_view word);

/// What a line says beside its message, as "chat" and "-100…". Names are lower-case words.
struct Field {
  std::string name;
  std::variant<std::string, std::int64_t> value;
};

/// One thing that happened. `event` is a word to search for: post.posted, http.answer, failed.
struct Line {
  Level level = Level::info;
  std::string event;
  std::string message = {};
  std::vector<Field> fields = {};
};

/// How lines are written. For the journal they begin with their priority as in sd-daemon(3), and
/// text has no time, which the journal adds. A stream, not the journal's own socket: what a process
/// sends there just before it ends is not found by its unit (systemd issue 2913).
struct Style {
  bool json = false;
  bool journal = false;
};

/// The line as it is written, without its end: one line, without secrets, whatever the fields hold.
std::string formatted(const Line& line, Style style, Timestamp at, const std::string& run);

/// Where the program tells what it does. Every line carries the id of this run. Safe for use by
/// several threads.
class Log {
 public:
  using Write = std::function<void(const std::string& line)>;

  /// One that writes nothing.
  Log(Clock& clock, std::string run) : clock_(clock), run_(std::move(run)) {}
  /// Writes lines up to `level`, in one piece each.
  Log(Clock& clock, Level level, Style style, std::string run, Write write)
      : clock_(clock),
        level_(level),
        style_(style),
        run_(std::move(run)),
        write_(std::move(write)) {}

  bool writes(Level level) const { return write_ && level <= level_; }
  void add(const Line& line);
  /// Whether a line up to info was written: this run did something.
  bool has_told_work() const { return has_told_work_; }
  const std::string& run() const { return run_; }

 private:
  Clock& clock_;
  Level level_ = Level::error;
  Style style_;
  std::string run_;
  Write write_;
  std::mutex mutex_;
  std::atomic<bool> has_told_work_ = false;
};

/// A fresh id for a run, ten letters and digits.
std::string new_run_id();

}  // namespace igbot::log
