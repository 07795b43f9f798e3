// SPDX-License-Identifier: MIT
#include "cli/run.hpp"

int main(int argc, char** argv) { return igbot::cli::run_cli(argc, argv); }
