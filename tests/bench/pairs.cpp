// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Command = std::vector<std::string>;

struct Measured {
  double seconds = 0;
  long peak_kib = 0;
};

/// Runs a command with its output thrown away; a failing command would measure nothing.
Measured run(const Command& command) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const auto start = std::chrono::steady_clock::now();
  if (posix_spawnp(&child, words[0], &actions, nullptr, words.data(), environ) != 0) {
    throw std::runtime_error("cannot run: " + command[0]);
  }
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child) throw std::runtime_error("wait4 failed");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  posix_spawn_file_actions_destroy(&actions);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error("command failed: " + command[0]);
  }
  return {took.count(), usage.ru_maxrss};
}

double at(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// NAME PAIRS COMMAND... -- YARDSTICK...
int measure(const std::vector<std::string>& arguments) {
  const auto split = std::find(arguments.begin(), arguments.end(), "--");
  if (arguments.size() < 5 || split == arguments.end() || split + 1 == arguments.end()) {
    throw std::runtime_error("usage: pairs NAME PAIRS COMMAND... -- YARDSTICK...");
  }
  const Command command(arguments.begin() + 2, split);
  const Command yardstick(split + 1, arguments.end());
  const int pairs = std::stoi(arguments[1]);
  run(command);
  run(yardstick);
  std::vector<double> ratios;
  std::vector<double> yardsticks;
  long peak_kib = 0;
  for (int i = 0; i < pairs; ++i) {
    const Measured ours = run(command);
    const Measured theirs = run(yardstick);
    ratios.push_back(ours.seconds / theirs.seconds);
    yardsticks.push_back(theirs.seconds);
    peak_kib = std::max(peak_kib, ours.peak_kib);
  }
  const bool noisy = at(yardsticks, 0.95) / at(yardsticks, 0.5) > 3;
  std::printf("%-52s %5.2f  [%.2f-%.2f]  %5.1f MiB%s\n", arguments[0].c_str(), at(ratios, 0.5),
              at(ratios, 0.1), at(ratios, 0.9), static_cast<double>(peak_kib) / 1024,
              noisy ? "  noisy" : "");
  return 0;
}

}  // namespace

/// Measures a command against a yardstick, interleaved A B A B, and prints one line: the median of
/// the pairwise ratios of elapsed time, its 10th and 90th percentile, and the command's peak
/// memory.
int main(int argc, char** argv) {
  try {
    return measure({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "pairs: " << error.what() << '\n';
    return 1;
  }
}
