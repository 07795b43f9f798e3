// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/cli/command_table.hpp"
#include "tests/cli/seeded_world.hpp"
#include "tests/support/canaries.hpp"
#include "tests/support/command_list.hpp"

namespace igbot::test {

/// A world whose configuration holds a secret of every kind, given in every way there is, and which
/// is as talkative as it can be made.
class CanaryWorld : public ::testing::Test {
 protected:
  CanaryWorld();

  /// A file that may hold secrets.
  void source(const std::string& name, const std::string& content);

  void expect_silence(const CliResult& result);
  /// Database, WAL, backups, exports, whatever was written.
  void expect_silence_on_disk();

  SeededWorld world;
  Canaries canaries;
  std::map<std::string, std::string> secrets;  ///< what the canaries are, by name
  std::set<std::filesystem::path> sources;
  std::size_t told = 0;  ///< secrets found where none may be

 private:
  void add(const std::string& name, const std::string& secret);
};

/// The command lines of a process's children, theirs included.
std::string command_lines(pid_t of);

}  // namespace igbot::test
