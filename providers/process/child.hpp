// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace igbot::process {

/// A program to run to its end, without a shell.
struct Command {
  std::filesystem::path program;       ///< its file, not looked for
  std::vector<std::string> arguments;  ///< without the program's own name
  std::string search_path;             ///< its PATH; it inherits nothing else
  std::chrono::milliseconds time_limit{std::chrono::seconds{60}};
};

/// How it ended, and what it wrote.
struct Ended {
  int exit_code = 0;  ///< 128 + signal when a signal ended it
  bool timed_out = false;
  std::string out;  ///< at most 1 MB, the rest is dropped
  std::string err;
};

/// Runs it in a process group of its own, with nothing to read and no file of this process open,
/// and kills the group when its time is over. Throws ErrorKind::not_found when there is no such
/// program and ErrorKind::failed when it cannot be started.
Ended run(const Command& command);

/// The first executable file of that name in a PATH; empty = the system's usual folders.
std::optional<std::filesystem::path> find_program(const std::string& name,
                                                  const std::string& search_path);

}  // namespace igbot::process
