// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/support/cli_runner.hpp"

namespace igbot::test {
namespace {

constexpr const char* k_imported_token = "EAAGaTokenOfTheFormerSystem";

constexpr const char* k_old_env =
    "# the former bot\n"
    "ENABLE_INSTAGRAM_API=true\n"
    "DRY_RUN_MODE=false\n"
    "DB_PASSWORD=\"a password\"\n"
    "TELEGRAM_BOT_TOKEN=123456:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr\n"
    "TELEGRAM_CHANNEL_ID=-1001\n"
    "ADMIN_TELEGRAM_CHAT_ID=-1001\n"
    "POSTS_PER_DAY=5\n"
    "POSTING_HOURS_START=9\n"
    "POSTING_HOURS_END=21\n"
    "MEDIA_DIR=media\n"
    "INSTAGRAM_ACCOUNT_ID=17841400000000000\n"
    "INSTAGRAM_ACCESS_TOKEN=EAAGaTokenOfTheFormerSystem\n"
    "INSTAGRAM_USERNAME=@Brand\n";

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The folder of the former bot: its .env, its media, and an encryption key.
class ImportEnv : public testing::Test {
 protected:
  ImportEnv() {
    write_env(k_old_env);
    std::filesystem::create_directories(cli.folder() / "media" / "memes");
    EXPECT_EQ(cli.run({"key", "generate", key()}).exit_code, 0);
    cli.set_environment("IGBOTCTL_KEY_FILE", key());
  }

  std::string key() const { return (cli.folder() / "key").string(); }
  void write_env(const std::string& content) const { cli.write("old.env", content); }
  nlohmann::json import(std::vector<std::string> flags) const {
    flags.insert(flags.begin(), {"import", "env", "old.env", "--json"});
    const auto result = cli.run(flags);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return nlohmann::json::parse(result.out, nullptr, false);
  }
  std::string get(const std::string& setting) const {
    return cli.run({"settings", "get", setting, "--chat", "-1001"}).out;
  }

