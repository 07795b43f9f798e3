// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

namespace igbot::test {

/// One way to run a command in a SeededWorld so that it succeeds.
struct CommandRun {
  /// What follows the command's name, with placeholders of SeededWorld::fill_in.
  std::vector<std::string> words;
  std::string input = {};
  bool json_lines = false;  ///< one object a line instead of one document
  int exit_code = 0;
  bool all_chats = false;  ///< works on every chat, not only on the one chosen
};

/// How a command is run by the tests that hold for all commands.
struct CommandEntry {
  std::vector<CommandRun> runs;
  /// Why it has no --json; empty for all the others.
  std::string without_json = {};
};

/// Every command by its name ("settings get"). A command that is not here fails the tests.
const std::map<std::string, CommandEntry>& command_table();

}  // namespace igbot::test
