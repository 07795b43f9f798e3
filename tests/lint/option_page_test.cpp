// SPDX-License-Identifier: MIT
// What --help says against what the pages say: every option of a command stands in its line of the
// page's SYNOPSIS and is spoken of below it, and no page names an option that there is not.
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "cli/command_tree.hpp"
#include "cli/commands/commands.hpp"

namespace igbot::cli {
namespace {

/// An option by all its names, as "-n" and "--dry-run".
using OptionNames = std::vector<std::string>;

/// What can be typed after the words of a command.
struct Accepted {
  std::vector<OptionNames> options;
  std::size_t positionals = 0;
};

/// By the words of the command: "post run".
using AcceptedBy = std::map<std::string, Accepted>;

OptionNames names_of_option(const CLI::Option& option) {
  OptionNames names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

void add_options(const CLI::App& app, Accepted& accepted) {
  for (const CLI::Option* option : app.get_options()) {
    if (option == app.get_help_ptr() || option->get_group().empty()) continue;
    if (option->get_positional()) {
      ++accepted.positionals;
    } else {
      accepted.options.push_back(names_of_option(*option));
    }
  }
}

void collect_accepted(const CLI::App& app, const std::string& words, AcceptedBy& all) {
  Accepted accepted;
  add_options(app, accepted);
  bool is_command = true;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (sub->get_name().empty()) {  // a group of options
      add_options(*sub, accepted);
    } else {
      is_command = false;
      collect_accepted(*sub, words + " " + sub->get_name(), all);
    }
  }
  if (is_command) all[words] = accepted;
}

std::vector<std::string> all_nouns() {
  std::vector<std::string> names;
  for (const Noun& noun : nouns()) names.push_back(noun.name);
  return names;
}

/// What the commands of the program take; under "" what all of them take.
AcceptedBy accepted_by_program() {
  CLI::App app;
  ParsedGlobals parsed;
  Selected selected;
  add_command_tree(app, all_nouns(), parsed, selected);
  AcceptedBy all;
  for (const CLI::App* noun : app.get_subcommands([](const CLI::App*) { return true; })) {
    collect_accepted(*noun, noun->get_name(), all);
  }
  add_options(app, all[""]);
  all[""].options.push_back({"-h", "--help"});
  return all;
}

/// Options as a page writes them: bold, a value perhaps after "=".
std::set<std::string> options_in(const std::string& text) {
  static const std::regex option(R"((\*|\s|\[|\||_|`|\()(--?[a-z][a-z0-9-]*))");
  std::set<std::string> found;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), option);
       at != std::sregex_iterator(); ++at) {
    found.insert((*at)[2].str());
  }
  return found;
}

bool is_named(const OptionNames& option, const std::set<std::string>& in) {
  return std::any_of(option.begin(), option.end(),
                     [&](const std::string& name) { return in.count(name) > 0; });
}

bool takes(const Accepted& accepted, const std::string& name) {
  return std::any_of(accepted.options.begin(), accepted.options.end(),
                     [&](const OptionNames& option) {
                       return std::find(option.begin(), option.end(), name) != option.end();
                     });
}

/// Whether a line of the synopsis has something to type that is no option.
bool has_positional(const std::string& line) {
  static const std::regex head(R"(^\*igbotctl [a-z0-9 ]+\*(\|\*[a-z]+\*)*)");
  static const std::regex option_and_value(
      R"(\*--?[a-z][a-z0-9-]*\*(\s(_[^\s\]]+|\*[a-z]+\*(\|\*[a-z]+\*)+))?)");
  static const std::regex something(R"(_[A-Z]|\*[a-z]+\*)");
  const std::string words = std::regex_replace(line, head, "");
  return std::regex_search(std::regex_replace(words, option_and_value, ""), something);
}

struct Page {
  std::map<std::string, std::string> synopsis;  ///< of each command
  std::string rest;
};

/// The commands of a line of the synopsis: "*igbotctl post approve*|*done* _POST_" has two.
std::vector<std::string> commands_of(const std::string& line, const AcceptedBy& all) {
  static const std::regex head(R"(^\*igbotctl ([a-z0-9 ]+)\*((\|\*[a-z]+\*)*))");
  std::smatch match;
  if (!std::regex_search(line, match, head)) return {};
  std::vector<std::string> commands{match[1].str()};
  const std::string before = commands.front().substr(0, commands.front().rfind(' ') + 1);
  static const std::regex word("[a-z]+");
  const std::string others = match[2].str();
  for (auto at = std::sregex_iterator(others.begin(), others.end(), word);
       at != std::sregex_iterator(); ++at) {
    commands.push_back(before + at->str());
  }
  if (all.count(commands.front()) == 0) return {};  // an example of another kind
  return commands;
}

