// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "tests/cli/seeded_world.hpp"
#include "tests/support/command_list.hpp"

namespace igbot::test {
namespace {

/// Every place and form of --json; `field` is one that the command has.
std::vector<Words> with_json(const Words& words, const std::string& field) {
  Words before = words;
  before.insert(before.begin(), "--json");
  std::vector<Words> forms{before};
  for (const std::string& option :
       {std::string("--json"), std::string("--json="), "--json=" + field}) {
    forms.push_back(words);
    forms.back().push_back(option);
  }
  return forms;
}

/// Exactly one line, one object, with the documented fields and the exit code of the process.
void expect_one_object(const CliResult& result, const std::string& kind) {
  ASSERT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
  const auto document = nlohmann::json::parse(result.err, nullptr, false);
  ASSERT_TRUE(document.is_object()) << result.err;
  EXPECT_EQ(document.size(), 2U) << result.err;
  EXPECT_EQ(document.value("schema_version", 0), 1) << result.err;
  const auto error = document.value("error", nlohmann::json::object());
  for (const auto& [name, value] : error.items()) {
    const std::set<std::string> documented{"kind", "message", "exit_code", "hint"};
    EXPECT_TRUE(documented.count(name) > 0) << "not documented: " << name;
  }
  EXPECT_EQ(error.value("kind", ""), kind) << result.err;
  EXPECT_EQ(error.value("exit_code", 0), result.exit_code) << result.err;
  const std::string message = error.value("message", "");
  ASSERT_FALSE(message.empty()) << result.err;
  EXPECT_FALSE(message[0] >= 'A' && message[0] <= 'Z') << message;
  EXPECT_FALSE(message.ends_with('.')) << message;
}

std::string field_of(const CliRunner& cli, Words words) {
  words.emplace_back("--json=help");
  const auto help = nlohmann::json::parse(cli.run(words).out, nullptr, false);
  return help.is_object() ? help.at("fields").items().begin().key() : "any";
}

void expect_error(const CliRunner& cli, const Words& words, int exit_code,
                  const std::string& kind) {
  for (const Words& form : with_json(words, field_of(cli, words))) {
    SCOPED_TRACE(spoken(form));
    const CliResult result = cli.run(form);
    EXPECT_EQ(result.exit_code, exit_code);
    EXPECT_EQ(result.out, "");
    expect_one_object(result, kind);
  }
}

/// One chat is set up.
class JsonErrors : public ::testing::Test {
 protected:
  JsonErrors() {
    EXPECT_EQ(cli.run({"init", "--chat", "-1001", "--name", "team", "--yes"}).exit_code, 0);
  }
  void expect_error(const Words& words, int exit_code, const std::string& kind) const {
    test::expect_error(cli, words, exit_code, kind);
  }

