// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/command_tree.hpp"
#include "cli/commands/commands.hpp"
#include "cli/run.hpp"
#include "tests/lint/page_section.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::cli {
namespace {

/// A nameless subcommand of CLI11 is a group of options, not a word to type.
bool is_group(const CLI::App& app) { return app.get_name().empty(); }

/// Words that satisfy the parser: what is required, with any value it takes.
std::vector<std::string> required_words(const CLI::App& command) {
  std::vector<std::string> words;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_required()) continue;
    const std::string type = option->get_type_name();
    const auto open = type.find('{');
    const std::string value = open == std::string::npos
                                  ? "1"
                                  : type.substr(open + 1, type.find_first_of(",}") - open - 1);
    if (option->nonpositional()) words.push_back("--" + option->get_lnames().front());
    words.push_back(value);
  }
  const auto groups = command.get_subcommands([](const CLI::App* sub) { return is_group(*sub); });
  for (const CLI::App* group : groups) {
    if (group->get_require_option_min() == 0) continue;
    for (const CLI::Option* option : group->get_options()) {
      if (option == group->get_help_ptr()) continue;
      words.push_back("--" + option->get_lnames().front());
      break;
    }
  }
  return words;
}

/// Every command one can type, without arguments: {"settings", "list"}, {"version"}.
void collect(const CLI::App& app, const std::vector<std::string>& path,
             std::vector<std::vector<std::string>>& typed,
             std::vector<std::vector<std::string>>& paths) {
  const auto subcommands = app.get_subcommands([](const CLI::App* sub) { return !is_group(*sub); });
  if (subcommands.empty()) {
    auto words = path;
    for (std::string& word : required_words(app)) words.push_back(std::move(word));
    paths.push_back(path);
    typed.push_back(std::move(words));
    return;
  }
  for (const CLI::App* sub : subcommands) {
    auto deeper = path;
    deeper.push_back(sub->get_name());
    collect(*sub, deeper, typed, paths);
  }
}

struct Answer {
  int exit_code;
  std::string out;
  std::string err;
};

Answer answer_of(const std::vector<std::string>& words, const Environment& environment) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  test::FakeClock clock;
  Io io{.in = in, .out = out, .err = err};
  const int exit_code = run_cli(words, environment, clock, io);
  return {exit_code, out.str(), err.str()};
}

/// One command's part of the page, from what --json=help says.
std::string section(const std::string& command, const nlohmann::json& help) {
  std::string text = "## igbotctl " + command + "\n\n";
  if (help.contains("list")) {
    text += "A list, *" + help.at("list").get<std::string>() + "*, whose entries have:\n\n";
  }
  for (const auto& [field, meaning] : help.at("fields").items()) {
    text += "*" + field + "*\n\t" + meaning.get<std::string>() + "\n\n";
  }
  return text;
}

std::string join_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// Asks every command for its fields in a place without any database.
std::string documents() {
  std::vector<std::string> all;
  for (const Noun& noun : nouns()) all.emplace_back(noun.name);
  CLI::App app("igbotctl", "igbotctl");
  ParsedGlobals parsed;
  Selected selected;
  add_command_tree(app, all, parsed, selected);
  std::vector<std::vector<std::string>> typed;
  std::vector<std::vector<std::string>> paths;
  collect(app, {}, typed, paths);

  const test::TemporaryFolder folder;
  const Environment environment({{"HOME", folder.path().string()}});
  std::string text;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (paths[i].front() == "completion") continue;  // its data is a script
    auto words = typed[i];
    words.emplace_back("--json=help");
    const Answer answer = answer_of(words, environment);
    const auto help = nlohmann::json::parse(answer.out, nullptr, false);
    const bool good = answer.exit_code == 0 && help.is_object() && help.contains("fields");
    EXPECT_TRUE(good) << join_words(words) << ": exit " << answer.exit_code << "\n"
                      << answer.out << answer.err;
    if (good) text += section(join_words(paths[i]), help);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "--json=help left something behind";
  return text;
}

TEST(JsonPage, SaysOfEveryCommandWhatItsHelpSays) {
  test::expect_section("igbotctl-json.7.scd", "# DOCUMENTS", "# SEE ALSO", documents());
}

}  // namespace
}  // namespace igbot::cli
