// SPDX-License-Identifier: MIT
#include "cli/run.hpp"
#include "cli/standard_streams.hpp"

int main(int argc, char** argv) {
  igbot::cli::keep_standard_descriptors();
  const auto environment = igbot::cli::Environment::of_process();
  auto io = igbot::cli::system_io(environment);
  const igbot::cli::ScreenedStream out(io.out);
  const igbot::cli::ScreenedStream err(io.err);
  igbot::SystemClock clock;
  return igbot::cli::run_cli({argv + 1, argv + argc}, environment, clock, io);
}