Page parse_page(const std::string& text, const AcceptedBy& all) {
  Page page;
  std::istringstream lines(text);
  bool in_synopsis = false;
  std::vector<std::string> commands;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# ")) in_synopsis = line == "# SYNOPSIS";
    if (!in_synopsis) {
      page.rest += line + "\n";
      continue;
    }
    // A line that does not begin with the program goes on with the one above.
    if (line.starts_with("*igbotctl") || line.empty()) commands = commands_of(line, all);
    for (const std::string& command : commands) page.synopsis[command] += line + "\n";
  }
  return page;
}

/// What a page of `noun` leaves out, and what it makes up.
std::vector<std::string> problems_of(const std::string& noun, const std::string& text,
                                     const AcceptedBy& all) {
  std::vector<std::string> problems;
  const Page page = parse_page(text, all);
  const Accepted& global = all.at("");
  const auto described = options_in(page.rest);
  for (const auto& [command, accepted] : all) {
    if (command != noun && !command.starts_with(noun + " ")) continue;
    const auto line = page.synopsis.find(command);
    if (line == page.synopsis.end()) {
      problems.push_back(command + ": no line in SYNOPSIS");
      continue;
    }
    const auto named = options_in(line->second);
    for (const OptionNames& option : accepted.options) {
      if (!is_named(option, named))
        problems.push_back(command + ": SYNOPSIS has no " + option.back());
      if (!is_named(option, described) && !takes(global, option.back())) {
        problems.push_back(command + ": nothing is said about " + option.back());
      }
    }
    if (has_positional(line->second) != (accepted.positionals > 0)) {
      problems.push_back(command + ": SYNOPSIS and --help disagree about what is no option");
    }
    for (const std::string& name : named) {
      if (!takes(accepted, name) && !takes(global, name)) {
        problems.push_back(command + ": there is no " + name);
      }
    }
  }
  return problems;
}

/// Options that no command has.
std::vector<std::string> made_up_in(const std::string& text, const AcceptedBy& all) {
  // Of other programs, in examples.
  static const std::set<std::string> others{"--cached", "--configure", "--format", "--install",
                                            "--now"};
  std::vector<std::string> made_up;
  for (const std::string& name : options_in(text)) {
    const bool is_known = std::any_of(all.begin(), all.end(),
                                      [&](const auto& each) { return takes(each.second, name); });
    if (!is_known && name.starts_with("--") && others.count(name) == 0) made_up.push_back(name);
  }
  return made_up;
}

std::string page_of(const std::string& name) {
  std::ifstream file(std::string(IGBOT_MAN_FOLDER) + "/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(OptionPages, EveryOptionOfHelpIsInThePageOfItsNounAndNoOtherIs) {
  const AcceptedBy all = accepted_by_program();
  for (const std::string& noun : all_nouns()) {
    EXPECT_EQ(problems_of(noun, page_of("igbotctl-" + noun + ".1.scd"), all),
              std::vector<std::string>{});
  }
}

TEST(OptionPages, TheOptionsOfEveryCommandAreInTheFirstPage) {
  const auto described = options_in(page_of("igbotctl.1.scd"));
  const AcceptedBy all = accepted_by_program();
  for (const OptionNames& option : all.at("").options) {
    EXPECT_TRUE(is_named(option, described)) << option.back();
  }
}

TEST(OptionPages, NoPageNamesAnOptionThatThereIsNot) {
  const AcceptedBy all = accepted_by_program();
  for (const auto& entry : std::filesystem::directory_iterator(IGBOT_MAN_FOLDER)) {
    if (entry.path().extension() != ".scd") continue;
    EXPECT_EQ(made_up_in(page_of(entry.path().filename().string()), all),
              std::vector<std::string>{})
        << entry.path().filename();
  }
}

/// The control: pages with such a mistake are found out.
TEST(OptionPages, AMissingOptionAndAnInventedOneAreFound) {
  const AcceptedBy all{{"", {{{"-q", "--quiet"}}, 0}}, {"pot boil", {{{"-n", "--dry-run"}}, 1}}};
  const std::string begin = "# SYNOPSIS\n\n";
  const std::string line = "*igbotctl pot boil* _POT_ [*-n*]";
  const std::string rest = "\n\n# DESCRIPTION\n\n*-n*, *--dry-run*\n\tChange nothing.\n";
  EXPECT_TRUE(problems_of("pot", begin + line + rest, all).empty());
  EXPECT_EQ(problems_of("pot", begin + "*igbotctl pot boil* _POT_" + rest, all).size(), 1U);
  EXPECT_EQ(problems_of("pot", begin + line + " [*--hard*]" + rest, all).size(), 1U);
  EXPECT_EQ(problems_of("pot", begin + line + "\n\n# DESCRIPTION\n", all).size(), 1U);
  EXPECT_EQ(problems_of("pot", begin + "*igbotctl pot boil* [*-n*]" + rest, all).size(), 1U);
  EXPECT_EQ(problems_of("pot", begin + rest, all).size(), 1U);
  EXPECT_EQ(made_up_in(begin + line + rest + "see *--hard*", all),
            std::vector<std::string>{"--hard"});
}

}  // namespace
}  // namespace igbot::cli
