// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/temporary_store.hpp"

namespace igbot::test {

/// What a run of the program left behind.
struct CliResult {
  int exit_code = 0;  ///< 128 + signal when a signal ended it
  std::string out;
  std::string err;
};

/// One turn of a conversation on a terminal: when `expect` has appeared, `answer` is typed, or what
/// `act` makes of all that was printed so far.
struct TerminalTurn {
  std::string expect;
  std::string answer;
  std::function<std::string(const std::string& printed)> act = {};
};

/// A run that goes on while the test does something else. Killed when it goes away unfinished.
class RunningCli {
 public:
  RunningCli(pid_t child, std::unique_ptr<TemporaryFolder> streams);
  RunningCli(RunningCli&& other) noexcept;
  RunningCli& operator=(RunningCli&&) = delete;
  ~RunningCli();

  void signal(int number) const;
  /// Waits until it has been stopped (SIGSTOP) or has ended; true for the first.
  bool wait_until_stopped() const;
  /// Waits for its end so long; whether it has come.
  bool ends_within(std::chrono::milliseconds patience) const;
  /// Waits for its end.
  CliResult wait();

 private:
  pid_t child_;
  std::unique_ptr<TemporaryFolder> streams_;
};

/// Runs the built igbotctl in an environment of its own: nothing of the caller's is seen, HOME and
/// the database lie in a folder that goes away.
class CliRunner {
 public:
  CliRunner();

  /// For every later run; an empty value takes the variable away.
  void set_environment(const std::string& name, const std::string& value);
  /// Every later run is of igbotctl-faulty (tests/faulty): the same commands, on a disk and a clock
  /// that $IGBOT_FAULT and $IGBOT_CLOCK decide; or of igbotctl again.
  void use_faulty(bool faulty) { is_faulty_ = faulty; }
  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path database() const { return folder() / "igbotctl.db"; }
  /// Writes a file into the folder and returns its path.
  std::filesystem::path write(const std::string& name, const std::string& content) const;

  /// Runs it with `arguments`, standard input from `input`, in folder().
  CliResult run(const std::vector<std::string>& arguments, const std::string& input = {}) const;
  /// Begins such a run and returns at once.
  RunningCli start(const std::vector<std::string>& arguments, const std::string& input = {}) const;
  /// Runs a shell script in that environment, in folder(); "$CLI" is the program.
  CliResult run_script(const std::string& script) const;
  /// Runs it on a pseudo terminal; out holds all it printed there. After the last turn the
  /// terminal hangs up its input (end of file). An expectation that does not appear within 20 s
  /// ends the program and is told in err.
  CliResult run_on_terminal(const std::vector<std::string>& arguments,
                            const std::vector<TerminalTurn>& turns) const;

 private:
  std::string program() const;
  std::vector<std::string> environment() const;
  RunningCli start_program(std::vector<std::string> words, const std::string& input) const;

  TemporaryFolder folder_;
  std::map<std::string, std::string> environment_;
  bool is_faulty_ = false;
};

}  // namespace igbot::test
