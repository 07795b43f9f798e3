// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "tests/cli/team_cli.hpp"

namespace igbot::test {
namespace {

class BadInput : public TeamCli {};

struct Refusal {
  std::vector<std::string> arguments;
  int exit_code;
  std::string message;
  std::string hint;
};

/// For the report of a failed case.
void PrintTo(const Refusal& refusal, std::ostream* out) {
  for (const std::string& word : refusal.arguments) *out << word.substr(0, 40) << ' ';
}

class Refused : public BadInput, public ::testing::WithParamInterface<Refusal> {};

TEST_P(Refused, SaysWhatFailedAndWhatToDoNext) {
  const auto result = cli.run(GetParam().arguments);
  EXPECT_EQ(result.exit_code, GetParam().exit_code);
  EXPECT_EQ(result.out, "");
  EXPECT_TRUE(result.err.starts_with("igbotctl: " + GetParam().message)) << result.err;
  EXPECT_TRUE(mentions(result.err, "\nhint: " + GetParam().hint)) << result.err;
  EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 2) << result.err;
}

TEST_P(Refused, SaysTheSameAsOneJsonObject) {
  std::vector<std::string> arguments = GetParam().arguments;
  arguments.emplace_back("--json");
  const auto result = cli.run(arguments);
  EXPECT_EQ(result.exit_code, GetParam().exit_code);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
  const auto document = nlohmann::json::parse(result.err);
  EXPECT_EQ(document.at("schema_version"), 1);
  const auto& error = document.at("error");
  EXPECT_EQ(error.at("exit_code"), GetParam().exit_code);
  EXPECT_TRUE(error.at("message").get<std::string>().starts_with(GetParam().message)) << error;
  EXPECT_TRUE(error.at("hint").get<std::string>().starts_with(GetParam().hint)) << error;
}

const std::string k_too_large = "999999999999999999999";

INSTANTIATE_TEST_SUITE_P(
    Arguments, Refused,
    ::testing::Values(
        Refusal{{"settings", "set", "post_per_day", "4"},
                2,
                "unknown setting: post_per_day",
                "did you mean posts_per_day? igbotctl settings list"},
        Refusal{{"settings", "get", "zzzzzzz"},
                2,
                "unknown setting: zzzzzzz",
                "igbotctl settings list"},
        Refusal{{"settings", "set", "posts_per_day", "999"},
                2,
                "invalid posts_per_day: '999'",
                "posts_per_day takes 1..50"},
        Refusal{{"settings", "set", "posts_per_day", k_too_large},
                2,
                "invalid posts_per_day: ",
                "posts_per_day takes 1..50"},
        Refusal{{"settings", "set", "posting_timezone", "Mars/Phobos"},
                2,
                "unknown time zone: Mars/Phobos",
                "use an IANA name"},
        Refusal{{"settings", "list", "--chat", "-1002"},
                5,
                "chat -1002 is not set up",
                "run igbotctl init --chat -1002"},
        Refusal{{"post", "run", "--chat=-1002"},
                5,
                "chat -1002 is not set up",
                "run igbotctl init --chat -1002"},
        Refusal{{"settings", "list", "--chat", "no such name"},
                5,
                "chat no such name is not set up",
                "igbotctl chat list"},
        Refusal{{"settings", "list", "--chat", ""},
                2,
                "no chat is named: --chat is empty",
                "add --chat ID"},
        Refusal{{"post", "show", k_too_large},
                2,
                "not a post id: '" + k_too_large + "'",
                "igbotctl post show --help"},
        Refusal{{"post", "show", "-1"}, 2, "not a post id: '-1'", "igbotctl post show --help"},
        Refusal{{"post", "skip", "abc"}, 2, "not a post id: 'abc'", "igbotctl post skip --help"},
        Refusal{{"post", "show", "99"}, 5, "no such post in this chat: 99", "igbotctl post list"},
        Refusal{{"post", "resend", "99"}, 5, "no such post in this chat: 99", "igbotctl post list"},
        Refusal{{"media", "show", k_too_large},
                2,
                "not a media id: '" + k_too_large + "'",
                "igbotctl media show --help"},
        Refusal{{"media", "show", "99"}, 5, "no such media item: 99", "igbotctl media list"},
        Refusal{{"post", "next", "--media", "99", "--yes"},
                5,
                "no such media item in this chat: 99",
                "igbotctl media list"},
        Refusal{{"post", "next"}, 2, "not confirmed: ", "add --yes"},
        Refusal{{"post", "shw", "99"},
                2,
                "not expected here: shw 99",
                "did you mean show? igbotctl post --help"},
        Refusal{{"post", "skip", "1", "2", "three"},
                2,
                "not expected here: 2 three",
                "igbotctl post skip --help"},
        Refusal{{"pots", "list"},
                2,
                "not expected here: pots list",
                "did you mean post? igbotctl --help"},
        Refusal{{"preview"},
                2,
                "not expected here: preview",
                "did you mean media preview or schedule preview? igbotctl --help"},
        Refusal{{"foo"}, 2, "not expected here: foo", "igbotctl --help"},
        Refusal{{"post", "aprove", "1"},
                2,
                "not expected here: aprove 1",
                "did you mean approve? igbotctl post --help"},
        Refusal{{"post", "list", "--statsu", "planned"},
                2,
                "not expected here: --statsu planned",
                "did you mean --status? igbotctl post list --help"},
        Refusal{{"post", "list", "--chta", "-1001"},
                2,
                "not expected here: --chta",
                "did you mean --chat? igbotctl post list --help"},
        Refusal{{"post", "list", "--color", "nevr"},
                2,
                "--color: nevr not in {",
                "did you mean never? igbotctl post list --help"},
        Refusal{{"settings", "wrod"}, 2, "not expected here: wrod", "igbotctl settings --help"},
        Refusal{{"media", "set", "1", "--link", "nowhere"},
                2,
                "link is not an http or https URL: nowhere",
                "igbotctl media set --help"},
        Refusal{{"settings", "set", "active_account", "nobody"},
                2,
                "the chat has no account called nobody",
                "igbotctl settings get active_account"},
        Refusal{{"schedule", "create", "--days", "99"},
                2,
                "number of days is out of range: 99",
                "choose 1 to 30"},
        Refusal{{"schedule", "create", "--from", "2099-01-01"},
                2,
                "date is too far away: 2099-01-01",
                "choose a date up to 2037"},
        Refusal{{"pause", "--for", "2x"}, 2, "not a duration: 2x", "write 90m"},
        Refusal{{"mix", "set", "memes=70"}, 2, "shares sum to 70, not to 100", "name every"},
        Refusal{{"init", "--chat", "0", "--name", "x", "--yes"},
                2,
                "invalid chat id: '0'",
                "the number Telegram gives the chat"},
        Refusal{{"init", "--chat", "-5", "--yes"}, 2, "a new chat needs a name: -5", "add --name"},
        Refusal{{"init"}, 2, "init asks questions, and there is no terminal", "igbotctl init "},
        Refusal{{"init", "--chat", "-5", "--name", std::string(5000, 'x'), "--yes"},
                2,
                "invalid name: it has 5000 bytes",
                "a chat's name has 1 to 200 bytes"}));

TEST_F(BadInput, AChatFromTheEnvironmentIsRefusedLikeOneFromAFlag) {
  cli.set_environment("IGBOTCTL_CHAT", "-7777");
  const auto result = cli.run({"post", "list"});
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_TRUE(mentions(result.err, "chat -7777 is not set up")) << result.err;
}

TEST_F(BadInput, OfTwoChatsOneMustBeNamed) {
  must_run({"init", "--chat", "-1002", "--name", "other", "--yes"});
  const auto result = cli.run({"settings", "set", "posts_per_day", "5"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(mentions(result.err, "-1002 (other), -1001 (team)")) << result.err;
  EXPECT_TRUE(mentions(result.err, "hint: add --chat ID")) << result.err;
  EXPECT_EQ(must_run({"settings", "get", "posts_per_day", "--chat", "-1001"}).out, "3\n");
  EXPECT_EQ(must_run({"settings", "get", "posts_per_day", "--chat=-1002"}).out, "3\n");
}

TEST_F(BadInput, AHalfWrittenConfigIsNamedWithItsLine) {
  const auto file = cli.write("half.toml", "[database]\npath = \"x").string();
  const auto result = cli.run({"post", "run", "--config", file});
  EXPECT_EQ(result.exit_code, 12);
  EXPECT_TRUE(mentions(result.err, "config file is broken: " + file + ":2: ")) << result.err;
  EXPECT_TRUE(mentions(result.err, "hint: correct that line")) << result.err;
}

TEST_F(BadInput, ClosedStandardInputIsNoTerminal) {
  const auto result = cli.run_script("exec \"$CLI\" init <&-");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(mentions(result.err, "there is no terminal to ask on")) << result.err;
}

TEST_F(BadInput, AFullStandardOutputIsAFailure) {
  for (const char* command : {"media list", "media list --json", "--help", "chat list"}) {
    const auto result = cli.run_script(std::string("exec \"$CLI\" ") + command + " >/dev/full");
    EXPECT_EQ(result.exit_code, 1) << command;
    EXPECT_TRUE(mentions(result.err, "output could not be written: standard output")) << command;
  }
}

TEST_F(BadInput, ClosedStandardStreamsDoNotReachTheDatabase) {
  const auto result = cli.run_script("exec \"$CLI\" settings set posts_per_day 4 >&- 2>&- <&-");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(must_run({"settings", "get", "posts_per_day"}).out, "4\n");
}

TEST_F(BadInput, AReaderThatLeavesEarlyIsNoReasonToComplain) {
  const auto result = cli.run_script("\"$CLI\" media list --json | head -1");
  EXPECT_EQ(result.out, "{\n");
  EXPECT_EQ(result.err, "");
}

/// A folder, a file and a chat whose names want to steer the terminal.
class HostileNames : public BadInput {
 protected:
  HostileNames() {
    write_file(photos(), category + "/new\nline.jpg", jpeg_bytes(64, 64, 3));
    write_file(photos(), category + "/empty.jpg", "");
    write_file(photos(), "memes/bad\xFF\xFEutf.jpg", jpeg_bytes(64, 64, 4));
    cli.run({"media", "sync"});
  }

  const std::string category =
      "cat\x1B[2J\x1B]0;t\x07\xC2\x9B"
      "5m";
};

TEST_F(HostileNames, DoNotReachTheTerminal) {
  const std::vector<std::vector<std::string>> commands{{"media", "sync"},
                                                       {"media", "list"},
                                                       {"media", "show", "3"},
                                                       {"media", "stats"},
                                                       {"mix", "set", category + "=100"},
                                                       {"mix", "show"},
                                                       {"schedule", "create"},
                                                       {"queue", "list"},
                                                       {"queue", "calendar"},
                                                       {"post", "list"},
                                                       {"chat", "rename", "\x1B[2Jteam"},
                                                       {"pause", "--reason", "\x1B[2Jnow"},
                                                       {"resume"},
                                                       {"chat", "list"},
                                                       {"post", "run", "--explain"},
                                                       {"settings", "history"},
                                                       {"media", "list", "--json"},
                                                       {"settings", "get", "\x1B[2J"},
                                                       {"\x1B[2J"}};
  for (const auto& command : commands) {
    const auto result = cli.run(command);
    const std::string text = result.out + result.err;
    EXPECT_NE(text, "") << command.front();
    EXPECT_EQ(text.find_first_of("\x1B\x07\r"), std::string::npos) << text;
    EXPECT_FALSE(mentions(text, "\xC2\x9B")) << text;
  }
}

TEST_F(HostileNames, AreWholeInJson) {
  const auto listed = must_run({"media", "list", "--json"});
  std::vector<std::string> paths;
  const auto document = nlohmann::json::parse(listed.out);
  for (const auto& item : document.at("media")) {
    paths.push_back(item.at("path"));
  }
  EXPECT_NE(std::find(paths.begin(), paths.end(), category + "/new\nline.jpg"), paths.end())
      << listed.out;
  EXPECT_NE(std::find(paths.begin(), paths.end(), "memes/bad\xEF\xBF\xBD\xEF\xBF\xBDutf.jpg"),
            paths.end());
}

}  // namespace
}  // namespace igbot::test
