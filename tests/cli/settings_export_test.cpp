// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <future>
#include <nlohmann/json.hpp>

#include "tests/cli/team_cli.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

/// A chat whose every part differs from the defaults: mix, accounts, source, zone, unicode name.
class SettingsExportCli : public TeamCli {
 protected:
  SettingsExportCli() {
    must_run({"chat", "rename", "Tëam 🐈 \"one\""});
    must_run({"settings", "set", "posts_per_day", "5", "posting_hours", "9-21", "posting_timezone",
              "Europe/Berlin", "--reason", "summer"});
    must_run({"mix", "set", "memes=70", "mérch=29.5", "x=0.5"});
    must_import(R"([{"chat_id": -1001, "accounts": [
        {"username": "zoo", "instagram_id": "1780", "login": "facebook"},
        {"username": "brand", "instagram_id": "1781", "login": "instagram"}],
      "settings": {"active_account": "brand"}}])");
  }

  static std::string document(const std::string& chats) {
    return R"({"kind": "igbotctl-settings", "schema_version": 1, "chats": )" + chats + "}";
  }
  CliResult import(const std::string& chats, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"settings", "import", "-"});
    return cli.run(more, document(chats));
  }
  void must_import(const std::string& chats, const std::vector<std::string>& more = {}) const {
    const auto result = import(chats, more);
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
  std::string exported(const std::vector<std::string>& more = {"--all-chats"}) const {
    std::vector<std::string> words{"settings", "export"};
    words.insert(words.end(), more.begin(), more.end());
    return must_run(words).out;
  }
  json imported_json(const std::string& file, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"settings", "import", "-", "--json"});
    const auto result = cli.run(more, file);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return json::parse(result.out);
  }
  std::size_t entries_of(const std::string& chat) const {
    return json::parse(must_run({"settings", "history", "--json", "--chat", chat}).out)["history"]
        .size();
  }
  void use_fresh_database() {
    cli.set_environment("IGBOTCTL_DATABASE_PATH", (cli.folder() / "fresh.db").string());
  }
};

TEST_F(SettingsExportCli, PrintsSortedKeysWithoutTimesOfTheExport) {
  const std::string file = exported();
  EXPECT_EQ(file, exported());
  const auto read = json::parse(file);
  EXPECT_EQ(file, read.dump(2) + "\n");
  EXPECT_EQ(read["kind"], "igbotctl-settings");
  EXPECT_EQ(read["schema_version"], 1);
  const json& chat = read["chats"].at(0);
  EXPECT_EQ(chat["chat_id"], -1001);
  EXPECT_EQ(chat["name"], "Tëam 🐈 \"one\"");
  EXPECT_EQ(chat["mix"], (json{{"memes", 0.7}, {"mérch", 0.295}, {"x", 0.005}}));
  EXPECT_EQ(chat["source"], (json{{"type", "local"}, {"config", {{"path", photos()}}}}));
  EXPECT_EQ(chat["accounts"].at(0)["username"], "brand");
  EXPECT_EQ(chat["settings"]["active_account"], "brand");
  EXPECT_FALSE(chat["settings"].contains("paused_by"));
  EXPECT_FALSE(chat.contains("credentials"));
}

TEST_F(SettingsExportCli, ImportingWhatIsSoAlreadyWritesNothing) {
  const std::string file = exported();
  const std::size_t entries = entries_of("-1001");
  EXPECT_EQ(cli.run({"settings", "import", "-"}, file).out,
            "unchanged: Tëam 🐈 \"one\" (chat -1001)\n");
  EXPECT_EQ(entries_of("-1001"), entries);
  EXPECT_EQ(exported(), file);
}

TEST_F(SettingsExportCli, AFreshDatabaseExportsTheVerySameBytes) {
  must_run({"init", "--chat", "-2002", "--name", "a second", "--posts-per-day", "7", "--yes"});
  const std::string file = exported();
  use_fresh_database();
  const auto imported = imported_json(file);
  EXPECT_EQ(imported["applied"], true);
  for (const json& chat : imported["chats"]) EXPECT_EQ(chat["action"], "created");
  EXPECT_EQ(exported(), file);
  EXPECT_EQ(entries_of("-1001"), 1U);
  const auto entry =
      json::parse(must_run({"settings", "history", "--json", "--chat", "-1001"}).out)["history"].at(
          0);
  EXPECT_EQ(entry["reason"], "import");
}

