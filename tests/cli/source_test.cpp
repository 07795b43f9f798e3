// SPDX-License-Identifier: MIT
#include "tests/cli/source_cli.hpp"
#include "tests/support/loopback_browser.hpp"
#include "tests/support/s3_server.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {
namespace {

/// The address that stands in what was printed.
std::string address_in(const std::string& printed) {
  const std::size_t begin = printed.find("http://127.0.0.1:");
  return printed.substr(begin, printed.find_first_of(" \r\n", begin) - begin);
}

TEST_F(SourceCli, AFolderIsTriedBeforeItIsStored) {
  write_file(cli.folder() / "other", "cats/c.jpg", jpeg_bytes(64, 64, 21));
  write_file(cli.folder() / "other", "notes.txt", "no media");
  const auto connected = json({"source", "connect", "local", "other", "--yes"});
  EXPECT_EQ(connected["type"], "local");
  EXPECT_EQ(connected["files"], 1);
  EXPECT_EQ(connected["categories"], nlohmann::json({{"cats", 1}}));
  EXPECT_EQ(connected["skipped"], 1);
  EXPECT_EQ(connected["read"], "cats/c.jpg");
  EXPECT_EQ(connected["replaced"], photos());
  EXPECT_EQ(json({"media", "sync"})["deactivated"], 2);
  EXPECT_EQ(json({"source", "show"})["items"], 1);
  expect_refused(cli.run({"source", "connect", "local", "nowhere", "--yes"}), 2,
                 {"does not exist"});
}

TEST_F(SourceCli, WithoutAYesNothingIsStored) {
  const auto before = count("SELECT count(*) FROM chat_settings_history");
  expect_refused(connect_drive({}), 2, {"not confirmed", "Stories", "instead of", "--yes"});
  EXPECT_EQ(connect_drive({"-n"}).exit_code, 0);
  EXPECT_EQ(count("SELECT count(*) FROM credentials"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM chat_settings_history"), before);
  const auto declined = cli.run_on_terminal({"source", "connect", "local", photos()},
                                            {{"the media source of team? [y/N]", "n\n"}});
  EXPECT_EQ(declined.exit_code, 6);
}

TEST_F(SourceCli, ADriveFolderBecomesTheLibraryWithoutADownload) {
  const auto connected = connect_drive();
  ASSERT_EQ(connected.exit_code, 0) << connected.err;
  EXPECT_TRUE(mentions(connected.out, "3 files in 2 categories: memes 2, merch 1"))
      << connected.out;
  drive.forget_calls();
  EXPECT_EQ(json({"media", "sync"})["new"], 3);
  EXPECT_TRUE(drive.calls("files.download").empty());
  const auto shown = json({"source", "show"});
  EXPECT_EQ(shown["type"], "drive");
  EXPECT_EQ(shown["name"], "Stories");
  EXPECT_EQ(shown["credential"], "google_service_account");
  EXPECT_EQ(shown["items"], 3);
}

TEST_F(SourceCli, ASecondSyncAsksOnlyForWhatChangedAndFollowsIt) {
  connect_drive();
  json({"media", "sync"});
  drive.forget_calls();
  EXPECT_EQ(json({"media", "sync"})["unchanged"], 3);
  EXPECT_TRUE(drive.calls("files.list").empty());
  drive.rename(two, "renamed.jpg");
  const auto moved = json({"media", "sync"});
  EXPECT_EQ(moved["moved"], 1);
  EXPECT_EQ(moved["unchanged"], 2);
  EXPECT_TRUE(mentions(must_run({"media", "list"}).out, "memes/renamed.jpg"));
  drive.trash(two);
  EXPECT_EQ(json({"media", "sync"})["deactivated"], 1);
  drive.untrash(two);
  EXPECT_EQ(json({"media", "sync"})["reactivated"], 1);
  drive.forget_calls();
  EXPECT_EQ(json({"media", "sync", "--full"})["unchanged"], 3);
  EXPECT_FALSE(drive.calls("files.list").empty());
}

TEST_F(SourceCli, WhatIsShownOfADriveItemIsItsVeryFile) {
  connect_drive();
  json({"media", "sync"});
  const auto id = std::to_string(count("SELECT id FROM media_items WHERE path = 'memes/one.jpg'"));
  const auto preview = cli.run({"media", "preview", id, "--output", "out.jpg"});
  EXPECT_EQ(preview.exit_code, 0) << preview.err;
  drive.replace(two, jpeg_bytes(64, 64, 99));
  const auto changed = std::to_string(count("SELECT id FROM media_items WHERE path LIKE '%two%'"));
  expect_refused(cli.run({"media", "preview", changed, "--output", "two.jpg"}), 5,
                 {"memes/two.jpg", "media sync"});
}

TEST_F(SourceCli, WithoutAFolderItIsSaidWhichCanBeSeen) {
  const std::string key = DriveSandbox::service_account_json();
  const auto asked = cli.run({"source", "connect", "drive", "--key-stdin", "--yes"}, key);
  expect_refused(asked, 2, {"no folder was named", stories, "Stories", "--folder"});
  expect_refused(cli.run({"source", "connect", "drive", "--key-stdin", "--folder",
                          "https://example.com/x", "--yes"},
                         key),
                 2, {});
  expect_refused(cli.run({"source", "connect", "drive", "--key-stdin", "--folder",
                          "1nowhere0000000000000000", "--yes"},
                         key),
                 5, {"share"});
}

TEST_F(SourceCli, AKeyThatIsNoneOrThatOthersMayReadIsRefused) {
  expect_refused(
      cli.run({"source", "connect", "drive", "--key-stdin", "--folder", stories, "--yes"},
              "{\"type\": \"authorized_user\"}"),
      2, {"service account"});
  cli.write("drive.json", DriveSandbox::service_account_json());
  std::filesystem::permissions(cli.folder() / "drive.json", std::filesystem::perms(0644));
  const std::vector<std::string> by_file{"source",     "connect",  "drive", "--key-file",
                                         "drive.json", "--folder", stories, "--yes"};
  expect_refused(cli.run(by_file), 12, {"drive.json"});
  std::filesystem::permissions(cli.folder() / "drive.json", std::filesystem::perms(0600));
  EXPECT_EQ(cli.run(by_file).exit_code, 0);
  expect_refused(cli.run({"source", "connect", "drive", "--key-stdin", "--login"}), 2,
                 {"several ways"});
  cli.set_environment("IGBOTCTL_KEY_FILE", "");
  expect_refused(connect_drive(), 12, {});
}

TEST_F(SourceCli, ALoginGoesOverTwoRunsOfAScript) {
  const auto begun = json({"source", "connect", "drive", "--login"});
  const std::string came_back = open_in_browser(begun["url"]);
  const auto connected = cli.run(
      {"source", "connect", "drive", "--redirect-stdin", "--folder", stories, "--yes"}, came_back);
  EXPECT_EQ(connected.exit_code, 0) << connected.err;
  EXPECT_EQ(json({"media", "sync"})["new"], 3);
  EXPECT_EQ(json({"source", "show"})["credential"], "google_oauth");
  expect_refused(
      cli.run({"source", "connect", "drive", "--redirect-stdin", "--folder", stories, "--yes"},
              came_back),
      6, {"used already"});
}

TEST_F(SourceCli, ALoginOnATerminalEndsWhereTheBrowserComesBack) {
  const auto result = cli.run_on_terminal(
      {"source", "connect", "drive", "--login"},
      {{"paste the address",
        {},
        [](const std::string& printed) {
          const std::string page = open_in_browser(open_in_browser(address_in(printed)));
          EXPECT_TRUE(mentions(page, "go back to the terminal")) << page;
          return std::string();
        }},
       {"or its address: ", "1\n"},
       {"the media source of team instead of", "y\n"}});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_TRUE(mentions(result.out, "connected: Stories")) << result.out;
}

TEST_F(SourceCli, ALoginOnAnotherMachineIsPasted) {
  const auto result =
      cli.run_on_terminal({"source", "connect", "drive", "--login", "--folder", stories, "--yes"},
                          {{"paste the address", {}, [](const std::string& printed) {
                              return open_in_browser(address_in(printed)) + "\n";
                            }}});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
}

TEST_F(SourceCli, ALoginOfBeforeIsGoneOnWithOnATerminalAndNotTried) {
  const auto begun = json({"source", "connect", "drive", "--login"});
  const std::string address = open_in_browser(begun["url"]);
  const std::vector<std::string> words{"source",   "connect", "drive", "--redirect-stdin",
                                       "--folder", stories,   "--yes"};
  std::vector<std::string> dry = words;
  dry.emplace_back("-n");
  expect_refused(cli.run(dry, address), 2, {"--dry-run", "good once"});
  const auto result =
      cli.run_on_terminal(words, {{"address: ", "hello\n"}, {"address: ", address + "\n"}});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
}

TEST_F(SourceCli, ATestOfASourceSaysWhatCannotBeUsed) {
  EXPECT_EQ(cli.run({"source", "test"}).exit_code, 0);
  ASSERT_EQ(cli.run_script("mkfifo photos/memes/pipe.jpg").exit_code, 0);
  const auto tried = cli.run({"source", "test"});
  expect_refused(tried, 3, {"memes/pipe.jpg (a FIFO is not read)"});
  EXPECT_TRUE(mentions(tried.out, "2 files in 1 category")) << tried.out;
}

TEST_F(SourceCli, AnotherFolderOfTheSameDriveNeedsNoNewLogin) {
  connect_drive();
  const std::string other = drive.add_folder(drive.my_drive(), "Other");
  drive.add_file(other, "x.jpg", jpeg_bytes(64, 64, 31));
  const auto connected = json({"source", "connect", "drive", "--folder", other, "--yes"});
  EXPECT_EQ(connected["replaced"], stories);
  EXPECT_EQ(count("SELECT count(*) FROM credentials"), 1);
  EXPECT_EQ(json({"media", "sync"})["new"], 1);
}

TEST_F(SourceCli, DisconnectingErasesTheSecretAndRevokesOnlyWhenAsked) {
  const auto log_in = [&] {
    const auto begun = json({"source", "connect", "drive", "--login"});
    cli.run({"source", "connect", "drive", "--redirect-stdin", "--folder", stories, "--yes"},
            open_in_browser(begun["url"]));
  };
  log_in();
  expect_refused(cli.run({"source", "disconnect"}), 2, {"not confirmed", "--yes"});
  const auto kept = cli.run({"source", "disconnect", "--yes"});
  EXPECT_TRUE(mentions(kept.out, "--revoke")) << kept.out;
  EXPECT_TRUE(drive.calls("revoke").empty());
  EXPECT_EQ(count("SELECT count(*) FROM credentials"), 0);
  log_in();
  EXPECT_EQ(json({"source", "disconnect", "--revoke", "--yes"})["revoked"], true);
  EXPECT_EQ(drive.calls("revoke").size(), 1U);
  expect_refused(cli.run({"media", "sync"}), 5, {"source connect"});
  expect_refused(cli.run({"source", "disconnect", "--yes"}), 5, {});
}

TEST_F(SourceCli, ADeadLoginIsACredentialThatNeedsAPerson) {
  connect_drive();
  drive.fail_next(
      "token",
      {.kind = DriveFaultKind::answer, .status = 400, .body = R"({"error":"invalid_grant"})"});
  expect_refused(cli.run({"media", "sync"}), 4, {"source connect drive"});
  EXPECT_EQ(cli.run({"media", "sync"}).exit_code, 0);
}

TEST_F(SourceCli, ForCronWhatIsNotDueIsNotAskedFor) {
  connect_drive();
  json({"media", "sync"});
  drive.forget_calls();
  const auto idle = cli.run({"media", "sync", "--all-chats"});
  EXPECT_EQ(idle.exit_code, 0);
  EXPECT_EQ(idle.out + idle.err, "");
  EXPECT_TRUE(drive.calls().empty());
  cli.set_environment("IGBOTCTL_KEY_FILE", "");
  EXPECT_EQ(cli.run({"media", "sync", "--all-chats"}).exit_code, 0);
}

TEST_F(SourceCli, ForCronADeadSourceIsToldOnceAndTheOtherChatsGoOn) {
  must_run({"init", "--chat", "-1002", "--name", "second", "--source-path", photos(), "--yes"});
  cli.set_environment("IGBOTCTL_CHAT", "-1001");
  connect_drive();
  const DriveFault dead{
      .kind = DriveFaultKind::answer, .status = 400, .body = R"({"error":"invalid_grant"})"};
  drive.fail_next("token", dead, 2);
  cli.set_environment("IGBOTCTL_CHAT", "");
  const auto first = cli.run({"media", "sync", "--all-chats"});
  EXPECT_EQ(first.exit_code, 4);
  EXPECT_TRUE(mentions(first.err, "(chat team)")) << first.err;
  EXPECT_TRUE(mentions(first.out, "second: 2 new")) << first.out;
  const auto again = cli.run({"media", "sync", "--all-chats"});
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_EQ(again.out + again.err, "");
  EXPECT_EQ(count("SELECT count(*) FROM outbox WHERE kind = 'alert'"), 1);
  const auto problems = json({"chat", "list", "--problem"})["chats"];
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0]["name"], "team");
}

/// A Telegram beside it, and a post that is due now.
class SourceOfPosts : public SourceCli {
 protected:
  SourceOfPosts() : telegram({.chats = {{-1001, "group"}}}) {
    cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
    cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram.url());
    cli.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
    EXPECT_EQ(connect_drive().exit_code, 0);
    json({"media", "sync"});
    json({"settings", "set", "posting_hours", "0-0", "plan_ahead_days", "0"});
    json({"schedule", "create", "--days", "2"});
    sql::open_sqlite(cli.database())
        ->execute(
            "UPDATE posts SET due_at = due_at - 259200000, wake_at = 1 WHERE id = "
            "(SELECT min(id) FROM posts)");
    json({"settings", "set", "overdue_max_minutes", "10080"});
  }
  std::string state() const {
    return sql::open_sqlite(cli.database(), {sql::OpenMode::read, {}})
        ->execute("SELECT state FROM posts ORDER BY id LIMIT 1")
        .front()
        .text(0);
  }
  TelegramSandbox telegram;
};

