// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "core/account/credential_repository.hpp"
#include "core/store/chat_repository.hpp"
#include "tests/cli/team_cli.hpp"

namespace igbot::test {
namespace {

TEST(CliKey, AGeneratedKeyFileIsPrivateAndNeverOverwritten) {
  CliRunner cli;
  const auto file = (cli.folder() / "key").string();
  ASSERT_EQ(cli.run({"key", "generate", file}).exit_code, 0);
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_EQ(cli.run({"key", "generate", file}).exit_code, 6);
  cli.set_environment("IGBOTCTL_KEY_FILE", file);
  const auto list = nlohmann::json::parse(cli.run({"key", "list", "--json"}).out);
  EXPECT_EQ(list["keys"].size(), 1U);
  ::chmod(file.c_str(), 0644);
  EXPECT_EQ(cli.run({"key", "list"}).exit_code, 12);
  EXPECT_EQ(cli.run({"config", "check"}).exit_code, 12);
}

TEST(CliKey, APrintedKeyWorksFromTheEnvironment) {
  CliRunner cli;
  EXPECT_EQ(cli.run({"key", "list"}).exit_code, 12);
  cli.set_environment("IGBOTCTL_KEY", cli.run({"key", "generate"}).out);
  EXPECT_EQ(cli.run({"key", "list"}).exit_code, 0);
}

TEST(CliKey, AFolderThatIsNotThereIsNamedAndNotMade) {
  const CliRunner cli;
  const auto result = cli.run({"key", "generate", (cli.folder() / "none" / "key").string()});
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_TRUE(mentions(result.err, "mkdir -p -m 700 " + (cli.folder() / "none").string()))
      << result.err;
  EXPECT_FALSE(std::filesystem::exists(cli.folder() / "none"));
}

/// A chat with two secrets sealed with an old key; the key file has a new key before the old one.
class SealedCli : public TeamCli {
 protected:
  SealedCli() {
    cli.set_environment("IGBOTCTL_KEY_FILE", key_file());
    configure(old_key);
    add("first token");
    add("second token");
    configure(new_key.reveal() + "\n" + old_key);
  }

  std::string key_file() const { return (cli.folder() / "keys").string(); }
  void configure(const std::string& keys) const {
    cli.write("keys", keys + "\n");
    ::chmod(key_file().c_str(), 0600);
  }
  template <typename Body>
  auto write(Body body) const {
    SystemClock clock;
    Store store({.file = cli.database()}, clock);
    return store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
      return body(unit.chat(ChatRepository(unit).all().front().key));
    });
  }
  CredentialId add(const std::string& secret) const {
    const auto keys = crypto::KeyRing::read(key_file());
    return write([&](ChatScope scope) {
      return CredentialRepository(scope).add(
          {.kind = CredentialKind::instagram_token, .secret = Secret(secret)}, keys);
    });
  }
  std::string id_of(const std::string& key) const {
    return crypto::KeyRing::parse(Secret(key)).ids().front();
  }
  nlohmann::json listed() const {
    return nlohmann::json::parse(cli.run({"key", "list", "--json"}).out)["keys"];
  }

  std::string old_key = crypto::generate_key().reveal();
  Secret new_key = crypto::generate_key();
};

TEST_F(SealedCli, ListCountsWhatEachKeySeals) {
  const auto keys = listed();
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0]["key_id"], id_of(new_key.reveal()));
  EXPECT_EQ(keys[0]["secrets"], 0);
  EXPECT_EQ(keys[1]["key_id"], id_of(old_key));
  EXPECT_EQ(keys[1]["secrets"], 2);
  EXPECT_EQ(keys[1]["chats"],
            nlohmann::json::parse(R"([{"chat_id": -1001, "name": "team", "secrets": 2}])"));
}

TEST_F(SealedCli, ListShowsAKeyThatIsMissingAndEndsWith4) {
  configure(new_key.reveal());
  const auto result = cli.run({"key", "list"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_TRUE(mentions(result.out, "missing")) << result.out;
  EXPECT_TRUE(mentions(result.err, "missing key " + id_of(old_key))) << result.err;
  EXPECT_EQ(listed()[1]["configured"], false);
}

TEST_F(SealedCli, WithoutAnyKeyListStillSaysWhichAreMissing) {
  cli.set_environment("IGBOTCTL_KEY_FILE", "");
  EXPECT_EQ(cli.run({"key", "list"}).exit_code, 4);
  EXPECT_EQ(listed()[0]["key_id"], id_of(old_key));
}

TEST_F(SealedCli, RotateSealsAllWithTheFirstKeyAndSaysWhichMayGo) {
  const auto dry = must_run({"key", "rotate", "-n"});
  EXPECT_TRUE(mentions(dry.out, "2 secrets would be sealed")) << dry.out;
  EXPECT_EQ(listed()[1]["secrets"], 2) << "-n changed nothing";
  const auto result = must_run({"key", "rotate"});
  EXPECT_TRUE(mentions(result.out, "2 secrets sealed with key " + id_of(new_key.reveal())));
  EXPECT_TRUE(mentions(result.out, "may be dropped from key_file: " + id_of(old_key)));
  configure(new_key.reveal());
  must_run({"key", "list"});
  EXPECT_TRUE(mentions(must_run({"key", "rotate"}).out, "nothing to do"));
}

TEST_F(SealedCli, RotateRefusesAllWhileOneSecretIsLost) {
  const std::string lost_key = crypto::generate_key().reveal();
  configure(lost_key);
  add("lost token");
  configure(new_key.reveal() + "\n" + old_key);
  const auto refused = cli.run({"key", "rotate"});
  EXPECT_EQ(refused.exit_code, 4);
  EXPECT_TRUE(mentions(refused.out, id_of(lost_key))) << refused.out;
  EXPECT_EQ(listed()[1]["secrets"], 2) << "nothing was rotated";
  EXPECT_EQ(cli.run({"key", "rotate", "--skip-lost", "--json"}).exit_code, 0);
  EXPECT_EQ(listed()[0]["secrets"], 2);
}

TEST_F(SealedCli, WhatNeedsNoSecretWorksWithoutAnyKey) {
  const std::vector<std::vector<std::string>> commands{
      {"settings", "get", "posts_per_day"},
      {"settings", "list"},
      {"settings", "toggle", "show_verbose_notifications"},
      {"settings", "history"},
      {"pause"},
      {"resume"},
      {"chat", "list"},
      {"chat", "show"},
      {"post", "list"},
      {"post", "history"},
      {"post", "run"},
      {"schedule", "create", "--days", "1"},
      {"queue", "list"},
      {"media", "sync"},
      {"media", "list"},
      {"mix", "show"},
      {"db", "status"},
      {"db", "check"},
      {"db", "migrate"},
      {"db", "backup"},
      {"config", "show"}};
  cli.set_environment("IGBOTCTL_KEY_FILE", (cli.folder() / "gone").string());
  for (const auto& command : commands) must_run(command);
  cli.set_environment("IGBOTCTL_KEY_FILE", "");
  for (const auto& command : commands) must_run(command);
}

}  // namespace
}  // namespace igbot::test