TEST_F(SettingsExportCli, WithItsStateItIsTheSameEvenPausedAndLive) {
  must_run({"settings", "set", "dry_run_mode", "false", "enable_instagram_api", "true"});
  must_run({"pause", "--for", "2d", "--reason", "Ferien: \"2 Tage\"\n[0m"});
  const std::string file = exported();
  use_fresh_database();
  imported_json(file, {"--include-state"});
  EXPECT_EQ(exported(), file);
  EXPECT_NE(setting("paused_by"), "none\n");
  EXPECT_EQ(imported_json(file)["chats"][0]["action"], "unchanged");
}

TEST_F(SettingsExportCli, StateIsWithheldAndToldUnlessItIsSafe) {
  const std::string live = document(R"([{"chat_id": -1001, "settings": {"dry_run_mode": false,
      "enable_instagram_api": true, "is_paused": true, "pause_reason": "x"}}])");
  const auto chat = imported_json(live)["chats"][0];
  EXPECT_EQ(chat["action"], "unchanged");
  EXPECT_EQ(chat["withheld"].size(), 4U) << chat;
  EXPECT_EQ(chat["withheld"][0], (json{{"key", "dry_run_mode"},
                                       {"kept", true},
                                       {"wanted", false},
                                       {"reason", "only with --include-state"}}));
  EXPECT_EQ(setting("dry_run_mode"), "true\n");
  EXPECT_EQ(setting("is_paused"), "false\n");

  must_run({"settings", "set", "dry_run_mode", "false", "enable_instagram_api", "true"});
  must_run({"pause"});
  must_import(R"([{"chat_id": -1001, "settings": {"dry_run_mode": true,
      "enable_instagram_api": false, "is_paused": false}}])");
  EXPECT_EQ(setting("dry_run_mode"), "true\n");
  EXPECT_EQ(setting("enable_instagram_api"), "false\n");
  EXPECT_EQ(setting("is_paused"), "true\n");
}

TEST_F(SettingsExportCli, APlanShowsTheChangesAndMakesNone) {
  const std::string changed =
      R"([{"chat_id": -1001, "settings": {"posts_per_day": 6}, "mix": {}},
          {"chat_id": -3, "name": "third", "settings": {"posts_per_day": 1}}])";
  const std::string before = exported();
  const auto plan = import(changed, {"--plan"});
  EXPECT_EQ(plan.out,
            "would change: Tëam 🐈 \"one\" (chat -1001)\n"
            "  posts_per_day: 5 → 6\n"
            "  mix: memes=70 mérch=29.5 x=0.5 → all categories equal\n"
            "would create: third (chat -3)\n"
            "  posts_per_day: 3 → 1\n")
      << plan.err;
  EXPECT_EQ(exported(), before);
  auto planned = imported_json(document(changed), {"-n"});
  auto done = imported_json(document(changed));
  EXPECT_EQ(planned["applied"], false);
  planned["applied"] = true;
  EXPECT_EQ(planned, done);
  EXPECT_NE(exported(), before);
}

TEST_F(SettingsExportCli, APlanWithoutADatabaseMakesNone) {
  const std::string file = exported();
  use_fresh_database();
  EXPECT_EQ(imported_json(file, {"--plan"})["chats"][0]["action"], "created");
  EXPECT_FALSE(std::filesystem::exists(cli.folder() / "fresh.db"));
}

TEST_F(SettingsExportCli, OneBadChatAndNothingIsWritten) {
  const std::string before = exported();
  for (const char* second :
       {R"({"chat_id": -3, "settings": {}})",
        R"({"chat_id": -3, "name": "x", "settings": {"active_account": "nobody"}})",
        R"({"chat_id": -3, "name": "x", "settings": {"posts_per_day": 0}})"}) {
    const auto result = import(
        std::string(R"([{"chat_id": -1001, "settings": {"posts_per_day": 9}}, )") + second + "]");
    EXPECT_EQ(result.exit_code, 2) << second;
    EXPECT_TRUE(mentions(result.err, "chat -3")) << result.err;
    EXPECT_EQ(exported(), before) << second;
  }
}

TEST_F(SettingsExportCli, ARefusedImportLeavesNoDatabase) {
  use_fresh_database();
  EXPECT_EQ(import(R"([{"chat_id": -3}])").exit_code, 2);
  EXPECT_EQ(import(R"([{"chat_id": -3, "name": "[redacted]"}])").exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(cli.folder() / "fresh.db"));
}