TEST_F(SourceOfPosts, ACardAndItsOriginalAreOneDownload) {
  drive.forget_calls();
  EXPECT_EQ(cli.run({"post", "run"}).exit_code, 0);
  EXPECT_EQ(state(), "awaiting");
  const auto downloads = drive.calls("files.download").size();
  EXPECT_EQ(downloads, 1U);
  const auto id = std::to_string(count("SELECT media_id FROM posts ORDER BY id LIMIT 1"));
  EXPECT_EQ(cli.run({"media", "preview", id, "--output", "out.jpg"}).exit_code, 0);
  EXPECT_EQ(drive.calls("files.download").size(), downloads);
  EXPECT_EQ(count("SELECT count(*) FROM media_contents WHERE sha256 IS NULL AND md5 IS NOT NULL "
                  "AND id = (SELECT content_id FROM posts ORDER BY id LIMIT 1)"),
            0);
}

TEST_F(SourceOfPosts, NoPostIsMissedForAFolderThatIsNotSharedAnyMore) {
  drive.remove(stories);
  const auto run = cli.run({"post", "run"});
  EXPECT_NE(run.exit_code, 0);
  EXPECT_TRUE(mentions(run.err, "share") || mentions(run.err, "folder")) << run.err;
  EXPECT_EQ(state(), "planned");
  EXPECT_EQ(cli.run({"post", "run"}).exit_code, 0);
}