  CliRunner cli;
};

TEST_F(ImportEnv, BecomesASetUpChatWithItsSettingsAccountAndFolder) {
  const auto imported = import({"--yes"});
  EXPECT_EQ(imported["chat_id"], -1001);
  EXPECT_EQ(imported["created"], true);
  EXPECT_EQ(imported["account"], "added");
  EXPECT_EQ(get("posts_per_day"), "5\n");
  EXPECT_EQ(get("posting_hours"), "9-21\n");
  EXPECT_EQ(get("active_account"), "brand\n");
  const auto folder = std::filesystem::canonical(cli.folder() / "media").string();
  EXPECT_EQ(get("media_source_config"), "{\"path\":\"" + folder + "\"}\n");
}

TEST_F(ImportEnv, NothingGoesOutThatDidNotBeforeUnlessAskedFor) {
  import({"--yes"});
  EXPECT_EQ(get("dry_run_mode"), "true\n");
  EXPECT_EQ(get("enable_instagram_api"), "false\n");
  import({"--yes", "--live"});
  EXPECT_EQ(get("dry_run_mode"), "false\n");
  EXPECT_EQ(get("enable_instagram_api"), "true\n");
}

TEST_F(ImportEnv, TheConfigurationThatReadsTheSameFileDoesNotBringItLive) {
  cli.set_environment("IGBOTCTL_ENV_FILE", (cli.folder() / "old.env").string());
  import({"--yes"});
  EXPECT_EQ(get("dry_run_mode"), "true\n");
  EXPECT_EQ(get("enable_instagram_api"), "false\n");
}

TEST_F(ImportEnv, APlanTellsWhatBecomesOfEachLineAndWritesNothing) {
  const auto plan = import({"-n"});
  std::map<std::string, std::string> fates;
  for (const auto& line : plan["lines"]) fates[line["name"]] = line["fate"];
  EXPECT_EQ(fates["POSTS_PER_DAY"], "setting");
  EXPECT_EQ(fates["DRY_RUN_MODE"], "withheld");
  EXPECT_EQ(fates["DB_PASSWORD"], "obsolete");
  EXPECT_EQ(fates["TELEGRAM_BOT_TOKEN"], "installation");
  EXPECT_EQ(fates["TELEGRAM_CHANNEL_ID"], "chat");
  EXPECT_EQ(fates["INSTAGRAM_ACCESS_TOKEN"], "account");
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
}

TEST_F(ImportEnv, ASecondImportChangesNothing) {
  import({"--yes"});
  const auto again = import({"--yes"});
  EXPECT_EQ(again["created"], false);
  EXPECT_EQ(again["changes"], nlohmann::json::array());
  EXPECT_EQ(again["account"], "unchanged");
  const auto history = cli.run({"settings", "history", "--json"});
  EXPECT_EQ(nlohmann::json::parse(history.out)["history"].size(), 1U) << history.out;
}

TEST_F(ImportEnv, NeitherTokenNorPasswordIsShownOrStoredInClear) {
  const auto result = cli.run({"import", "env", "old.env", "--yes", "-v"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  for (const std::string& secret :
       {std::string(k_imported_token), std::string("a password"), std::string("AAbbCCddEEffGG")}) {
    EXPECT_EQ((result.out + result.err).find(secret), std::string::npos) << secret;
    for (const char* suffix : {"", "-wal"}) {
      EXPECT_EQ(bytes_of(cli.database().string() + suffix).find(secret), std::string::npos);
    }
  }
}

TEST_F(ImportEnv, ATokenNeedsAKeyBeforeAnythingIsWritten) {
  cli.set_environment("IGBOTCTL_KEY_FILE", "");
  EXPECT_EQ(cli.run({"import", "env", "old.env", "--yes"}).exit_code, 12);
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
}

TEST_F(ImportEnv, IsTheWayOutOfAFileThatNamesTwoChats) {
  write_env(std::string(k_old_env) + "ADMIN_TELEGRAM_CHAT_ID=-1002\n");
  cli.set_environment("IGBOTCTL_ENV_FILE", (cli.folder() / "old.env").string());
  const auto refused = cli.run({"settings", "list"});
  EXPECT_EQ(refused.exit_code, 12);
  EXPECT_NE(refused.err.find("igbotctl import env"), std::string::npos) << refused.err;
  const auto ambiguous = cli.run({"import", "env", "old.env", "--yes"});
  EXPECT_EQ(ambiguous.exit_code, 2);
  EXPECT_NE(ambiguous.err.find("--chat -1001"), std::string::npos) << ambiguous.err;
  EXPECT_EQ(import({"--yes", "--chat", "-1001"})["chat_id"], -1001);
}

TEST_F(ImportEnv, EveryWrongLineIsNamedAtOnceAndNothingIsWritten) {
  write_env(
      "TELEGRAM_CHANNEL_ID=-1001\nPOSTS_PER_DAY=500\nMEDIA_DIR=/nowhere\n"
      "INSTAGRAM_ACCESS_TOKEN=abc\n");
  const auto result = cli.run({"import", "env", "old.env", "--yes"});
  EXPECT_EQ(result.exit_code, 2);
  for (const char* place : {"old.env:2", "old.env:3", "old.env:4"}) {
    EXPECT_NE(result.err.find(place), std::string::npos) << result.err;
  }
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
}

TEST_F(ImportEnv, AsksOnATerminalAndNeedsYesElsewhere) {
  EXPECT_EQ(cli.run({"import", "env", "old.env"}).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
  const auto asked =
      cli.run_on_terminal({"import", "env", "old.env"}, {{"import this into chat", "y\n"}});
  EXPECT_EQ(asked.exit_code, 0) << asked.out << asked.err;
  EXPECT_EQ(get("posts_per_day"), "5\n");
}

TEST_F(ImportEnv, MediaInGoogleDriveAreLeftToTheirOwnConnection) {
  write_env(
      "TELEGRAM_CHANNEL_ID=-1001\nMEDIA_SOURCE_TYPE=google_drive\n"
      "MEDIA_SOURCE_ROOT=1AbCdEf\n");
  const auto imported = import({"--yes"});
  EXPECT_EQ(imported["lines"][1]["fate"], "withheld");
  EXPECT_EQ(imported["lines"][2]["fate"], "withheld");
  EXPECT_EQ(get("media_source_config"), "{}\n");
}

TEST_F(ImportEnv, AFileThatIsNotThereOrNoEnvIsRefused) {
  EXPECT_EQ(cli.run({"import", "env", "none.env", "--yes"}).exit_code, 5);
  write_env("this is no such file\n");
  EXPECT_EQ(cli.run({"import", "env", "old.env", "--yes"}).exit_code, 12);
}

}  // namespace
}  // namespace igbot::test
