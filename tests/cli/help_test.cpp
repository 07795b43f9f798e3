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

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Alone, AnEmptyMachineIsToldHowToBeginAndStaysEmpty) {
  const CliRunner cli;
  const auto result = cli.run({});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(has(result.out, "igbotctl init\n")) << result.out;
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
}

TEST(Alone, AChatThatIsSetUpIsToldItsNextStep) {
  const CliRunner cli;
  cli.write("photos/memes/a.jpg", "\xff\xd8\xff");
  cli.run({"init", "--chat", "-1001", "--name", "Shop", "--source-path",
           (cli.folder() / "photos").string(), "--yes"});
  EXPECT_TRUE(has(cli.run({}).out, "Shop: the library is empty\n      igbotctl media sync\n"))
      << cli.run({}).out;
  cli.run({"media", "sync"});
  EXPECT_TRUE(has(cli.run({}).out, "igbotctl schedule create\n")) << cli.run({}).out;
  cli.run({"schedule", "create"});
  EXPECT_TRUE(cli.run({}).out.starts_with("igbotctl: 1 chat, next post ")) << cli.run({}).out;
}

TEST(Alone, ABrokenConfigurationIsShownWithItsRemedy) {
  CliRunner cli;
  cli.write("bad.toml", "[telegram]\nrate_limt = 3\n");
  cli.set_environment("IGBOTCTL_CONFIG", (cli.folder() / "bad.toml").string());
  const auto result = cli.run({});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(has(result.out, "rate_limt")) << result.out;
  EXPECT_TRUE(has(result.out, "telegram.rate_limit")) << result.out;
}

}  // namespace
}  // namespace igbot::test
