// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "tests/support/cli_runner.hpp"

namespace igbot::test {

using Words = std::vector<std::string>;
/// "igbotctl post list": the words as a person types them, for failure messages.
std::string spoken(const Words& words);

/// An option or a positional as --help shows it.
struct CommandArgument {
  std::string name;  ///< "--dry-run", or the word of a positional
  std::string type;  ///< "ID", "TIME"; empty for a flag
  std::string meaning;

  bool is_positional() const { return !name.starts_with('-'); }
};

/// One command that can be typed.
struct ListedCommand {
  std::string name;  ///< "settings get"
  std::vector<CommandArgument> arguments;

  bool has_option(const std::string& option) const;
};

/// Every command of the program, found by asking --help for its subcommands, theirs and so on: what
/// the tests of all commands go by, so that a new command cannot be overlooked.
std::vector<ListedCommand> list_commands(const CliRunner& cli);

/// "settings get" as {"settings", "get"}.
std::vector<std::string> words_of(const std::string& command);

}  // namespace igbot::test
