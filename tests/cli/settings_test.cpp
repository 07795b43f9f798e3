// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <future>
#include <nlohmann/json.hpp>

#include "tests/support/cli_runner.hpp"

namespace igbot::test {
namespace {

constexpr const char* k_team_id = "-1001234567890";

/// A database with one chat, set up by init.
struct SettingsCli : CliRunner {
  SettingsCli() { add_team(k_team_id, "team"); }

  void add_team(const std::string& id, const std::string& name) {
    const auto result = run({"init", "--chat", id, "--name", name, "--yes"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
  nlohmann::json json(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    const auto result = run(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    auto document = nlohmann::json::parse(result.out, nullptr, false);
    EXPECT_EQ(document.value("schema_version", 0), 1) << result.out;
    return document;
  }
  std::string out(const std::vector<std::string>& arguments) const {
    const auto result = run(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.out;
  }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(CliSettings, GetPrintsTheBareValueAndSeveralAsPairs) {
  const SettingsCli cli;
  EXPECT_EQ(cli.out({"settings", "get", "posts_per_day"}), "3\n");
  EXPECT_EQ(cli.out({"settings", "get", "posts_per_day", "active_account", "posting_hours"}),
            "posts_per_day=3\nactive_account=none\nposting_hours=14-2\n");
}

TEST(CliSettings, GetAsJsonKeepsTypes) {
  const SettingsCli cli;
  const auto document =
      cli.json({"settings", "get", "posts_per_day", "dry_run_mode", "active_account"});
  EXPECT_EQ(document["chat_id"], -1001234567890);
  EXPECT_EQ(
      document["settings"],
      (nlohmann::json{{"posts_per_day", 3}, {"dry_run_mode", true}, {"active_account", nullptr}}));
}

TEST(CliSettings, SetPrintsWhatChangedAndHistoryKeepsIt) {
  const SettingsCli cli;
  const auto set = cli.json({"settings", "set", "posts_per_day", "5", "--reason", "more reach"});
  const nlohmann::json change{{"key", "posts_per_day"}, {"before", 3}, {"after", 5}};
  EXPECT_EQ(set["chat_id"], -1001234567890);
  EXPECT_EQ(set["changes"], nlohmann::json::array({change}));

  const auto history = cli.json({"settings", "history"})["history"];
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0]["changes"], nlohmann::json::array({change}));
  EXPECT_EQ(history[0]["reason"], "more reach");
  EXPECT_TRUE(history[0]["actor"].get<std::string>().starts_with("cli:"));
  EXPECT_TRUE(history[0]["at"].get<std::string>().ends_with("Z"));
  EXPECT_EQ(history[1]["reason"], "Initial setup");
}

TEST(CliSettings, SettingWhatIsAlreadySoSaysUnchanged) {
  const SettingsCli cli;
  EXPECT_EQ(cli.out({"settings", "set", "posts_per_day", "3"}), "unchanged\n");
  EXPECT_EQ(cli.json({"settings", "set", "posts_per_day", "3"})["changes"].size(), 0U);
  EXPECT_EQ(cli.json({"settings", "history"})["history"].size(), 1U);
}

TEST(CliSettings, SeveralSettingsAreSetTogetherOrNotAtAll) {
  const SettingsCli cli;
  EXPECT_EQ(cli.run({"settings", "set", "posts_per_day", "5", "repost_ttl_days", "0"}).exit_code,
            2);
  EXPECT_EQ(cli.out({"settings", "get", "posts_per_day"}), "3\n");
  cli.out({"settings", "set", "posts_per_day", "5", "posting_hours", "9-21"});
  EXPECT_EQ(cli.out({"settings", "get", "posting_hours"}), "9-21\n");
}

TEST(CliSettings, ADryRunChangesNothing) {
  const SettingsCli cli;
  EXPECT_EQ(cli.out({"settings", "set", "posts_per_day", "5", "-n"}),
            "would change posts_per_day: 3 → 5\n");
  EXPECT_EQ(cli.out({"settings", "get", "posts_per_day"}), "3\n");
}

TEST(CliSettings, ToggleAndUnset) {
  const SettingsCli cli;
  EXPECT_EQ(cli.out({"settings", "toggle", "dry_run_mode"}), "dry_run_mode: true → false\n");
  EXPECT_EQ(cli.run({"settings", "toggle", "posts_per_day"}).exit_code, 2);
  cli.out({"settings", "set", "repost_ttl_days", "90"});
  EXPECT_EQ(cli.out({"settings", "unset", "repost_ttl_days"}), "repost_ttl_days: 90 → 30\n");
}

TEST(CliSettings, AnUnknownSettingNamesTheNearest) {
  const SettingsCli cli;
  const auto result = cli.run({"settings", "set", "post_per_day", "5"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(contains(result.err, "did you mean posts_per_day?")) << result.err;
}

TEST(CliSettings, AnUnknownChatIsNotSetUp) {
  const SettingsCli cli;
  const auto result = cli.run({"settings", "get", "posts_per_day", "--chat", "-77"});
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_TRUE(contains(result.err, "chat -77 is not set up")) << result.err;
  EXPECT_TRUE(contains(result.err, "igbotctl init --chat -77")) << result.err;
}

TEST(CliSettings, WithTwoChatsOneMustBeChosen) {
  SettingsCli cli;
  cli.add_team("-2002", "others");
  const auto result = cli.run({"settings", "get", "posts_per_day"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(contains(result.err, "-2002 (others)")) << result.err;
  cli.out({"settings", "set", "posts_per_day", "9", "--chat", "others"});
  EXPECT_EQ(cli.out({"settings", "get", "posts_per_day", "--chat", "-2002"}), "9\n");
  EXPECT_EQ(cli.out({"settings", "get", "posts_per_day", "--chat", "team"}), "3\n");
  cli.set_environment("IGBOTCTL_CHAT", "-2002");
  EXPECT_EQ(cli.out({"settings", "get", "posts_per_day"}), "9\n");
}

TEST(CliSettings, AMistypedDatabasePathIsNotCreated) {
  SettingsCli cli;
  const auto elsewhere = cli.folder() / "elsewhere.db";
  cli.set_environment("IGBOTCTL_DATABASE_PATH", elsewhere.string());
  EXPECT_EQ(cli.run({"settings", "set", "posts_per_day", "4"}).exit_code, 10);
  EXPECT_FALSE(std::filesystem::exists(elsewhere));
}

TEST(CliSettings, ListDescribesItsFields) {
  const SettingsCli cli;
  const auto help = nlohmann::json::parse(cli.run({"settings", "list", "--json=help"}).out);
  EXPECT_TRUE(help["fields"].contains("settings"));
  const auto list = cli.json({"settings", "list", "--origin"});
  EXPECT_EQ(list["origins"]["posts_per_day"], "database");
}

TEST(CliSettings, ManyProcessesAtOnceLoseNoChange) {
  const SettingsCli cli;
  constexpr int k_processes = 8;
  std::vector<std::future<int>> runs;
  runs.reserve(k_processes);
  for (int i = 0; i < k_processes; ++i) {
    runs.push_back(std::async(std::launch::async, [&] {
      return cli.run({"settings", "toggle", "dry_run_mode"}).exit_code;
    }));
  }
  for (auto& run : runs) EXPECT_EQ(run.get(), 0);
  EXPECT_EQ(cli.json({"settings", "history"})["history"].size(), 1U + k_processes);
  EXPECT_EQ(cli.out({"settings", "get", "dry_run_mode"}), "true\n");
}

/// The admin chat, known from a .env file alone.
struct AdminCli : CliRunner {
  AdminCli() {
    write(".env", "ADMIN_TELEGRAM_CHAT_ID=-500\nPOSTS_PER_DAY=6\n");
    write("config/igbotctl/config.toml",
          "env_file = 'auto'\n[defaults]\nrepost_ttl_days = 60\nposts_per_day = 9\n");
  }
};

TEST(CliBootstrap, ReadsShowTheEffectiveValueWithItsOriginAndCreateNothing) {
  AdminCli cli;
  cli.set_environment("IGBOTCTL_DEFAULTS_SKIP_TTL_DAYS", "7");
  const auto result = cli.run({"settings", "list", "--json", "--origin"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto document = nlohmann::json::parse(result.out);
  EXPECT_EQ(document["chat_id"], -500);
  EXPECT_EQ(document["settings"]["posts_per_day"], 6);
  EXPECT_EQ(document["origins"]["posts_per_day"], "env_file");
  EXPECT_EQ(document["settings"]["repost_ttl_days"], 60);
  EXPECT_EQ(document["origins"]["repost_ttl_days"], "config");
  EXPECT_EQ(document["settings"]["skip_ttl_days"], 7);
  EXPECT_EQ(document["origins"]["skip_ttl_days"], "environment");
  EXPECT_EQ(document["origins"]["caption_style"], "default");
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
}

TEST(CliBootstrap, TheFirstWriteStoresEverythingAndFromThenOnTheDatabaseDecides) {
  AdminCli cli;
  EXPECT_EQ(cli.run({"settings", "set", "caption_style", "simple"}).exit_code, 0);
  cli.write(".env", "ADMIN_TELEGRAM_CHAT_ID=-500\nPOSTS_PER_DAY=8\n");
  EXPECT_EQ(cli.run({"settings", "get", "posts_per_day"}).out, "6\n");
  EXPECT_EQ(cli.run({"settings", "get", "caption_style"}).out, "simple\n");
}

TEST(CliBootstrap, ARefusedFirstWriteLeavesNoDatabase) {
  AdminCli cli;
  EXPECT_EQ(cli.run({"settings", "set", "posts_per_day", "99"}).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
}

TEST(CliBootstrap, AnotherChatIsNotCreatedByAWrite) {
  AdminCli cli;
  EXPECT_EQ(cli.run({"settings", "set", "posts_per_day", "4", "--chat", "-7"}).exit_code, 10);
  EXPECT_EQ(cli.run({"settings", "set", "posts_per_day", "4"}).exit_code, 0);
  EXPECT_EQ(cli.run({"settings", "set", "posts_per_day", "4", "--chat", "-7"}).exit_code, 5);
}

TEST(CliPause, SaysWhoAndUntilWhenAndSurvivesTheProcess) {
  const SettingsCli cli;
  const auto paused = cli.json({"pause", "--for", "2h", "--reason", "holiday"});
  EXPECT_EQ(paused["is_paused"], true);
  EXPECT_EQ(paused["pause_reason"], "holiday");
  EXPECT_TRUE(paused["paused_until"].is_string());
  EXPECT_TRUE(paused["paused_by"].is_string());
  EXPECT_EQ(cli.out({"settings", "get", "is_paused"}), "true\n");
  EXPECT_EQ(cli.out({"resume"}), "resumed\n");
  EXPECT_EQ(cli.out({"resume"}), "unchanged: not paused\n");
  EXPECT_EQ(cli.out({"settings", "get", "is_paused", "paused_by"}),
            "is_paused=false\npaused_by=none\n");
}

TEST(CliPause, PausingAPausedChatIsNoError) {
  const SettingsCli cli;
  cli.out({"pause", "--reason", "holiday"});
  EXPECT_TRUE(contains(cli.out({"pause"}), "unchanged: paused since"));
}

TEST(CliPause, ADryRunNamesWhoWouldPause) {
  const SettingsCli cli;
  cli.out({"pause", "--for", "2h"});
  EXPECT_FALSE(contains(cli.out({"pause", "-n"}), "paused_by"));
  cli.out({"resume"});
  const auto paused = cli.json({"pause", "-n"})["changes"];
  ASSERT_EQ(paused.size(), 3U) << paused;
  EXPECT_EQ(paused[2]["key"], "paused_by");
  EXPECT_TRUE(paused[2]["after"].is_string()) << paused;
  EXPECT_EQ(cli.out({"settings", "get", "is_paused"}), "false\n");
}

TEST(CliPause, AnEndThatHasPassedOrMakesNoSenseIsRefused) {
  const SettingsCli cli;
  EXPECT_EQ(cli.run({"pause", "--until", "2020-01-01"}).exit_code, 2);
  EXPECT_EQ(cli.run({"pause", "--for", "soon"}).exit_code, 2);
  EXPECT_EQ(cli.run({"pause", "--for", "2h", "--until", "2037-01-01"}).exit_code, 2);
  EXPECT_EQ(cli.out({"settings", "get", "is_paused"}), "false\n");
}

TEST(CliChat, ListShowsEveryChatAndRenameKeepsTheId) {
  SettingsCli cli;
  cli.add_team("-2002", "others");
  cli.out({"chat", "rename", "second", "--chat", "others"});
  cli.out({"pause", "--chat", "second"});
  const auto chats = cli.json({"chat", "list"})["chats"];
  ASSERT_EQ(chats.size(), 2U);
  EXPECT_EQ(chats[0]["name"], "second");
  EXPECT_EQ(chats[0]["chat_id"], -2002);
  EXPECT_EQ(chats[0]["is_paused"], true);
  EXPECT_EQ(chats[1]["is_paused"], false);
  EXPECT_TRUE(chats[1]["next_post_at"].is_null());
  EXPECT_EQ(cli.json({"chat", "show", "--chat", "team"})["state"], "active");
}

}  // namespace
}  // namespace igbot::test
