// SPDX-License-Identifier: MIT
#include "tests/support/faulty_run.hpp"

#include <csignal>
#include <fstream>

namespace igbot::test {
namespace {

constexpr std::chrono::seconds k_time_to_come_by{1};

}  // namespace

int operations_of(CliRunner& cli, const std::vector<std::string>& words) {
  const auto log = cli.folder() / "operations";
  std::filesystem::remove(log);
  run_struck(cli, words, "deed=none log=" + log.string());
  std::ifstream lines(log);
  int count = 0;
  for (std::string line; std::getline(lines, line);) ++count;
  return count;
}

CliResult run_struck(CliRunner& cli, const std::vector<std::string>& words,
                     const std::string& plan) {
  cli.use_faulty(true);
  cli.set_environment("IGBOT_FAULT", plan);
  CliResult result = cli.run(words);
  cli.set_environment("IGBOT_FAULT", "");
  cli.use_faulty(false);
  return result;
}

StoppedRun stop_past_lease(CliRunner& cli, const std::vector<std::string>& words, int at) {
  cli.set_environment("IGBOT_CLOCK", cli.write("clock", "0").string());
  cli.set_environment("IGBOT_FAULT", "deed=stop at=" + std::to_string(at));
  cli.use_faulty(true);
  auto run = cli.start(words);
  cli.set_environment("IGBOT_FAULT", "");
  StoppedRun came_of_it{.was_stopped = run.wait_until_stopped()};
  if (came_of_it.was_stopped) {
    cli.write("clock", "3600000");
    auto other = cli.start(words);
    came_of_it.other_ended = other.ends_within(k_time_to_come_by);
    run.signal(SIGCONT);
    came_of_it.run = run.wait();
    came_of_it.other = other.wait();
  } else {
    came_of_it.run = run.wait();
  }
  cli.use_faulty(false);
  cli.set_environment("IGBOT_CLOCK", "");
  return came_of_it;
}

}  // namespace igbot::test