  CliRunner cli;
};

TEST_F(JsonErrors, WrongArgumentsAreOneObject) {
  const std::vector<Words> wrong{{"nonsense"},
                                 {"settings"},
                                 {"settings", "nonsense"},
                                 {"settings", "list", "--nonsense"},
                                 {"settings", "list", "surplus"},
                                 {"settings", "get"},
                                 {"settings", "get", "nonsense"},
                                 {"settings", "set", "posts_per_day"},
                                 {"settings", "set", "posts_per_day", "99"},
                                 {"settings", "history", "--limit", "many"},
                                 {"settings", "history", "--at", "someday"},
                                 {"post", "show", "x"},
                                 {"post", "list", "--status", "nonsense"},
                                 {"post", "resolve", "17"},
                                 {"pause", "--for", "2h", "--until", "2036-01-01"},
                                 {"--color", "sometimes", "version"},
                                 {"--chat"}};
  for (const Words& words : wrong) expect_error(words, 2, "usage");
}

TEST_F(JsonErrors, AnUnknownFieldIsOneObject) {
  for (const Words& words :
       {Words{"--json=nonsense", "settings", "list"},
        Words{"settings", "list", "--json=settings,nonsense"},
        Words{"settings", "list", "--json=,"}, Words{"version", "--json=help,version"}}) {
    SCOPED_TRACE(spoken(words));
    const CliResult result = cli.run(words);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    expect_one_object(result, "usage");
  }
}

TEST_F(JsonErrors, WhatIsNotThereIsOneObject) {
  expect_error({"settings", "list", "--chat", "-9"}, 5, "not_found");
  expect_error({"post", "show", "999999"}, 5, "not_found");
  expect_error({"media", "lock", "999999"}, 5, "not_found");
}

TEST(JsonRefusals, WhatARuleRefusesIsOneObject) {
  const SeededWorld world;
  const auto expect_error = [&](const Words& words, int exit_code, const std::string& kind) {
    test::expect_error(world.cli(), world.fill_in(words), exit_code, kind);
  };
  expect_error({"post", "cancel", "{awaiting}", "--yes"}, 2, "usage");
  expect_error({"post", "withdraw", "{planned}"}, 6, "conflict");
  expect_error({"post", "reject", "{planned}"}, 2, "usage");
  expect_error({"schedule", "clear"}, 2, "usage");
  expect_error({"init"}, 2, "usage");
}

TEST(JsonRefusals, AnUnreachableServerIsOneObject) {
  SeededWorld world;
  world.cli().set_environment("IGBOTCTL_TELEGRAM_API_BASE", "http://127.0.0.1:1");
  const CliResult result = world.cli().run({"post", "next", "--yes", "--json"});
  EXPECT_EQ(result.exit_code, 7);
  expect_one_object(result, "temporary");
  EXPECT_EQ(nlohmann::json::parse(result.out, nullptr, false).value("outcome", ""), "deferred");
}

TEST_F(JsonErrors, AMissingOrDamagedDatabaseIsOneObject) {
  cli.set_environment("IGBOTCTL_DATABASE_PATH", (cli.folder() / "none").string());
  expect_error({"settings", "list"}, 10, "database");
  const auto garbage = cli.write("garbage", "this is no database, and long enough");
  cli.set_environment("IGBOTCTL_DATABASE_PATH", garbage.string());
  expect_error({"settings", "list"}, 10, "database");
  cli.set_environment("IGBOTCTL_DATABASE_PATH", cli.folder().string());
  expect_error({"settings", "list"}, 10, "database");
}

TEST_F(JsonErrors, BadConfigurationIsOneObject) {
  const auto file = [&](const std::string& content) {
    return cli.write("bad.toml", content).string();
  };
  expect_error({"settings", "list", "--config", file("post = [")}, 12, "config");
  expect_error({"settings", "list", "--config", file("[telegram]\nbot_tokn = 'x'")}, 12, "config");
  expect_error({"settings", "list", "--config", "/nowhere.toml"}, 12, "config");
  expect_error({"settings", "list", "--env-file", "/nowhere.env"}, 12, "config");
  cli.set_environment("IGBOTCTL_KEY_FILE", "/nowhere.key");
  expect_error({"key", "list"}, 12, "config");
}

TEST_F(JsonErrors, OutputThatCannotBeWrittenIsOneObject) {
  const CliResult result = cli.run_script("$CLI settings list --json >/dev/full");
  EXPECT_EQ(result.exit_code, 1);
  expect_one_object(result, "failed");
}

TEST_F(JsonErrors, WarningsAndProgressStayAway) {
  const std::string photos = cli.write("photos/notes.txt", "no picture").parent_path().string();
  EXPECT_EQ(cli.run({"init", "--chat", "-1001", "--source-path", photos, "--yes"}).exit_code, 0);
  cli.set_environment("IGBOTCTL_ENV_FILE", cli.write(".env", "NO_SUCH_OLD_NAME=1\n").string());
  for (const Words& words :
       {Words{"config", "check", "--json"}, Words{"config", "check", "-v", "--json"},
        Words{"media", "sync", "-v", "--json"}, Words{"post", "run", "-n", "-v", "--json"}}) {
    SCOPED_TRACE(spoken(words));
    EXPECT_EQ(cli.run(words).err, "");
  }
}

}  // namespace
}  // namespace igbot::test
