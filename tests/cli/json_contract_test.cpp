// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/cli/command_table.hpp"
#include "tests/cli/seeded_world.hpp"
#include "tests/support/command_list.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;
using Names = std::set<std::string>;
Words command_words(const std::string& command, const CommandRun& run, const SeededWorld& world) {
  Words words = words_of(command);
  for (const std::string& word : world.fill_in(run.words)) words.push_back(word);
  return words;
}

Words plus(Words words, const std::string& word) {
  words.push_back(word);
  return words;
}

Names keys_of(const json& object) {
  Names names;
  for (const auto& [name, value] : object.items()) names.insert(name);
  return names;
}

std::string listed(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// The fields a run must print, by what --json=help says of it.
struct Documented {
  std::string list;
  Names fields;
  Names beside;
};

Documented documented(const json& help, const Words& words) {
  const json needed = help.value("only_with", json::object());
  const auto present = [&](const json& fields) {
    Names names;
    for (const auto& [name, meaning] : fields.items()) {
      const bool conditional = needed.contains(name);
      const bool given =
          conditional && std::find(words.begin(), words.end(), needed.at(name)) != words.end();
      if (!conditional || given) names.insert(name);
    }
    return names;
  };
  return {help.value("list", ""), present(help.at("fields")),
          present(help.value("beside", json::object()))};
}

/// The documents on standard output: one, or one a line.
std::vector<json> documents_in(const CliResult& result, bool lines) {
  std::vector<json> documents;
  if (!lines) {
    documents.push_back(json::parse(result.out, nullptr, false));
    return documents;
  }
  std::istringstream stream(result.out);
  for (std::string line; std::getline(stream, line);) {
    documents.push_back(json::parse(line, nullptr, false));
  }
  return documents;
}

void expect_names(const Names& found, Names expected, const std::string& where) {
  Names undocumented;
  Names missing;
  std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(),
                      std::inserter(undocumented, undocumented.end()));
  std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(),
                      std::inserter(missing, missing.end()));
  EXPECT_TRUE(undocumented.empty()) << where << ": not in the Shape: " << listed(undocumented);
  EXPECT_TRUE(missing.empty()) << where << ": in the Shape, not printed: " << listed(missing);
}

/// `fields` empty: everything documented; else exactly these.
void expect_document(const json& document, const Documented& shape, const Names& asked) {
  ASSERT_TRUE(document.is_object()) << "not one JSON object: " << document;
  EXPECT_EQ(document.value("schema_version", 0), 1) << document;
  const auto of = [&](const Names& names) {
    if (asked.empty()) return names;
    Names kept;
    std::set_intersection(names.begin(), names.end(), asked.begin(), asked.end(),
                          std::inserter(kept, kept.end()));
    return kept;
  };
  Names expected = of(shape.list.empty() ? shape.fields : shape.beside);
  expected.insert("schema_version");
  if (shape.list.empty()) {
    expect_names(keys_of(document), expected, "the document");
    return;
  }
  const Names of_entries = of(shape.fields);
  if (!of_entries.empty()) expected.insert(shape.list);
  expect_names(keys_of(document), expected, "the document");
  if (of_entries.empty() || !document.contains(shape.list)) return;
  EXPECT_FALSE(document.at(shape.list).empty()) << "nothing in " << shape.list << " to compare";
  for (const json& entry : document.at(shape.list)) {
    expect_names(keys_of(entry), of_entries, "an entry of " + shape.list);
  }
}

void expect_run(const CliResult& result, const CommandRun& run, const Documented& shape,
                const Names& asked) {
  ASSERT_EQ(result.exit_code, run.exit_code) << result.err;
  EXPECT_EQ(result.err, "");
  const auto documents = documents_in(result, run.json_lines);
  EXPECT_FALSE(documents.empty()) << "nothing was printed";
  for (const json& document : documents) expect_document(document, shape, asked);
}

