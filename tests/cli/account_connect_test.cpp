// SPDX-License-Identifier: MIT
#include "tests/cli/account_cli.hpp"

namespace igbot::test {
namespace {

class AccountLogins : public AccountCli {
 protected:
  /// The state of a login that is begun now.
  std::string begin(const std::string& login = "instagram") {
    const std::string url = json({"account", "connect", "--login", login})["url"];
    return url.substr(url.find("state=") + 6, 32);
  }
  std::string redirect(const std::string& query) const { return redirect_uri_ + "?" + query; }
  CliResult finish(const std::string& query, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"account", "connect", "--redirect-stdin"};
    words.insert(words.end(), more.begin(), more.end());
    return cli.run(words, redirect(query) + "\n");
  }
  std::string code(const GraphGrant& grant = {.accounts = {k_shop_id}}) {
    return graph.api().issue_code(grant);
  }

 private:
  std::string redirect_uri_ = graph.api().app().redirect_uri;
};

TEST_F(AccountLogins, ALoginInTwoStepsConnectsTheAccount) {
  const auto begun = cli.run({"account", "connect", "--login", "instagram"});
  EXPECT_EQ(begun.exit_code, 0) << begun.err;
  EXPECT_TRUE(begun.out.starts_with("http")) << begun.out;
  EXPECT_TRUE(mentions(begun.err, "--redirect-stdin")) << begun.err;
  const auto at = begun.out.find("state=") + 6;
  const std::string state = begun.out.substr(at, 32);
  const auto finished = finish("code=" + code() + "&state=" + state + "#_");
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_TRUE(mentions(finished.out, "connected: @shop")) << finished.out;
  EXPECT_EQ(accounts()[0]["token_days"], 59);
  EXPECT_EQ(setting("active_account"), "shop\n");
}

TEST_F(AccountLogins, AStateIsTakenOnceAndOnlyWhereItWasBegun) {
  must_run({"init", "--chat", "-1002", "--name", "others", "--yes"});
  const std::string state = json({"account", "connect", "--chat", "-1001"})["url"];
  const std::string query =
      "code=" + code() + "&state=" + state.substr(state.find("state=") + 6, 32);
  expect_refused(finish(query, {"--chat", "-1002"}), 5,
                 {"igbotctl account connect --chat -1002 --login instagram"});
  EXPECT_EQ(finish(query, {"--chat", "-1001"}).exit_code, 0);
  expect_refused(finish(query, {"--chat", "-1001"}), 6,
                 {"used already", "igbotctl account connect --chat -1001"});
}

TEST_F(AccountLogins, AnExpiredOrInventedStateIsRefused) {
  const std::string query = "code=" + code() + "&state=" + begin();
  change_rows("UPDATE oauth_states SET expires_at = 1");
  expect_refused(finish(query), 6, {"expired", "igbotctl account connect"});
  expect_refused(finish("code=x&state=invented"), 5, {"igbotctl account connect"});
  EXPECT_TRUE(accounts().empty());
}

TEST_F(AccountLogins, WhoDeclinesIsUnderstood) {
  expect_refused(finish("error=access_denied&error_reason=user_denied&state=" + begin()), 4,
                 {"declined", "igbotctl account connect"});
}

TEST_F(AccountLogins, WhatIsNoRedirectUsesNothingUp) {
  const std::string state = begin();
  for (const char* pasted : {"", "hello", "https://example.com/?code=x"}) {
    const auto result = cli.run({"account", "connect", "--redirect-stdin"}, pasted);
    expect_refused(result, 2, {"not the address"});
  }
  EXPECT_EQ(finish("code=" + code() + "&state=" + state).exit_code, 0);
}

TEST_F(AccountLogins, ACodeThatThePlatformRefusesIsExplainedAndNeverQuoted) {
  const auto result = finish("code=inventedcode&state=" + begin());
  expect_refused(result, 4, {});
  EXPECT_FALSE(mentions(result.err, "inventedcode")) << result.err;
}

TEST_F(AccountLogins, FacebookConnectsTheAccountThatIsNamed) {
  const auto cafe = graph.api().add_account({.username = "cafe"});
  const GraphGrant both{.login = AccountLogin::facebook, .accounts = {k_shop_id, cafe.id}};
  expect_refused(finish("code=" + code(both) + "&state=" + begin("facebook")), 2,
                 {"@shop", "@cafe"});
  const auto named =
      finish("code=" + code(both) + "&state=" + begin("facebook"), {"--username", "cafe"});
  EXPECT_EQ(named.exit_code, 0) << named.err;
  EXPECT_EQ(accounts()[0]["username"], "cafe");
}

TEST_F(AccountLogins, OnATerminalTheAddressIsAskedForUntilItIsOne) {
  const auto result = cli.run_on_terminal({"account", "connect", "--login", "instagram"},
                                          {{"address:", "hello\n"}, {"state=", ""}});
  EXPECT_EQ(result.exit_code, 130) << result.out;
  EXPECT_TRUE(mentions(result.out, "not the address")) << result.out;
  EXPECT_TRUE(mentions(result.out, "--redirect-stdin")) << result.out;
}

TEST_F(AccountLogins, WithoutAnAppItIsSaidWhatIsMissing) {
  cli.set_environment("IGBOTCTL_INSTAGRAM_APP_ID", "");
  expect_refused(cli.run({"account", "connect", "--login", "instagram"}), 12, {"instagram.app_id"});
}

TEST_F(AccountLogins, ADryRunBeginsNothing) {
  EXPECT_TRUE(mentions(must_run({"account", "connect", "-n"}).out, "would begin"));
  EXPECT_EQ(json({"account", "connect", "-n"})["url"], nullptr);
}

}  // namespace
}  // namespace igbot::test
