// SPDX-License-Identifier: MIT
#include "tests/support/ready_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

namespace igbot::test {
namespace {

/// The next line, without its end; what came until then when the other end closes early.
std::string read_line(int from) {
  std::string line;
  char c = 0;
  while (true) {
    const ssize_t got = ::read(from, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || c == '\n') return line;
    line += c;
  }
}

}  // namespace

ReadyProcess::ReadyProcess(std::string program, std::vector<std::string> arguments) {
  std::vector<char*> words{program.data()};
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe for a server");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  const int failed =
      ::posix_spawn(&process_, program.c_str(), &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  while (failed == 0 && url_.empty()) {
    const std::string line = read_line(pipe[0]);
    const std::size_t space = line.find(' ');
    if (space == std::string::npos) break;
    const std::string name = line.substr(0, space);
    (name == "ready" ? url_ : other_urls_[name]) = line.substr(space + 1);
  }
  ::close(pipe[0]);
  if (url_.empty()) {
    if (failed == 0) stop();
    throw std::runtime_error("the server did not get ready: " + program);
  }
}

ReadyProcess::~ReadyProcess() {
  if (process_ > 0) stop();
}

int ReadyProcess::stop() {
  int status = 0;
  ::kill(process_, SIGTERM);
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace igbot::test
