// SPDX-License-Identifier: MIT
#include "providers/instagram/meta_login.hpp"

#include <gtest/gtest.h>
#include <httplib.h>

#include <functional>
#include <string>

#include "core/error.hpp"
#include "core/text/text.hpp"
#include "providers/http/curl_client.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/graph_sandbox.hpp"

namespace igbot::instagram {
namespace {

using test::GraphFaultKind;

class MetaLoginContract : public testing::Test {
 protected:
  GraphConfig config() {
    const test::GraphApp app = sandbox_.api().app();
    return {.instagram_base = sandbox_.instagram_base(),
            .facebook_base = sandbox_.facebook_base(),
            .version = "v25.0",
            .app_id = app.id,
            .app_secret = Secret(app.secret),
            .redirect_uri = app.redirect_uri};
  }
  Secret token(AccountLogin login) {
    return Secret(sandbox_.api().issue_token({.login = login, .accounts = {account_.id}}));
  }
  /// What a browser would be sent back with.
  std::string redirect_of(AccountLogin login) {
    const std::string url = login_.authorization_url(login, "state-1");
    httplib::Client client(sandbox_.url());
    const auto answer = client.Get(url.substr(sandbox_.url().size()));
    return answer->get_header_value("Location");
  }
  static std::string code_in(const std::string& redirect) {
    const std::size_t begin = redirect.find("code=") + 5;
    return redirect.substr(begin, redirect.find('&', begin) - begin);
  }
  /// The kind of error and its text.
  static std::pair<ErrorKind, std::string> failure_of(const std::function<void()>& act) {
    try {
      act();
    } catch (const Error& error) {
      return {error.kind(), error.what()};
    }
    ADD_FAILURE() << "nothing was thrown";
    return {ErrorKind::bug, ""};
  }