TEST_F(SettingsExportCli, ErrorsAreOneJsonObjectToo) {
  const auto result = import(R"([{"chat_id": -1001, "settings": {"postsperday": 1}}])", {"--json"});
  EXPECT_EQ(result.out, "");
  const auto error = json::parse(result.err)["error"];
  EXPECT_EQ(error["exit_code"], 2);
  EXPECT_TRUE(mentions(error["message"], "chat -1001: settings.postsperday: unknown key"));
  EXPECT_TRUE(mentions(error["hint"], "posts_per_day"));
}

TEST_F(SettingsExportCli, AFileOfOneChatIsClonedToTheChatNamed) {
  must_run({"init", "--chat", "-2002", "--name", "clone", "--yes"});
  const std::string file = exported({"--chat", "-1001"});
  const auto chat = imported_json(file, {"--chat", "clone"})["chats"].at(0);
  EXPECT_EQ(chat["chat_id"], -2002);
  EXPECT_EQ(chat["name"], "clone");
  EXPECT_EQ(chat["action"], "changed");
  auto cloned = json::parse(exported({"--chat", "-2002"}))["chats"].at(0);
  auto original = json::parse(file)["chats"].at(0);
  for (json* each : {&cloned, &original}) {
    each->erase("chat_id");
    each->erase("name");
  }
  EXPECT_EQ(cloned, original);
}

TEST_F(SettingsExportCli, OfSeveralChatsTheNamedOneIsPicked) {
  const std::string chats = R"([{"chat_id": -1001, "settings": {"posts_per_day": 8}},
                                {"chat_id": -3, "name": "third"}])";
  EXPECT_EQ(import(chats, {"--chat", "-4"}).exit_code, 5);
  must_import(chats, {"--chat", "-1001"});
  EXPECT_EQ(setting("posts_per_day"), "8\n");
  EXPECT_EQ(cli.run({"chat", "show", "--chat", "-3"}).exit_code, 5);
}

TEST_F(SettingsExportCli, AFileGoesToTheChatsItNamesWhateverTheEnvironmentSays) {
  must_run({"init", "--chat", "-2002", "--name", "other", "--yes"});
  cli.set_environment("IGBOTCTL_CHAT", "-2002");
  must_import(R"([{"chat_id": -1001, "settings": {"posts_per_day": 8}}])");
  EXPECT_EQ(setting("posts_per_day"), "8\n");
  EXPECT_EQ(must_run({"settings", "get", "posts_per_day", "--chat", "-2002"}).out, "3\n");
}

TEST_F(SettingsExportCli, SeveralImportsAtOnceGoOneAfterTheOther) {
  constexpr int k_imports = 6;
  const std::size_t before = entries_of("-1001");
  std::vector<std::future<CliResult>> runs;
  for (int i = 0; i < k_imports; ++i) {
    runs.push_back(std::async(std::launch::async, [this, i] {
      const std::string n = std::to_string(10 + i);
      return import(R"([{"chat_id": -1001, "settings": {"posts_per_day": )" + n +
                    R"(, "repost_ttl_days": )" + n + "}}]");
    }));
  }
  for (auto& run : runs) {
    const auto result = run.get();
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
  EXPECT_EQ(setting("posts_per_day"), setting("repost_ttl_days"));
  EXPECT_EQ(entries_of("-1001"), before + k_imports);
}

TEST_F(SettingsExportCli, WhatCannotBeReadIsTold) {
  EXPECT_EQ(cli.run({"settings", "import", "nowhere.json"}).exit_code, 5);
  EXPECT_EQ(cli.run({"settings", "import", "."}).exit_code, 1);
  EXPECT_EQ(cli.run({"settings", "import", "-"}, "").exit_code, 2);
  EXPECT_EQ(cli.run({"settings", "export", "--all-chats", "--chat", "-1001"}).exit_code, 2);
  EXPECT_EQ(cli.run({"settings", "export", "--chat", "-77"}).exit_code, 5);
  const std::string huge(17 << 20, ' ');
  EXPECT_TRUE(mentions(cli.run({"settings", "import", "-"}, huge).err, "larger than"));
}

TEST_F(SettingsExportCli, AChatThatIsNotThereYetIsExportedAsItWouldBeCreated) {
  use_fresh_database();
  cli.set_environment("IGBOTCTL_ADMIN_CHAT_ID", "-500");
  cli.set_environment("IGBOTCTL_DEFAULTS_POSTS_PER_DAY", "9");
  const auto file = exported({});
  EXPECT_EQ(json::parse(file)["chats"][0]["settings"]["posts_per_day"], 9);
  EXPECT_FALSE(std::filesystem::exists(cli.folder() / "fresh.db"));
  imported_json(file);
  EXPECT_EQ(exported({}), file);
}

}  // namespace
}  // namespace igbot::test