class JsonContract : public ::testing::Test {
 protected:
  /// Calls body(command, run, words without --json) for every run that has JSON, each on the
  /// database as seeded.
  template <typename Body>
  void for_every_run(Body body) {
    for (const auto& [command, entry] : command_table()) {
      if (!entry.without_json.empty()) continue;
      for (const CommandRun& run : entry.runs) {
        world.restore();
        const Words words = command_words(command, run, world);
        SCOPED_TRACE(spoken(words));
        body(run, words);
      }
    }
  }
  json help_of(const Words& words) const {
    const CliResult result = world.cli().run(plus(words, "--json=help"));
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err, "");
    const json help = json::parse(result.out, nullptr, false);
    EXPECT_TRUE(help.is_object() && help.contains("fields")) << result.out;
    return help.is_object() && help.contains("fields") ? help : json{{"fields", json::object()}};
  }

  SeededWorld world;
};

TEST_F(JsonContract, EveryCommandIsInTheTable) {
  Names known;
  for (const auto& [command, entry] : command_table()) known.insert(command);
  Names existing;
  for (const ListedCommand& command : list_commands(world.cli())) existing.insert(command.name);
  for (const std::string& name : existing) {
    EXPECT_TRUE(known.count(name) > 0)
        << "igbotctl " << name << " is not tested: add to tests/cli/command_table.cpp how it is "
        << "run in a SeededWorld, with a placeholder for every id it takes";
  }
  for (const std::string& name : known) {
    EXPECT_TRUE(existing.count(name) > 0)
        << "tests/cli/command_table.cpp: no such command: " << name;
  }
}

TEST_F(JsonContract, HelpNeedsNoArguments) {
  for (const auto& [command, entry] : command_table()) {
    if (!entry.without_json.empty()) continue;
    SCOPED_TRACE("igbotctl " + command + " --json=help");
    help_of(words_of(command));
  }
}

TEST_F(JsonContract, EveryDocumentHasExactlyItsDocumentedFields) {
  for_every_run([&](const CommandRun& run, const Words& words) {
    const Documented shape = documented(help_of(words), words);
    expect_run(world.cli().run(plus(words, "--json"), run.input), run, shape, {});
  });
}

TEST_F(JsonContract, FieldsThatAreNamedComeAndNoOthers) {
  for_every_run([&](const CommandRun& run, const Words& words) {
    const Documented shape = documented(help_of(words), words);
    const Names asked{*shape.fields.begin(), *shape.fields.rbegin()};
    std::string option = "--json=";
    for (const std::string& name : asked) option += (option.ends_with('=') ? "" : ",") + name;
    SCOPED_TRACE(option);
    expect_run(world.cli().run(plus(words, option), run.input), run, shape, asked);
  });
}

TEST_F(JsonContract, AFieldThatDoesNotExistIsRefusedBeforeAnythingIsDone) {
  const auto before = world.rows();
  for_every_run([&](const CommandRun& run, const Words& words) {
    const CliResult result = world.cli().run(plus(words, "--json=chat_idd"), run.input);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    const json error = json::parse(result.err, nullptr, false);
    ASSERT_TRUE(error.is_object()) << result.err;
    EXPECT_EQ(error["error"]["message"], "unknown JSON field: chat_idd");
    EXPECT_NE(error["error"]["hint"].get<std::string>().find("; nearest: "), std::string::npos)
        << result.err;
    EXPECT_TRUE(world.rows() == before) << "something was changed";
  });
  const CliResult result = world.cli().run({"chat", "show", "--json=chat_idd"});
  EXPECT_NE(result.err.find("nearest: chat_id\""), std::string::npos) << result.err;
}

TEST_F(JsonContract, ADryRunPrintsTheSameDocumentAndChangesNothing) {
  std::map<std::string, ListedCommand> listed_commands;
  for (auto& command : list_commands(world.cli())) listed_commands[command.name] = command;
  for (const auto& [name, entry] : command_table()) {
    const auto found = listed_commands.find(name);
    if (found == listed_commands.end() || !found->second.has_option("--dry-run")) continue;
    for (const CommandRun& run : entry.runs) {
      world.restore();
      const Words words = plus(command_words(name, run, world), "-n");
      SCOPED_TRACE(spoken(words));
      const Documented shape = documented(help_of(words), words);
      const auto before = world.rows();
      expect_run(world.cli().run(plus(words, "--json"), run.input), run, shape, {});
      EXPECT_TRUE(world.rows() == before) << "a dry run changed something";
      EXPECT_EQ(world.cli().run(words, run.input).exit_code, run.exit_code);
      EXPECT_TRUE(world.rows() == before) << "a dry run changed something";
    }
  }
}

}  // namespace
}  // namespace igbot::test
