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

/// A value the option takes: the first of its choices, or a number.
std::string value_for(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const auto open = type.find('{');
  if (open == std::string::npos) return "1";
  return type.substr(open + 1, type.find_first_of(",}", open) - open - 1);
}

/// Words that satisfy the parser: what is required, with any value it takes.
std::vector<std::string> required_words(const CLI::App& command) {
  std::vector<std::string> words;
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_required()) continue;
    if (option->nonpositional()) words.push_back("--" + option->get_lnames().front());
    words.push_back(value_for(*option));
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

/// A command, as typed with what it requires.
struct Typed {
  const CLI::App* command;
  std::vector<std::string> path;
  std::vector<std::string> words;
};

/// Every command one can type: {"settings", "list"}, {"version"}.
void collect(const CLI::App& app, const std::vector<std::string>& path, std::vector<Typed>& all) {
  const auto subcommands = app.get_subcommands([](const CLI::App* sub) { return !is_group(*sub); });
  if (subcommands.empty()) {
    Typed typed{&app, path, path};
    for (std::string& word : required_words(app)) typed.words.push_back(std::move(word));
    all.push_back(std::move(typed));
    return;
  }
  for (const CLI::App* sub : subcommands) {
    auto deeper = path;
    deeper.push_back(sub->get_name());
    collect(*sub, deeper, all);
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

std::string field_lines(const nlohmann::json& fields, const nlohmann::json& needed) {
  std::string text;
  for (const auto& [field, meaning] : fields.items()) {
    text += "*" + field + "*\n\t" + meaning.get<std::string>();
    if (needed.contains(field))
      text += " (only with *" + needed.at(field).get<std::string>() + "*)";
    text += "\n\n";
  }
  return text;
}

/// One command's part of the page, from what --json=help says.
std::string section(const std::string& command, const nlohmann::json& help) {
  const nlohmann::json needed = help.value("only_with", nlohmann::json::object());
  std::string text = "## igbotctl " + command + "\n\n";
  if (help.contains("list")) {
    text += "A list, *" + help.at("list").get<std::string>() + "*, whose entries have:\n\n";
  }
  text += field_lines(help.at("fields"), needed);
  if (help.contains("beside")) {
    text += "Beside the list:\n\n" + field_lines(help.at("beside"), needed);
  }
  return text;
}

std::string join_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// What --json=help says to these words; an empty object after a failed expectation.
nlohmann::json fields_of(std::vector<std::string> words, const Environment& environment) {
  words.emplace_back("--json=help");
  const Answer answer = answer_of(words, environment);
  auto help = nlohmann::json::parse(answer.out, nullptr, false);
  const bool good = answer.exit_code == 0 && help.is_object() && help.contains("fields");
  EXPECT_TRUE(good) << join_words(words) << ": exit " << answer.exit_code << "\n"
                    << answer.out << answer.err;
  return good ? help : nlohmann::json::object();
}

/// The sections of a command: its own, and one for each option that makes it another document.
std::string sections_of(const Typed& typed, const Environment& environment) {
  const std::string name = join_words(typed.path);
  const nlohmann::json usual = fields_of(typed.words, environment);
  if (usual.empty()) return {};
  std::string text = section(name, usual);
  for (const CLI::Option* option : typed.command->get_options()) {
    if (!option->nonpositional() || option == typed.command->get_help_ptr()) continue;
    auto words = typed.words;
    words.push_back("--" + option->get_lnames().front());
    if (option->get_items_expected_max() > 0) words.push_back(value_for(*option));
    // What this option excludes or refuses is not another document.
    auto with_help = words;
    with_help.emplace_back("--json=help");
    if (answer_of(with_help, environment).exit_code != 0) continue;
    const nlohmann::json other = fields_of(words, environment);
    if (other != usual) text += section(name + " --" + option->get_lnames().front(), other);
  }
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
  std::vector<Typed> commands;
  collect(app, {}, commands);

  const test::TemporaryFolder folder;
  const Environment environment({{"HOME", folder.path().string()}});
  std::string text;
  for (const Typed& typed : commands) {
    if (typed.path.front() == "completion") continue;  // its data is a script
    text += sections_of(typed, environment);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "--json=help left something behind";
  return text;
}

TEST(JsonPage, SaysOfEveryCommandWhatItsHelpSays) {
  test::expect_section("igbotctl-json.7.scd", "# DOCUMENTS", "# SEE ALSO", documents());
}

}  // namespace
}  // namespace igbot::cli
