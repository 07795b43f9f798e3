// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/team_cli.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

constexpr const char* k_secret = "EAAGaTokenThatMustNotBeSeenAnywhere";

/// A chat whose account has a token, sealed with the key in the file "key".
class SettingsSecretsCli : public ::testing::Test {
 protected:
  SettingsSecretsCli() {
    cli.write("old.env", std::string("TELEGRAM_CHANNEL_ID=-1001\nADMIN_TELEGRAM_CHAT_ID=-1001\n"
                                     "INSTAGRAM_ACCOUNT_ID=17841400000000000\n"
                                     "INSTAGRAM_USERNAME=brand\nINSTAGRAM_ACCESS_TOKEN=") +
                             k_secret + "\n");
    use_key("key");
    EXPECT_EQ(cli.run({"import", "env", "old.env", "--yes"}).exit_code, 0);
  }

  /// Makes the key file when it is missing.
  void use_key(const std::string& name) {
    const auto file = (cli.folder() / name).string();
    if (!std::filesystem::exists(file)) {
      EXPECT_EQ(cli.run({"key", "generate", file}).exit_code, 0);
    }
    cli.set_environment("IGBOTCTL_KEY_FILE", file);
  }
  void use_database(const std::string& name) {
    cli.set_environment("IGBOTCTL_DATABASE_PATH", (cli.folder() / name).string());
  }
  std::string sealed_export() const {
    const auto result = cli.run({"settings", "export", "--secrets", "sealed"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.out;
  }
  CliResult import(const std::string& file, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"settings", "import", "-"});
    return cli.run(more, file);
  }
  std::string plain_export() const { return cli.run({"settings", "export"}).out; }

  CliRunner cli;
};

TEST_F(SettingsSecretsCli, MoveBetweenDatabasesThatShareAKey) {
  const std::string file = sealed_export();
  EXPECT_FALSE(mentions(file, k_secret));
  const std::string plain = plain_export();
  EXPECT_FALSE(json::parse(plain)["chats"][0].contains("credentials"));
  use_database("other.db");
  const auto imported = import(file, {"--json"});
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_FALSE(mentions(imported.out, k_secret));
  EXPECT_EQ(json::parse(imported.out)["chats"][0]["credentials"],
            json::array({"instagram_token of brand"}));
  EXPECT_EQ(plain_export(), plain);
  // What was sealed anew here opens here again, and says the same.
  EXPECT_EQ(json::parse(import(sealed_export(), {"--json"}).out)["chats"][0]["action"],
            "unchanged");
}

TEST_F(SettingsSecretsCli, WithoutTheKeyTheImportIsRefusedAndNamesIt) {
  const std::string file = sealed_export();
  const std::string key_id = json::parse(file)["chats"][0]["credentials"][0]["key_id"];
  use_database("other.db");
  use_key("another key");
  for (const bool has_key : {true, false}) {
    if (!has_key) cli.set_environment("IGBOTCTL_KEY_FILE", "");
    const auto refused = import(file);
    EXPECT_EQ(refused.exit_code, 4) << refused.err;
    EXPECT_TRUE(mentions(refused.err, "chat -1001")) << refused.err;
    EXPECT_TRUE(mentions(refused.err, key_id)) << refused.err;
    EXPECT_TRUE(mentions(refused.err, "--secrets=omit")) << refused.err;
    EXPECT_FALSE(std::filesystem::exists(cli.folder() / "other.db"));
  }
  EXPECT_EQ(import(file, {"--secrets", "omit"}).exit_code, 0);
  EXPECT_EQ(cli.run({"settings", "get", "active_account"}).out, "brand\n");
}

TEST_F(SettingsSecretsCli, WhatWasTamperedWithIsRefused) {
  const json good = json::parse(sealed_export());
  use_database("other.db");
  const auto exit_code_of = [&](const char* key, const json& value) {
    json bad = good;
    bad["chats"][0]["credentials"][0][key] = value;
    return import(bad.dump()).exit_code;
  };
  std::string sealed = good["chats"][0]["credentials"][0]["sealed"];
  sealed[40] = sealed[40] == 'A' ? 'B' : 'A';
  EXPECT_EQ(exit_code_of("sealed", sealed), 4);
  EXPECT_EQ(exit_code_of("expires_at", "2037-01-01T00:00:00Z"), 4);
  EXPECT_EQ(exit_code_of("key_id", "00000000"), 4);
  json moved = good;
  moved["chats"][0]["chat_id"] = -1002;
  EXPECT_EQ(import(moved.dump()).exit_code, 4);
  EXPECT_FALSE(std::filesystem::exists(cli.folder() / "other.db"));
}

TEST_F(SettingsSecretsCli, SealingNeedsAKey) {
  cli.set_environment("IGBOTCTL_KEY_FILE", "");
  const auto refused = cli.run({"settings", "export", "--secrets", "sealed"});
  EXPECT_EQ(refused.exit_code, 12) << refused.err;
  EXPECT_EQ(refused.out, "");
  EXPECT_EQ(cli.run({"settings", "export"}).exit_code, 0);
}

}  // namespace
}  // namespace igbot::test
