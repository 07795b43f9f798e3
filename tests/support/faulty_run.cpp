// SPDX-License-Identifier: MIT
#include "tests/support/faulty_run.hpp"

#include <csignal>
#include <fstream>

namespace igbot::test {
std::vector<std::string> operations_of(CliRunner& cli, const std::vector<std::string>& words) {
  const auto log = cli.folder() / "operations";
  std::filesystem::remove(log);
  run_struck(cli, words, "deed=none log=" + log.string());
  std::ifstream lines(log);
  std::vector<std::string> operations;
  for (std::string line; std::getline(lines, line);) operations.push_back(line);
  return operations;
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

StoppedRun stop_past_lease(CliRunner& cli, const std::vector<std::string>& words, int at,
                           std::chrono::milliseconds patience,
                           const std::function<void()>& meanwhile) {
  cli.set_environment("IGBOT_CLOCK", cli.write("clock", "0").string());
  cli.set_environment("IGBOT_FAULT", "deed=stop at=" + std::to_string(at));
  cli.use_faulty(true);
  auto run = cli.start(words);
  cli.set_environment("IGBOT_FAULT", "");
  StoppedRun came_of_it{.was_stopped = run.wait_until_stopped()};
  if (came_of_it.was_stopped) {
    cli.write("clock", "3600000");
    if (meanwhile) meanwhile();
    auto other = cli.start(words);
    came_of_it.other_ended = other.ends_within(patience);
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