TEST_F(SourceOfPosts, NoPostIsMissedForASourceThatWasDisconnected) {
  EXPECT_EQ(cli.run({"source", "disconnect", "--yes"}).exit_code, 0);
  const auto run = cli.run({"post", "run"});
  EXPECT_TRUE(mentions(run.err, "source connect")) << run.err;
  EXPECT_EQ(state(), "planned");
}

TEST_F(SourceCli, ABucketIsConnectedByItsKeysAndAnotherFolderOfItByTheSame) {
  const S3Server server;
  server.put("stories", "spring/memes/a.jpg", jpeg_bytes(64, 64, 41));
  server.put("stories", "spring/odd%20dir/a+b%20%28c%29.jpg", jpeg_bytes(64, 64, 42));
  server.put("stories", "autumn/b.jpg", jpeg_bytes(64, 64, 43));
  const std::string keys =
      std::string(S3Server::k_access_key_id) + "\n" + S3Server::k_secret_access_key + "\n";
  const auto connect = [&](const std::string& bucket, std::vector<std::string> more,
                           const std::string& input) {
    std::vector<std::string> words{"source", "connect",    "s3",         "--bucket",
                                   bucket,   "--endpoint", server.url(), "--path-style",
                                   "--yes",  "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return cli.run(words, input);
  };
  const auto spring = connect("stories", {"--prefix", "spring", "--keys-stdin"}, keys);
  ASSERT_EQ(spring.exit_code, 0) << spring.err;
  EXPECT_EQ(nlohmann::json::parse(spring.out)["categories"],
            nlohmann::json({{"memes", 1}, {"odd dir", 1}}));
  EXPECT_EQ(json({"media", "sync"})["new"], 2);
  EXPECT_EQ(json({"media", "sync"})["unchanged"], 2);
  EXPECT_EQ(json({"source", "browse"})["folders"][0]["id"], "spring/memes/");
  EXPECT_EQ(connect("stories", {"--prefix", "autumn/"}, "").exit_code, 0);
  EXPECT_EQ(json({"source", "show"})["credential"], "s3_keys");
  EXPECT_EQ(json({"media", "sync"})["deactivated"], 2);
  expect_refused(connect("nowhere", {"--keys-stdin"}, keys), 5, {"nowhere"});
  expect_refused(connect("stories", {"--keys-stdin"}, "one line\n"), 2, {"two lines"});
  expect_refused(connect("stories", {"--keys-stdin"}, "test:tester\nwrong\n"), 4, {"secret key"});
  expect_refused(connect("stories", {"--profile", "nobody"}, ""), 12, {"nobody"});
}

}  // namespace
}  // namespace igbot::test
