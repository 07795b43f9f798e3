// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/support/command_list.hpp"

namespace igbot::test {
namespace {

std::string page_of(const std::string& noun) {
  std::ifstream stream(std::string(IGBOT_MAN_FOLDER) + "/igbotctl-" + noun + ".1.scd");
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(Help, FitsATerminalOfEightyColumns) {
  const CliRunner cli;
  std::vector<std::string> commands{""};
  for (const ListedCommand& command : list_commands(cli)) {
    commands.push_back(command.name);
    commands.push_back(words_of(command.name).front());
  }
  for (const std::string& command : commands) {
    auto words = words_of(command);
    words.emplace_back("--help");
    std::istringstream lines(cli.run(words).out);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), 80U) << "igbotctl " << command << " --help: " << line;
    }
  }
}

TEST(Help, EveryOptionIsInThePageOfItsNoun) {
  for (const ListedCommand& command : list_commands(CliRunner())) {
    const std::string page = page_of(words_of(command.name).front());
    for (const CommandArgument& argument : command.arguments) {
      if (argument.is_positional() || argument.name == "--help") continue;
      EXPECT_NE(page.find("*" + argument.name + "*"), std::string::npos)
          << "man/: no " << argument.name << " of igbotctl " << command.name;
    }
  }
}

}  // namespace
}  // namespace igbot::test
