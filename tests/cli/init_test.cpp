// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "tests/support/cli_runner.hpp"

namespace igbot::test {
namespace {

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A folder of two photos and no database.
struct InitCli : CliRunner {
  InitCli() {
    write("photos/memes/a.jpg", "\xff\xd8\xff");
    write("photos/merch/b.jpg", "\xff\xd8\xff");
  }
  std::string photos() const { return (folder() / "photos").string(); }
  std::string get(const std::string& key) const { return run({"settings", "get", key}).out; }
  bool nothing_saved() const { return !std::filesystem::exists(database()); }
};

/// The questions up to the summary, with these answers.
std::vector<TerminalTurn> conversation(const std::string& folder, const std::string& save) {
  return {{"Telegram id of the chat", "-1001\n"},
          {"Name", "Shop\n"},
          {"Mode", "live\n"},
          {"Media folder", folder + "\n"},
          {"Posts per day", "5\n"},
          {"Local hours", "9-21\n"},
          {"Time zone", "Europe/Berlin\n"},
          {"Save", save}};
}

TEST(CliInit, AChatThatIsLiveIsToldWhatPublishingStillNeeds) {
  const InitCli cli;
  const std::vector<std::string> words{"init", "--chat",        "-1001",      "--name",
                                       "Shop", "--source-path", cli.photos(), "--yes"};
  const auto dry = cli.run(words);
  EXPECT_FALSE(says(dry.out, "staging.kind")) << dry.out;
  auto live_words = words;
  live_words.emplace_back("--live");
  const auto live = cli.run(live_words);
  for (const char* step : {"set staging.kind", "igbotctl account connect --login instagram",
                           "igbotctl settings set enable_instagram_api true"}) {
    EXPECT_TRUE(says(live.out, step)) << live.out;
  }
}

TEST(CliInit, FlagsSetUpAChatWithoutAsking) {
  const InitCli cli;
  const auto result = cli.run({"init", "--chat", "-1001", "--name", "Shop", "--source", "local",
                               "--source-path", cli.photos(), "--posts-per-day", "5", "--hours",
                               "9-21", "--timezone", "Europe/Berlin", "--live", "--yes"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(says(result.out, "igbotctl media sync")) << result.out;
  EXPECT_TRUE(says(result.out, "telegram.bot_token")) << result.out;
  EXPECT_EQ(cli.get("posts_per_day"), "5\n");
  EXPECT_EQ(cli.get("posting_hours"), "9-21\n");
  EXPECT_EQ(cli.get("posting_timezone"), "Europe/Berlin\n");
  EXPECT_EQ(cli.get("dry_run_mode"), "false\n");
  EXPECT_TRUE(says(cli.get("media_source_config"), "/photos\""));
  struct stat status {};
  ASSERT_EQ(::stat(cli.database().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST(CliInit, ASecondRunEditsTheChatAndKeepsTheRest) {
  const InitCli cli;
  cli.run({"init", "--chat", "-1001", "--name", "Shop", "--posts-per-day", "5", "--yes"});
  const auto again = cli.run({"init", "--chat", "-1001", "--hours", "8-20", "--yes", "--json"});
  ASSERT_EQ(again.exit_code, 0) << again.err;
  const auto document = nlohmann::json::parse(again.out);
  EXPECT_EQ(document["created"], false);
  EXPECT_EQ(document["name"], "Shop");
  EXPECT_EQ(document["changes"].size(), 2U);
  EXPECT_EQ(cli.get("posts_per_day"), "5\n");
  const auto same = cli.run({"init", "--chat", "-1001", "--hours", "8-20", "--yes"});
  EXPECT_TRUE(says(same.out, "unchanged: Shop")) << same.out;
}

TEST(CliInit, WrongFlagsAreRefusedBeforeAnythingIsStored) {
  const InitCli cli;
  cli.write("file.jpg", "x");
  const std::vector<std::vector<std::string>> wrong{
      {"--posts-per-day", "0"},
      {"--posts-per-day", "many"},
      {"--hours", "25-2"},
      {"--timezone", "Mars/Olympus"},
      {"--source", "local"},
      {"--source", "drive", "--source-path", "/srv"},
      {"--source", "s3", "--source-path", "/srv"},
      {"--source", "ftp"},
      {"--source-path", (cli.folder() / "none").string()},
      {"--source-path", (cli.folder() / "file.jpg").string()},
      {"--source-path", ""},
      {"--hours", ""},
      {"--posts-per-day", ""},
      {"--timezone", ""},
      {"--unknown"}};
  for (const auto& flags : wrong) {
    std::vector<std::string> arguments{"init", "--chat", "-1001", "--name", "Shop", "--yes"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    const auto result = cli.run(arguments);
    EXPECT_EQ(result.exit_code, 2) << flags.front() << ": " << result.err;
  }
  EXPECT_EQ(cli.run({"init", "--chat", "team", "--name", "Shop", "--yes"}).exit_code, 2);
  EXPECT_EQ(cli.run({"init", "--chat", "-1001", "--yes"}).exit_code, 2);
  EXPECT_EQ(cli.run({"init", "--name", "Shop", "--yes"}).exit_code, 2);
  EXPECT_TRUE(cli.nothing_saved());
}

TEST(CliInit, ADryRunOfANewChatIsOneDocumentAndMakesNoDatabase) {
  const InitCli cli;
  const std::vector<std::string> words{"init", "--chat",          "-1001", "--name",
                                       "Shop", "--posts-per-day", "5",     "-n"};
  auto as_json = words;
  as_json.emplace_back("--json");
  const auto document = nlohmann::json::parse(cli.run(as_json).out, nullptr, false);
  ASSERT_TRUE(document.is_object());
  EXPECT_EQ(document["created"], true);
  EXPECT_EQ(document["name"], "Shop");
  EXPECT_EQ(cli.run(words).out, "would set up: Shop (chat -1001)\n  posts_per_day: 5\n");
  EXPECT_TRUE(cli.nothing_saved());
}

TEST(CliInit, ADryRunOfAChatThatExistsShowsWhatWouldChange) {
  const InitCli cli;
  cli.run({"init", "--chat", "-1001", "--name", "Shop", "--yes"});
  EXPECT_EQ(cli.run({"init", "--chat", "-1001", "--posts-per-day", "7", "-n"}).out,
            "would set up: Shop (chat -1001)\n  posts_per_day: 3 → 7\n");
  EXPECT_EQ(cli.run({"-q", "init", "--chat", "-1001", "--posts-per-day", "7", "-n"}).out, "");
  EXPECT_EQ(cli.get("posts_per_day"), "3\n");
}

TEST(CliInit, AChatThatExistsMayBeNamedAndMayComeFromTheEnvironment) {
  InitCli cli;
  cli.run({"init", "--chat", "-1001", "--name", "@shop", "--yes"});
  EXPECT_EQ(cli.run({"init", "--chat", "@shop", "--posts-per-day", "7", "--yes"}).exit_code, 0);
  EXPECT_EQ(cli.get("posts_per_day"), "7\n");
  cli.set_environment("IGBOTCTL_CHAT", "-1001");
  EXPECT_EQ(cli.run({"init", "--posts-per-day", "8", "--yes"}).exit_code, 0);
  EXPECT_EQ(cli.get("posts_per_day"), "8\n");
}

TEST(CliInit, TheStepToAMediaFolderNamesTheChatEvenWhenItIsTheOnlyOne) {
  const InitCli cli;
  const auto created = cli.run({"init", "--chat", "-1001", "--name", "Shop", "--yes"});
  EXPECT_TRUE(says(created.out, "igbotctl source connect local FOLDER --chat -1001"))
      << created.out;
}

TEST(CliInit, ASourceThatIsNotAFolderIsConnectedAfterwards) {
  const InitCli cli;
  for (const std::string kind : {"drive", "s3"}) {
    const auto created =
        cli.run({"init", "--chat", "-1001", "--name", "Shop", "--source", kind, "--yes"});
    EXPECT_EQ(created.exit_code, 0) << created.err;
    EXPECT_TRUE(says(created.out, "igbotctl source connect " + kind + " --chat -1001"))
        << created.out;
  }
}

TEST(CliInit, WithoutYesFlagsAreNotSaved) {
  const InitCli cli;
  const auto result = cli.run({"init", "--chat", "-1001", "--name", "Shop"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(says(result.err, "--yes")) << result.err;
  EXPECT_TRUE(cli.nothing_saved());
}

TEST(CliInit, WithoutFlagsAndWithoutATerminalItSaysSo) {
  const InitCli cli;
  const auto result = cli.run({"init"}, "-1001\nShop\n");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(says(result.err, "no terminal")) << result.err;
  EXPECT_TRUE(cli.nothing_saved());
}

TEST(CliInit, QuestionsOnATerminalEndInASavedChat) {
  const InitCli cli;
  const auto result = cli.run_on_terminal({"init"}, conversation(cli.photos(), "yes\n"));
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_TRUE(says(result.out, "2 media files")) << result.out;
  EXPECT_TRUE(says(result.out, "set up: Shop")) << result.out;
  EXPECT_EQ(cli.get("posts_per_day"), "5\n");
  EXPECT_EQ(cli.get("dry_run_mode"), "false\n");
  EXPECT_EQ(cli.get("posting_timezone"), "Europe/Berlin\n");
}

TEST(CliInit, AWrongAnswerIsAskedAgainWithTheReason) {
  const InitCli cli;
  const auto result = cli.run_on_terminal({"init"}, {{"Telegram id of the chat", "team\n"},
                                                     {"invalid chat id", ""},
                                                     {"Telegram id of the chat", "-1001\n"},
                                                     {"Name", "Shop\n"},
                                                     {"Mode", "\n"},
                                                     {"Media folder", "/no/such/folder\n"},
                                                     {"does not exist", "skip\n"},
                                                     {"Posts per day", "99\n"},
                                                     {"takes 1..50", "\n"},
                                                     {"Local hours", "\n"},
                                                     {"Time zone", "Mars/Olympus\n"},
                                                     {"Time zone", "\n"},
                                                     {"Save", "\n"}});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_EQ(cli.get("posts_per_day"), "3\n");
  EXPECT_EQ(cli.get("dry_run_mode"), "true\n");
}

TEST(CliInit, CtrlCSavesNothingAndSaysSo) {
  const InitCli cli;
  auto turns = conversation(cli.photos(), "\x03");
  const auto result = cli.run_on_terminal({"init"}, turns);
  EXPECT_EQ(result.exit_code, 130) << result.out << result.err;
  EXPECT_TRUE(says(result.out, "nothing was saved")) << result.out;
  EXPECT_TRUE(cli.nothing_saved());
}

TEST(CliInit, EndOfInputSavesNothingAndSaysSo) {
  const InitCli cli;
  const auto result =
      cli.run_on_terminal({"init"}, {{"Telegram id of the chat", "-1001\n"}, {"Name", "\x04"}});
  EXPECT_EQ(result.exit_code, 1) << result.out << result.err;
  EXPECT_TRUE(says(result.out, "nothing was saved")) << result.out;
  EXPECT_TRUE(cli.nothing_saved());
}

TEST(CliInit, SayingNoAtTheEndSavesNothing) {
  const InitCli cli;
  const auto result = cli.run_on_terminal({"init"}, conversation(cli.photos(), "no\n"));
  EXPECT_EQ(result.exit_code, 6) << result.out << result.err;
  EXPECT_TRUE(cli.nothing_saved());
}

TEST(CliInit, ANewChatIsOfferedTheZoneOfThisMachineAndAFolderBelowHome) {
  InitCli cli;
  cli.set_environment("TZ", "Europe/Lisbon");
  cli.set_environment("HOME", cli.folder().string());
  const auto result = cli.run_on_terminal({"init"}, {{"Telegram id of the chat", "\n"},
                                                     {"no chat id given", "-1001\n"},
                                                     {"Name", "Shop\n"},
                                                     {"Mode", "\n"},
                                                     {"Media folder", "~/photos\n"},
                                                     {"Posts per day", "\n"},
                                                     {"Local hours", "9-21\n"},
                                                     {"[Europe/Lisbon]", "\n"},
                                                     {"Save", "ja\n"},
                                                     {"yes or no", "y\n"}});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_TRUE(says(result.out, "3 a day, between 9:00 and 21:00 Europe/Lisbon")) << result.out;
  EXPECT_TRUE(says(result.out, "dry run, nothing goes out to Instagram")) << result.out;
  EXPECT_EQ(cli.get("posting_timezone"), "Europe/Lisbon\n");
}

TEST(CliInit, QuestionsAboutAChatThatIsSetUpOfferWhatItHas) {
  const InitCli cli;
  cli.run({"init", "--chat", "-1001", "--name", "Shop", "--posts-per-day", "7", "--yes"});
  const auto result = cli.run_on_terminal({"init"}, {{"Telegram id of the chat [-1001]", "\n"},
                                                     {"Name [Shop]", "\n"},
                                                     {"Mode", "\n"},
                                                     {"Media folder", "\n"},
                                                     {"Posts per day, 1 to 50 [7]", "8\n"},
                                                     {"Local hours", "\n"},
                                                     {"Time zone", "\n"},
                                                     {"Save", "y\n"}});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_EQ(cli.get("posts_per_day"), "8\n");
}

}  // namespace
}  // namespace igbot::test
