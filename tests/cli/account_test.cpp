// SPDX-License-Identifier: MIT
#include <fstream>
#include <iterator>

#include "tests/cli/account_cli.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {
namespace {

using Accounts = AccountCli;

TEST_F(Accounts, AnAccountIsAddedByItsTokenAndIsTheOneInUse) {
  const auto added = json({"account", "add", "--chat", "-1001", "--username", "shop",
                           "--account-id", k_shop_id, "--token-stdin"},
                          std::string(k_shop_token) + "\n");
  EXPECT_EQ(added["username"], "shop");
  EXPECT_EQ(added["instagram_id"], k_shop_id);
  EXPECT_EQ(added["state"], "active");
  EXPECT_EQ(added["in_use"], true);
  EXPECT_EQ(added["added"], true);
  EXPECT_EQ(setting("active_account"), "shop\n");
  const auto listed = accounts();
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0]["login"], "instagram");
  EXPECT_EQ(json({"account", "show", "@shop"})["instagram_id"], k_shop_id);
  std::ifstream database(cli.database(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(database), {}};
  EXPECT_FALSE(mentions(bytes, k_shop_token));
}

TEST_F(Accounts, ATokenComesFromAPrivateFileOrTheEnvironmentToo) {
  const auto file = cli.write("token", std::string(k_shop_token) + "\n");
  std::filesystem::permissions(file, std::filesystem::perms(0644));
  expect_refused(cli.run({"account", "add", "--token-file", file.string()}), 12,
                 {"token file is not private", "chmod 600"});
  std::filesystem::permissions(file, std::filesystem::perms(0600));
  EXPECT_EQ(cli.run({"account", "add", "--token-file", file.string()}).exit_code, 0);
  expect_refused(cli.run({"account", "add", "--token-file", "missing"}), 12, {"does not exist"});
  cli.set_environment("IGBOTCTL_INSTAGRAM_TOKEN", k_shop_token);
  EXPECT_EQ(json({"account", "add"})["added"], false);
}

TEST_F(Accounts, WhatIsNoTokenIsRefusedBeforeAnybodyIsAsked) {
  expect_refused(add(""), 2, {"token is empty"});
  expect_refused(add(" \n"), 2, {"token is empty"});
  expect_refused(add("two words"), 2, {"not an access token"});
  expect_refused(add("two\nlines"), 2, {"not an access token"});
  expect_refused(add(std::string(5000, 'a')), 2, {"not an access token"});
  expect_refused(cli.run({"account", "add"}), 2, {"no token was given", "--token-stdin"});
  expect_refused(cli.run({"account", "add", "--token-stdin", "--token-file", "x"}), 2, {});
  EXPECT_TRUE(graph.calls().empty());
}

TEST_F(Accounts, OnATerminalTheTokenIsAskedForAndNotShown) {
  const auto result = cli.run_on_terminal({"account", "add", "--token-stdin"},
                                          {{"not shown", std::string(k_shop_token) + "\n"}});
  EXPECT_EQ(result.exit_code, 0) << result.out;
  EXPECT_FALSE(mentions(result.out, k_shop_token)) << result.out;
  EXPECT_TRUE(mentions(result.out, "connected: @shop")) << result.out;
}

TEST_F(Accounts, AnotherAccountThanNamedIsRefusedAndBothAreNamed) {
  expect_refused(add(k_shop_token, {"--username", "cafe"}), 6,
                 {"belongs to @shop", "not to @cafe"});
  expect_refused(add(k_shop_token, {"--account-id", "17841400000000009"}), 6, {"@shop"});
  EXPECT_TRUE(accounts().empty());
}

TEST_F(Accounts, APersonalAccountIsRefusedAndACreatorIsWarned) {
  const auto personal = graph.api().add_account({.username = "anna", .account_type = "PERSONAL"});
  expect_refused(add(graph.api().issue_token({.accounts = {personal.id}})), 6,
                 {"personal account"});
  const auto creator =
      graph.api().add_account({.username = "ben", .account_type = "MEDIA_CREATOR"});
  const auto added = add(graph.api().issue_token({.accounts = {creator.id}}));
  EXPECT_EQ(added.exit_code, 0);
  EXPECT_TRUE(mentions(added.err, "creator account")) << added.err;
}

TEST_F(Accounts, OfSeveralBehindFacebookOneIsChosen) {
  const auto cafe = graph.api().add_account({.username = "cafe"});
  const std::string token =
      graph.api().issue_token({.login = AccountLogin::facebook, .accounts = {k_shop_id, cafe.id}});
  expect_refused(add(token, {"--login", "facebook"}), 2,
                 {"several accounts", "@shop", "@cafe", "--account-id"});
  EXPECT_EQ(add(token, {"--login", "facebook", "--username", "cafe"}).exit_code, 0);
  EXPECT_EQ(accounts()[0]["login"], "facebook");
}

TEST_F(Accounts, WhatThePlatformSaysDecidesTheExitCode) {
  graph.api().spoil_token(k_shop_token, TokenTrouble::expired);
  expect_refused(add(k_shop_token), 4, {});
  expect_refused(add("IGAAunknown"), 4, {});
  graph.fail_next({.kind = GraphFaultKind::internal_error, .count = -1});
  expect_refused(add(k_shop_token), 7, {});
  graph.forget_faults();
  cli.set_environment("IGBOTCTL_INSTAGRAM_API_BASE", "http://127.0.0.1:1");
  expect_refused(add(k_shop_token), 7, {});
  EXPECT_TRUE(accounts().empty());
}

