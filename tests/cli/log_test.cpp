// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/cli/seeded_world.hpp"

namespace igbot::test {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool has_line(const std::string& text, const std::string& part) {
  for (const std::string& line : lines_of(text)) {
    if (line.find(part) != std::string::npos) return true;
  }
  return false;
}

class CliLog : public ::testing::Test {
 protected:
  CliResult set(const std::string& per_day, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"settings", "set", "posts_per_day", per_day, "--chat", "-1001"};
    words.insert(words.end(), more.begin(), more.end());
    return cli.run(words);
  }
  /// Runs the program with standard error, and output with `and_out`, in what it takes for the
  /// journal.
  std::string journal_of(const std::string& arguments, bool and_out = false) {
    const auto result =
        cli.run_script("touch journal; export JOURNAL_STREAM=$(stat -c %d:%i journal)\n\"$CLI\" " +
                       arguments + " 2>journal " + (and_out ? ">&2" : "") + "; cat journal");
    return result.out;
  }

  CliLog() { cli.run({"init", "--chat", "-1001", "--name", "Shop", "--yes"}); }
  CliRunner cli;
};

TEST_F(CliLog, NothingIsLoggedUnlessItIsAskedFor) { EXPECT_EQ(set("7").err, ""); }

TEST_F(CliLog, AChosenLevelTellsEachChangeAndTheEndOfTheRun) {
  cli.set_environment("IGBOTCTL_LOG_LEVEL", "info");
  const std::string err = set("7").err;
  EXPECT_TRUE(has_line(err, " info setting.set run=")) << err;
  EXPECT_TRUE(has_line(err, "id=posts_per_day actor=cli:")) << err;
  EXPECT_TRUE(has_line(err, "3 -> 7")) << err;
  EXPECT_TRUE(has_line(err, "command=\"settings set\" exit_code=0")) << err;
  EXPECT_EQ(lines_of(err).size(), 2U) << err;
}

TEST_F(CliLog, ALevelAboveInfoHidesChanges) {
  cli.set_environment("IGBOTCTL_LOG_LEVEL", "warning");
  EXPECT_EQ(set("7").err, "");
}

TEST_F(CliLog, TheOldSystemsLogLevelDoesNotMakeCronMail) {
  cli.write(".env", "LOG_LEVEL=DEBUG\n");
  EXPECT_EQ(set("7", {"--env-file", ".env"}).err, "");
}

TEST_F(CliLog, VerboseLogsWorkAndQuietOnlyErrors) {
  EXPECT_TRUE(has_line(set("7", {"-v"}).err, "setting.set"));
  cli.set_environment("IGBOTCTL_LOG_LEVEL", "debug");
  EXPECT_EQ(set("8", {"-q"}).err, "");
}

TEST_F(CliLog, AFailureIsALogLineWhereALogIsKept) {
  cli.set_environment("IGBOTCTL_LOG_FORMAT", "json");
  const auto lines = lines_of(set("99").err);
  ASSERT_EQ(lines.size(), 2U);
  const auto failure = nlohmann::json::parse(lines[0]);
  EXPECT_EQ(failure["event"], "failed");
  EXPECT_EQ(failure["level"], "error");
  EXPECT_EQ(failure["exit_code"], 2);
  EXPECT_EQ(failure["run"], nlohmann::json::parse(lines[1])["run"]);
}

TEST_F(CliLog, VerboseLeavesFailuresToPeople) {
  EXPECT_TRUE(set("99", {"-v"}).err.starts_with("igbotctl: "));
}

TEST_F(CliLog, TheJournalHearsOfWorkWithPrioritiesAndWithoutTimes) {
  const std::string journal = journal_of("settings set posts_per_day 7");
  EXPECT_TRUE(has_line(journal, "<6>setting.set run=")) << journal;
  EXPECT_TRUE(has_line(journal_of("settings set posts_per_day 99"), "<3>failed run="));
}

TEST_F(CliLog, TheJournalHearsOfAConfigurationThatCannotBeRead) {
  cli.write("bad.toml", "[log]\nlevel = 'loud'\n");
  EXPECT_TRUE(has_line(journal_of("post run --config bad.toml"), "<3>failed run="));
}

TEST_F(CliLog, AUsageErrorHasItsPriorityInTheJournal) {
  EXPECT_TRUE(has_line(journal_of("post rnu"), "<3>igbotctl: "));
}

TEST_F(CliLog, AJournalThatIsNotBehindStandardErrorIsNone) {
  cli.set_environment("JOURNAL_STREAM", "1:1");
  EXPECT_EQ(set("7").err, "");
}

TEST_F(CliLog, AnIdleRunLogsNothingEvenForDebugging) {
  cli.set_environment("IGBOTCTL_LOG_LEVEL", "debug");
  cli.run({"post", "run"});  // whatever a first run sets right
  const auto idle = cli.run({"post", "run"});
  EXPECT_EQ(idle.out + idle.err, "");
  EXPECT_EQ(journal_of("post run", true), "");
}

class SeededLog : public ::testing::Test {
 protected:
  SeededWorld world;
};

TEST_F(SeededLog, LogAndListOfRunsNameTheSameRun) {
  world.cli().set_environment("IGBOTCTL_LOG_FORMAT", "json");
  world.cli().run({"post", "move", world.fill_in("{planned}"), "now", "--chat", "-1001"});
  const auto run = world.cli().run({"post", "run"});
  std::set<std::string> ids;
  std::set<std::string> events;
  for (const std::string& line : lines_of(run.err)) {
    const auto document = nlohmann::json::parse(line);
    ids.insert(document["run"]);
    events.insert(document["event"]);
  }
  ASSERT_EQ(ids.size(), 1U) << run.err;
  EXPECT_TRUE(events.contains("post.card_sent")) << run.err;
  EXPECT_TRUE(events.contains("run.done")) << run.err;
  const auto list = nlohmann::json::parse(
      world.cli().run({"run", "list", "--all-chats", "--limit", "1", "--json"}).out);
  EXPECT_EQ(list["runs"][0]["run"], *ids.begin());
}

TEST_F(SeededLog, WhatTheLogHasIsNotPrintedASecondTimeInTheJournal) {
  world.cli().run({"post", "move", world.fill_in("{planned}"), "now", "--chat", "-1001"});
  const auto journal = world.cli().run_script(
      "touch journal; export JOURNAL_STREAM=$(stat -c %d:%i journal)\n"
      "\"$CLI\" post run >>journal 2>>journal; cat journal");
  for (const std::string& line : lines_of(journal.out)) EXPECT_EQ(line[0], '<') << line;
  EXPECT_TRUE(has_line(journal.out, "<6>post.card_sent")) << journal.out;
}

TEST_F(SeededLog, DebuggingShowsTheRequestsWithoutTheToken) {
  world.cli().set_environment("IGBOTCTL_LOG_LEVEL", "debug");
  world.cli().run({"post", "move", world.fill_in("{planned}"), "now", "--chat", "-1001"});
  const std::string err = world.cli().run({"post", "run"}).err;
  EXPECT_TRUE(has_line(err, "debug http.answer run=")) << err;
  EXPECT_TRUE(has_line(err, "/sendPhoto status=200")) << err;
}

}  // namespace
}  // namespace igbot::test
