// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>

namespace igbot::cli {

/// The three streams and what is known of the terminal behind them. Data goes to `out`; progress,
/// logs and errors go to `err`.
struct Io {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  /// Connected to the systemd journal.
  bool out_is_journal = false;
  bool err_is_journal = false;
  /// Columns of the terminal; tables are not cut when `out` is none.
  int width = 80;
  bool colour = false;
};

/// The environment variables of this run.
class Environment {
 public:
  Environment() = default;
  explicit Environment(std::map<std::string, std::string> values) : values_(std::move(values)) {}
  /// That of the process.
  static Environment of_process();
  /// Unset and empty are the same.
  std::optional<std::string> get(const std::string& name) const;
  const std::map<std::string, std::string>& all() const { return values_; }

 private:
  std::map<std::string, std::string> values_;
};

/// The streams of the process; colour by terminal, NO_COLOR and TERM=dumb.
Io system_io(const Environment& environment);

}  // namespace igbot::cli