TEST_F(Accounts, WithoutAKeyNothingIsAskedForOrStored) {
  cli.set_environment("IGBOTCTL_KEY_FILE", "");
  for (const auto& result :
       {add(k_shop_token), cli.run({"account", "connect", "--login", "instagram"})}) {
    expect_refused(result, 12, {"no encryption key"});
  }
  EXPECT_TRUE(graph.calls().empty());
}

TEST_F(Accounts, AnUnknownChatOrAccountIsNotFound) {
  expect_refused(add(k_shop_token, {"--chat", "-9"}), 5, {"igbotctl init"});
  expect_refused(cli.run({"account", "show", "shop"}), 5, {"igbotctl account list"});
  expect_refused(cli.run({"account", "show"}), 5, {"uses no account"});
  expect_refused(cli.run({"account", "use", "shop"}), 5, {});
}

TEST_F(Accounts, ADryRunVerifiesAndStoresNothing) {
  EXPECT_TRUE(mentions(add(k_shop_token, {"-n"}).out, "would connect: @shop"));
  EXPECT_TRUE(accounts().empty());
}

TEST_F(Accounts, OneIsUsedAndRemovedAndItsTokenErased) {
  add(k_shop_token);
  EXPECT_EQ(json({"account", "use", "none"})["before"], "shop");
  EXPECT_EQ(json({"account", "use", "none"})["changed"], false);
  EXPECT_EQ(json({"account", "use", "SHOP"})["after"], "shop");
  expect_refused(cli.run({"account", "remove", "shop"}), 2, {"--yes"});
  EXPECT_EQ(json({"account", "remove", "shop", "-n"})["was_in_use"], true);
  EXPECT_EQ(accounts().size(), 1u);
  EXPECT_EQ(json({"account", "remove", "shop", "--yes"})["username"], "shop");
  EXPECT_TRUE(accounts().empty());
  EXPECT_EQ(setting("active_account"), "none\n");
  EXPECT_EQ(json({"key", "list"})["keys"][0]["secrets"], 0);
}

TEST_F(Accounts, ATokenIsRenewedNow) {
  add(k_shop_token);
  const auto refreshed = json({"account", "refresh"});
  EXPECT_EQ(refreshed["refreshed"], true);
  EXPECT_EQ(refreshed["token_days"], 59);
  EXPECT_EQ(accounts()[0]["token_days"], 59);
  EXPECT_TRUE(mentions(must_run({"chat", "list"}).out, "59d"));
  // The new one is too young.
  EXPECT_NE(cli.run({"account", "refresh"}).exit_code, 0);
  EXPECT_EQ(accounts()[0]["state"], "active");
}

TEST_F(Accounts, ADeadTokenIsFoundOutAndConnectedAgain) {
  add(k_shop_token);
  graph.api().spoil_token(k_shop_token, TokenTrouble::password_changed);
  expect_refused(cli.run({"account", "refresh", "shop"}), 4,
                 {"igbotctl account connect --chat -1001 --login instagram"});
  EXPECT_EQ(accounts()[0]["state"], "dead");
  EXPECT_EQ(json({"chat", "list"})["chats"][0]["has_dead_token"], true);
  const std::string token = graph.api().issue_token({.accounts = {k_shop_id}});
  const auto again = json({"account", "add", "--token-stdin"}, token);
  EXPECT_EQ(again["was_dead"], true);
  EXPECT_EQ(accounts()[0]["state"], "active");
}

/// The team's chat in Telegram, where alerts arrive.
class TokenAlerts : public AccountCli {
 protected:
  TokenAlerts() {
    cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
    cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram.url());
    cli.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
    add(k_shop_token);
  }

  /// How many messages have arrived.
  std::size_t sent() const {
    std::size_t count = 0;
    for (const RecordedCall& call : telegram.calls()) count += call.method == "sendMessage" ? 1 : 0;
    return count;
  }

  TelegramSandbox telegram{{.chats = {{-1001, "group"}}}};
};

TEST_F(TokenAlerts, AnExpiredTokenIsToldOnceWithTheCommandThatHelps) {
  change_rows("UPDATE credentials SET expires_at = 1");
  const auto first = cli.run({"post", "run"});
  expect_refused(first, 4, {"@shop", "igbotctl account connect --chat -1001 --login instagram"});
  EXPECT_EQ(sent(), 1u);
  const auto second = cli.run({"post", "run"});
  EXPECT_EQ(second.exit_code, 0);
  EXPECT_EQ(second.err, "");
  EXPECT_EQ(sent(), 1u);
  EXPECT_TRUE(mentions(must_run({"chat", "list"}).out, "dead"));
}

TEST_F(TokenAlerts, ATokenWithLittleLeftIsRenewedByTheWorker) {
  change_rows(
      "UPDATE credentials SET created_at = created_at - 90000000, "
      "expires_at = created_at + 5 * 86400000");
  EXPECT_EQ(cli.run({"post", "run"}).exit_code, 0);
  EXPECT_EQ(accounts()[0]["token_days"], 59);
  EXPECT_EQ(graph.calls("refresh").size(), 1u);
  EXPECT_TRUE(sent() == 0);
}

TEST_F(TokenAlerts, AnOutageKeepsTheTokenAndOnlyTheThresholdIsTold) {
  change_rows(
      "UPDATE credentials SET created_at = created_at - 90000000, "
      "expires_at = created_at + 5 * 86400000");
  cli.set_environment("IGBOTCTL_INSTAGRAM_API_BASE", "http://127.0.0.1:1");
  expect_refused(cli.run({"post", "run"}), 4, {"less than 7 days"});
  EXPECT_EQ(cli.run({"post", "run"}).exit_code, 0);
  EXPECT_EQ(sent(), 1u);
  EXPECT_EQ(accounts()[0]["state"], "active");
}

}  // namespace
}  // namespace igbot::test
