// SPDX-License-Identifier: MIT
#include "tests/support/command_list.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace igbot::test {
namespace {

/// --help, by sections; a line that goes on where the descriptions begin belongs to the one above.
struct Help {
  std::vector<std::string> subcommands;
  std::vector<std::string> arguments;
};

constexpr std::size_t k_descriptions_begin = 30;

bool continues(const std::string& line) {
  return line.size() > k_descriptions_begin && line.find_first_not_of(' ') >= k_descriptions_begin;
}

Help parse_help(const std::string& text) {
  Help help;
  std::istringstream lines(text);
  std::string line;
  std::vector<std::string>* section = nullptr;
  while (std::getline(lines, line)) {
    if (line == "Subcommands:") {
      section = &help.subcommands;
    } else if (line == "Positionals:" || line.ends_with("ptions:")) {
      section = &help.arguments;
    } else if (!line.starts_with("  ")) {
      section = line.empty() ? section : nullptr;
    } else if (section != nullptr && continues(line) && !section->empty()) {
      section->back() += " " + line.substr(line.find_first_not_of(' '));
    } else if (section != nullptr) {
      section->push_back(line.substr(2));
    }
  }
  return help;
}

/// "-n,--dry-run                Say …" or "item ID REQUIRED            Media id".
CommandArgument parse_argument(const std::string& line) {
  CommandArgument argument;
  std::istringstream words(line);
  words >> argument.name;
  if (const auto comma = argument.name.rfind(','); comma != std::string::npos) {
    argument.name.erase(0, comma + 1);
  }
  const auto gap = line.find("  ");
  const std::string head = line.substr(0, gap == std::string::npos ? line.size() : gap);
  std::istringstream rest(head);
  std::string word;
  rest >> word >> argument.type;
  argument.type = argument.type.substr(0, argument.type.find(':'));
  if (head.size() < line.size()) argument.meaning = line.substr(line.find_first_not_of(' ', gap));
  return argument;
}

std::string first_word(const std::string& line) { return line.substr(0, line.find(' ')); }

void collect(const CliRunner& cli, const std::string& name, std::vector<ListedCommand>& found) {
  auto words = words_of(name);
  words.emplace_back("--help");
  const CliResult result = cli.run(words);
  if (result.exit_code != 0) throw std::runtime_error(name + " --help failed: " + result.err);
  const Help help = parse_help(result.out);
  if (help.subcommands.empty()) {
    ListedCommand command{name, {}};
    for (const std::string& line : help.arguments) {
      command.arguments.push_back(parse_argument(line));
    }
    found.push_back(std::move(command));
  }
  for (const std::string& line : help.subcommands) {
    collect(cli, (name.empty() ? "" : name + " ") + first_word(line), found);
  }
}

}  // namespace

bool ListedCommand::has_option(const std::string& option) const {
  return std::any_of(arguments.begin(), arguments.end(),
                     [&](const CommandArgument& argument) { return argument.name == option; });
}

std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words;
  std::istringstream stream(command);
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::vector<ListedCommand> list_commands(const CliRunner& cli) {
  std::vector<ListedCommand> found;
  collect(cli, "", found);
  return found;
}

std::string spoken(const Words& words) {
  std::string text = "igbotctl";
  for (const std::string& word : words) text += " " + word;
  return text;
}

}  // namespace igbot::test
