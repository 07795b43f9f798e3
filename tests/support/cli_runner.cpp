// SPDX-License-Identifier: MIT
#include "tests/support/cli_runner.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <spawn.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

namespace igbot::test {
namespace {

constexpr int k_patience_ms = 20'000;

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

int exit_code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

constexpr std::size_t k_closed = std::string::npos;
constexpr std::size_t k_patience_over = std::string::npos - 1;

/// Reads what a terminal prints until `wanted` has appeared since `from` and returns the place
/// after it; k_closed at the end of the terminal, k_patience_over when that is over.
std::size_t read_until(int terminal, std::string& printed, std::size_t from,
                       const std::string& wanted) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(k_patience_ms);
  while (true) {
    const std::size_t found = wanted.empty() ? std::string::npos : printed.find(wanted, from);
    if (found != std::string::npos) return found + wanted.size();
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd ready{terminal, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&ready, 1, static_cast<int>(left.count())) <= 0) {
      return k_patience_over;
    }
    std::array<char, 4096> buffer{};
    const ssize_t count = ::read(terminal, buffer.data(), buffer.size());
    if (count <= 0) return k_closed;  // EIO: the program closed it
    printed.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

void type(int terminal, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = ::write(terminal, text.data() + done, text.size() - done);
    if (count <= 0) return;  // the program has ended; its exit code tells
    done += static_cast<std::size_t>(count);
  }
}

}  // namespace

CliRunner::CliRunner() {
  const std::string home = folder().string();
  environment_ = {{"HOME", home},
                  {"XDG_CONFIG_HOME", home + "/config"},
                  {"XDG_DATA_HOME", home + "/data"},
                  {"IGBOTCTL_DATABASE_PATH", database().string()},
                  {"PATH", "/usr/bin:/bin"},
                  {"TERM", "xterm"},
                  {"LC_ALL", "C.UTF-8"}};
}

std::string CliRunner::program() const {
  const char* other = std::getenv("IGBOTCTL_BINARY");
  std::filesystem::path program =
      other != nullptr && *other != '\0' ? other : IGBOTCTL_DEFAULT_BINARY;
  if (is_faulty_) program = program.parent_path().parent_path() / "faulty" / "igbotctl-faulty";
  return program.string();
}

void CliRunner::set_environment(const std::string& name, const std::string& value) {
  if (value.empty()) {
    environment_.erase(name);
  } else {
    environment_[name] = value;
  }
}

std::filesystem::path CliRunner::write(const std::string& name, const std::string& content) const {
  const auto file = folder() / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

std::vector<std::string> CliRunner::environment() const {
  std::vector<std::string> entries;
  for (const auto& [name, value] : environment_) entries.push_back(name + "=" + value);
  // How a build that measures coverage, or looks for races, is to tell of it.
  for (const char* name : {"LLVM_PROFILE_FILE", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) entries.push_back(name + ("=" + std::string(value)));
  }
  return entries;
}

RunningCli::RunningCli(pid_t child, std::unique_ptr<TemporaryFolder> streams)
    : child_(child), streams_(std::move(streams)) {}

RunningCli::RunningCli(RunningCli&& other) noexcept
    : child_(std::exchange(other.child_, -1)), streams_(std::move(other.streams_)) {}

RunningCli::~RunningCli() {
  if (child_ <= 0) return;
  signal(SIGKILL);
  wait();
}

void RunningCli::signal(int number) const { ::kill(child_, number); }

bool RunningCli::wait_until_stopped() const {
  siginfo_t info{};
  const auto child = static_cast<id_t>(child_);
  while (::waitid(P_PID, child, &info, WSTOPPED | WEXITED | WNOWAIT) < 0 && errno == EINTR) {
  }
  return info.si_code == CLD_STOPPED;
}

bool RunningCli::ends_within(std::chrono::milliseconds patience) const {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (true) {
    siginfo_t info{};
    const auto child = static_cast<id_t>(child_);
    if (::waitid(P_PID, child, &info, WEXITED | WNOWAIT | WNOHANG) == 0 && info.si_pid == child_) {
      return true;
    }
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

CliResult RunningCli::wait() {
  int status = 0;
  while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
  return {exit_code_of(status), content_of(streams_->path() / "out"),
          content_of(streams_->path() / "err")};
}

RunningCli CliRunner::start_program(std::vector<std::string> words,
                                    const std::string& input) const {
  auto streams = std::make_unique<TemporaryFolder>();
  const auto in = streams->path() / "in";
  const auto out = streams->path() / "out";
  const auto err = streams->path() / "err";
  std::ofstream(in, std::ios::binary) << input;
  auto variables = environment();
  const auto argv = pointers(words);
  const auto envp = pointers(variables);

  // Not fork: to copy what a sanitizer has mapped takes longer than many a command.
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT,
                                     0600);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT,
                                     0600);
  ::posix_spawn_file_actions_addchdir_np(&actions, folder().c_str());
  pid_t child = -1;
  const int failed = ::posix_spawn(&child, argv[0], &actions, nullptr, argv.data(), envp.data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::system_error(failed, std::generic_category(), words.front());
  return {child, std::move(streams)};
}

RunningCli CliRunner::start(const std::vector<std::string>& arguments,
                            const std::string& input) const {
  std::vector<std::string> words{program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return start_program(std::move(words), input);
}

CliResult CliRunner::run_script(const std::string& script) const {
  return start_program({"/bin/sh", "-c", "CLI='" + program() + "'\n" + script}, {}).wait();
}

CliResult CliRunner::run(const std::vector<std::string>& arguments,
                         const std::string& input) const {
  return start(arguments, input).wait();
}

CliResult CliRunner::run_on_terminal(const std::vector<std::string>& arguments,
                                     const std::vector<TerminalTurn>& turns) const {
  std::vector<std::string> words{program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  auto variables = environment();
  const auto argv = pointers(words);
  const auto envp = pointers(variables);
  winsize size{};
  size.ws_row = 24;
  size.ws_col = 100;

  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (child < 0) throw std::runtime_error("forkpty failed");
  if (child == 0) {
    // Ctrl-C would throw away what was printed just before and after it.
    termios mode{};
    if (::tcgetattr(STDIN_FILENO, &mode) != 0) ::_exit(126);
    mode.c_lflag |= NOFLSH;
    if (::tcsetattr(STDIN_FILENO, TCSANOW, &mode) != 0) ::_exit(126);
    if (::chdir(folder().c_str()) != 0) ::_exit(126);
    ::execve(argv[0], argv.data(), envp.data());
    ::_exit(127);
  }
  CliResult result;
  std::size_t seen = 0;
  for (const TerminalTurn& turn : turns) {
    seen = read_until(terminal, result.out, seen, turn.expect);
    if (seen >= k_patience_over) {
      result.err = "did not appear: " + turn.expect;
      ::kill(child, SIGKILL);
      break;
    }
    type(terminal, turn.act ? turn.act(result.out) : turn.answer);
  }
  type(terminal, "\x04");  // end of file for whoever still reads
  if (read_until(terminal, result.out, 0, "") == k_patience_over) {
    result.err = "did not end";
    ::kill(child, SIGKILL);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ::close(terminal);
  result.exit_code = exit_code_of(status);
  return result;
}

}  // namespace igbot::test