  test::GraphSandbox sandbox_;
  test::GraphAccount account_ = sandbox_.api().add_account({.username = "Team"});
  http::CurlClient http_;
  test::FakeClock clock_;
  GraphApi api_{http_, clock_, config()};
  MetaLogin login_{api_};
};

TEST_F(MetaLoginContract, APersonLogsInAtInstagram) {
  const std::string redirect = redirect_of(AccountLogin::instagram);
  EXPECT_TRUE(redirect.ends_with("&state=state-1#_")) << redirect;
  const IssuedToken issued = login_.exchange_code(AccountLogin::instagram, code_in(redirect));
  EXPECT_NEAR(static_cast<double>((*issued.expires_at - clock_.now()).count()), 60 * 86400e3, 5e3);
  const auto identities = login_.identify(AccountLogin::instagram, issued.token);
  ASSERT_EQ(identities.size(), 1U);
  EXPECT_EQ(identities[0].instagram_id, account_.id);
  EXPECT_EQ(identities[0].username, "team");
  EXPECT_EQ(identities[0].account_type, "BUSINESS");
}

TEST_F(MetaLoginContract, APersonLogsInAtFacebookAndReachesAllPages) {
  for (int i = 0; i < 4; ++i) sandbox_.api().add_account();
  sandbox_.api().set_page_size(2);
  const std::string code = code_in(redirect_of(AccountLogin::facebook));
  const IssuedToken issued = login_.exchange_code(AccountLogin::facebook, code);
  EXPECT_TRUE(issued.expires_at);
  EXPECT_EQ(login_.identify(AccountLogin::facebook, issued.token).size(), 5U);
  EXPECT_EQ(sandbox_.calls("accounts").size(), 3U);
}

TEST_F(MetaLoginContract, ThePagesOfMetaAreNamedWhereThereIsNoSandbox) {
  GraphConfig real = config();
  real.instagram_base = "https://graph.instagram.com";
  real.facebook_base = "https://graph.facebook.com";
  GraphApi api(http_, clock_, real);
  const std::string instagram = MetaLogin(api).authorization_url(AccountLogin::instagram, "a&b");
  EXPECT_EQ(instagram,
            "https://www.instagram.com/oauth/authorize?client_id=900000000000001&redirect_uri="
            "https%3A%2F%2Figbotctl.example%2Fcallback&response_type=code&scope="
            "instagram_business_basic%2Cinstagram_business_content_publish%2C"
            "instagram_business_manage_insights&state=a%26b");
  EXPECT_TRUE(MetaLogin(api)
                  .authorization_url(AccountLogin::facebook, "s")
                  .starts_with("https://www.facebook.com/v25.0/dialog/oauth?"));
}

TEST_F(MetaLoginContract, ACodeIsGoodOnce) {
  const std::string code = code_in(redirect_of(AccountLogin::instagram));
  login_.exchange_code(AccountLogin::instagram, code);
  const auto [kind, text] =
      failure_of([&] { login_.exchange_code(AccountLogin::instagram, code); });
  EXPECT_EQ(kind, ErrorKind::auth);
  EXPECT_EQ(text, "login at Instagram failed: This authorization code has been used");
}

TEST_F(MetaLoginContract, AWrongSecretOfTheAppNeedsAPerson) {
  GraphConfig wrong = config();
  wrong.app_secret = Secret("wrong");
  GraphApi api(http_, clock_, wrong);
  MetaLogin login(api);
  const std::string code = code_in(redirect_of(AccountLogin::facebook));
  EXPECT_EQ(failure_of([&] { login.exchange_code(AccountLogin::facebook, code); }).first,
            ErrorKind::auth);
  EXPECT_EQ(failure_of([&] {
              login.refresh(AccountLogin::facebook, token(AccountLogin::facebook));
            }).first,
            ErrorKind::auth);
}

TEST_F(MetaLoginContract, WhatTheAppLacksIsNamed) {
  GraphConfig bare = config();
  bare.app_secret = Secret();
  GraphApi api(http_, clock_, bare);
  const auto [kind, text] =
      failure_of([&] { MetaLogin(api).exchange_code(AccountLogin::instagram, "c"); });
  EXPECT_EQ(kind, ErrorKind::config);
  EXPECT_EQ(text, "not set: instagram.app_secret");
  EXPECT_TRUE(sandbox_.calls().empty());
}

TEST_F(MetaLoginContract, ATokenOfADayIsRefreshedToANewOne) {
  const Secret old = token(AccountLogin::instagram);
  const IssuedToken fresh = login_.refresh(AccountLogin::instagram, old);
  EXPECT_NE(fresh.token.reveal(), old.reveal());
  EXPECT_TRUE(fresh.expires_at);
  EXPECT_EQ(login_.identify(AccountLogin::instagram, fresh.token).size(), 1U);
  const auto young = failure_of([&] { login_.refresh(AccountLogin::instagram, fresh.token); });
  EXPECT_EQ(young.first, ErrorKind::auth);
  EXPECT_NE(young.second.find("24 hours old"), std::string::npos) << young.second;
}

TEST_F(MetaLoginContract, ADeadTokenIsRefusedWithItsCause) {
  const Secret dead = token(AccountLogin::facebook);
  sandbox_.api().spoil_token(dead.reveal(), test::TokenTrouble::invalidated);
  const auto [kind, text] = failure_of([&] { login_.identify(AccountLogin::facebook, dead); });
  EXPECT_EQ(kind, ErrorKind::auth);
  EXPECT_NE(text.find("the token was made invalid (190/467"), std::string::npos) << text;
  EXPECT_EQ(failure_of([&] { login_.refresh(AccountLogin::facebook, dead); }).first,
            ErrorKind::auth);
}

TEST_F(MetaLoginContract, AFailureOfThePlatformIsTemporaryAndNamesNoSecret) {
  const Secret good = token(AccountLogin::instagram);
  for (const auto kind :
       {GraphFaultKind::internal_error, GraphFaultKind::bad_gateway, GraphFaultKind::html_body,
        GraphFaultKind::redirect, GraphFaultKind::truncated_json, GraphFaultKind::no_id,
        GraphFaultKind::wrong_types, GraphFaultKind::truncated_body,
        GraphFaultKind::reset_after_accepting, GraphFaultKind::reset_before_reading}) {
    SCOPED_TRACE(test::name_of(kind));
    sandbox_.fail_next({.kind = kind});
    const auto refresh = failure_of([&] { login_.refresh(AccountLogin::instagram, good); });
    EXPECT_EQ(refresh.first, ErrorKind::temporary);
    EXPECT_EQ(refresh.second.find(good.reveal()), std::string::npos);
    sandbox_.fail_next({.kind = kind});
    EXPECT_EQ(failure_of([&] { login_.identify(AccountLogin::instagram, good); }).first,
              ErrorKind::temporary);
  }
}

TEST_F(MetaLoginContract, ALimitIsWaitedFor) {
  sandbox_.set_app_usage(99);
  const Secret good = token(AccountLogin::instagram);
  login_.identify(AccountLogin::instagram, good);
  EXPECT_EQ(failure_of([&] { login_.identify(AccountLogin::instagram, good); }).first,
            ErrorKind::temporary);
  EXPECT_EQ(sandbox_.calls().size(), 1U);
}

TEST_F(MetaLoginContract, OnlyExchangesHaveTheTokenInTheirUrl) {
  const Secret good = token(AccountLogin::instagram);
  login_.identify(AccountLogin::instagram, good);
  login_.refresh(AccountLogin::instagram, good);
  ASSERT_EQ(sandbox_.calls().size(), 2U);
  EXPECT_FALSE(sandbox_.calls()[0].has_token_in_url);
  EXPECT_TRUE(sandbox_.calls()[1].has_token_in_url);
}

}  // namespace
}  // namespace igbot::instagram
