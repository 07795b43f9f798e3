// SPDX-License-Identifier: MIT
#include "cli/run.hpp"

int main(int argc, char** argv) {
  const auto environment = igbot::cli::Environment::of_process();
  auto io = igbot::cli::system_io(environment);
  igbot::SystemClock clock;
  return igbot::cli::run_cli({argv + 1, argv + argc}, environment, clock, io);
}
