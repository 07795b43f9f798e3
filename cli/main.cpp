// SPDX-License-Identifier: MIT
#include <clocale>

#include "cli/run.hpp"

int main(int argc, char** argv) {
  std::setlocale(LC_CTYPE, "C.UTF-8");  // for column widths
  const auto environment = igbot::cli::Environment::of_process();
  auto io = igbot::cli::system_io(environment);
  igbot::SystemClock clock;
  return igbot::cli::run_cli({argv + 1, argv + argc}, environment, clock, io);
}
