// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/cli/command_table.hpp"
#include "tests/cli/seeded_world.hpp"
#include "tests/support/command_list.hpp"

namespace igbot::test {
namespace {

/// Arguments that look like the id of a thing of a chat and are none.
const std::set<std::string> k_other_ids{
    "account add --account-id",  // Instagram's own, all of them
    "account connect --account-id",  "post resolve --media-id",
    "source browse folder",  // the source's own
    "source connect drive --folder",
};

bool takes_an_id(const CommandArgument& argument) {
  const std::set<std::string> types{"ID",     "POST",    "MEDIA",  "ITEM",       "USER",
                                    "MEMBER", "ACCOUNT", "CHANGE", "CREDENTIAL", "INVITE"};
  const std::string meaning = " " + argument.meaning + " ";
  return types.count(argument.type) > 0 || meaning.find(" id ") != std::string::npos ||
         meaning.find(" id;") != std::string::npos || meaning.find(" id,") != std::string::npos;
}

/// Whether a run gives this argument the id of a thing.
bool gives(const CommandRun& run, const CommandArgument& argument, const SeededWorld& world) {
  for (std::size_t at = 0; at < run.words.size(); ++at) {
    if (!world.names_a_thing(run.words[at])) continue;
    const bool after_option = at > 0 && run.words[at - 1].starts_with("--");
    if (argument.is_positional() ? !after_option
                                 : after_option && run.words[at - 1] == argument.name) {
      return true;
    }
  }
  return false;
}

bool names_things(const CommandRun& run, const SeededWorld& world) {
  return std::any_of(run.words.begin(), run.words.end(),
                     [&](const std::string& word) { return world.names_a_thing(word); });
}

Words words_for(const std::string& command, const CommandRun& run, const SeededWorld& world,
                std::int64_t things_of) {
  Words words = words_of(command);
  for (const std::string& word : world.fill_in(run.words, things_of)) words.push_back(word);
  words.emplace_back("--json");
  return words;
}

class Isolation : public ::testing::Test {
 protected:
  SeededWorld world;
};

TEST_F(Isolation, EveryArgumentThatTakesAnIdIsTested) {
  for (const ListedCommand& command : list_commands(world.cli())) {
    const auto entry = command_table().find(command.name);
    for (const CommandArgument& argument : command.arguments) {
      const std::string name = command.name + " " + argument.name;
      if (!takes_an_id(argument) || k_other_ids.count(name) > 0) continue;
      const bool tested =
          entry != command_table().end() &&
          std::any_of(entry->second.runs.begin(), entry->second.runs.end(),
                      [&](const CommandRun& run) { return gives(run, argument, world); });
      EXPECT_TRUE(tested) << "igbotctl " << name << " takes an id: add a run to "
                          << "tests/cli/command_table.cpp that gives it a {placeholder}, so that "
                          << "another chat's id is tried too";
    }
  }
}

TEST_F(Isolation, AnotherChatsThingIsNotFoundAndNothingChanges) {
  const auto before = world.rows();
  for (const auto& [command, entry] : command_table()) {
    for (const CommandRun& run : entry.runs) {
      if (!names_things(run, world)) continue;
      const Words words = words_for(command, run, world, k_others);
      SCOPED_TRACE(spoken(words));
      const CliResult result = world.cli().run(words, run.input);
      EXPECT_EQ(result.exit_code, 5) << result.out << result.err;
      EXPECT_EQ(result.out, "");
      EXPECT_TRUE(world.rows() == before) << "something was changed";
    }
  }
}

TEST_F(Isolation, ACommandOnOneChatNeitherChangesNorShowsTheOther) {
  for (const auto& [command, entry] : command_table()) {
    for (const CommandRun& run : entry.runs) {
      if (run.all_chats || !entry.without_json.empty()) continue;
      world.restore();
      const auto before = world.rows(k_others);
      const Words words = words_for(command, run, world, k_team);
      SCOPED_TRACE(spoken(words));
      const CliResult result = world.cli().run(words, run.input);
      EXPECT_EQ(result.exit_code, run.exit_code) << result.err;
      EXPECT_TRUE(world.rows(k_others) == before) << "the other chat was changed";
      EXPECT_EQ(result.out.find(std::to_string(k_others)), std::string::npos) << result.out;
      EXPECT_EQ(result.out.find("\"others\""), std::string::npos) << result.out;
    }
  }
}

}  // namespace
}  // namespace igbot::test
