// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <httplib.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/graph_sandbox.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

class GraphSandboxLogin : public testing::Test {
 protected:
  json get(const std::string& path) { return json::parse(client_.Get(path)->body); }
  json post_code(const std::string& code, const std::string& secret) {
    const httplib::Params fields{{"client_id", app_.id},
                                 {"client_secret", secret},
                                 {"grant_type", "authorization_code"},
                                 {"redirect_uri", app_.redirect_uri},
                                 {"code", code}};
    return json::parse(client_.Post("/oauth/access_token", fields)->body);
  }
  json refresh(const std::string& token) {
    return get("/refresh_access_token?grant_type=ig_refresh_token&access_token=" + token);
  }
  std::string long_lived(const std::string& token) {
    return "/access_token?grant_type=ig_exchange_token&client_secret=" + app_.secret +
           "&access_token=" + token;
  }
  std::string exchange_path(const std::string& token) {
    return "/v25.0/oauth/access_token?grant_type=fb_exchange_token&client_id=" + app_.id +
           "&client_secret=" + app_.secret + "&fb_exchange_token=" + token;
  }

  GraphSandbox sandbox_;
  GraphApp app_ = sandbox_.api().app();
  GraphAccount account_ = sandbox_.api().add_account({.username = "team"});
  httplib::Client client_{sandbox_.url()};
};

TEST_F(GraphSandboxLogin, ACodeOfInstagramIsGoodOnceAndMadeLongLived) {
  const std::string code = sandbox_.api().issue_code({.accounts = {account_.id}});
  EXPECT_EQ(post_code(code, "wrong")["error_message"], "Invalid platform app");
  const json shorted = post_code(code, app_.secret);
  ASSERT_TRUE(shorted.contains("access_token")) << shorted;
  EXPECT_EQ(post_code(code, app_.secret)["error_message"], "This authorization code has been used");
  const json longed = get(long_lived(shorted["access_token"]));
  EXPECT_NEAR(longed["expires_in"].get<int>(), 60 * 86400, 5);
  EXPECT_EQ(get("/v25.0/me?fields=user_id,username,account_type&access_token=" +
                longed["access_token"].get<std::string>())["user_id"],
            account_.id);
}

TEST_F(GraphSandboxLogin, ARefreshNeedsADayAndGivesANewToken) {
  const std::string young =
      sandbox_.api().issue_token({.accounts = {account_.id}, .age = std::chrono::hours(23)});
  EXPECT_EQ(refresh(young)["error"]["code"], 100);
  sandbox_.api().advance(std::chrono::hours(1));
  const json fresh = refresh(young);
  EXPECT_NE(fresh["access_token"], young);
  EXPECT_NEAR(fresh["expires_in"].get<int>(), 60 * 86400, 5);
  sandbox_.api().advance(std::chrono::hours(24 * 60));
  EXPECT_EQ(refresh(fresh["access_token"])["error"]["error_subcode"], 463);
}

TEST_F(GraphSandboxLogin, FacebookReachesTheAccountsOfItsPages) {
  const GraphAccount other = sandbox_.api().add_account();
  const std::string code = sandbox_.api().issue_code(
      {.login = AccountLogin::facebook, .accounts = {account_.id, other.id}});
  const json shorted =
      get("/v25.0/oauth/access_token?client_id=" + app_.id + "&client_secret=" + app_.secret +
          "&code=" + code + "&redirect_uri=https%3A%2F%2Figbotctl.example%2Fcallback");
  const json longed = get(exchange_path(shorted["access_token"]));
  const std::string token = longed["access_token"];
  sandbox_.api().set_page_size(2);
  const std::string path =
      "/v25.0/me/accounts?fields=id,instagram_business_account{id,username}&access_token=" + token;
  const json first = get(path);
  EXPECT_FALSE(first["data"][0].contains("instagram_business_account"));
  EXPECT_EQ(first["data"][1]["instagram_business_account"]["username"], "team");
  const json second =
      get(path + "&after=" + first["paging"]["cursors"]["after"].get<std::string>());
  EXPECT_EQ(second["data"][0]["instagram_business_account"]["id"], other.id);
}

TEST_F(GraphSandboxLogin, AProofIsCheckedWheneverItIsGivenAndAskedForWhenTheAppSaysSo) {
  const std::string token =
      sandbox_.api().issue_token({.login = AccountLogin::facebook, .accounts = {account_.id}});
  const std::string path = "/v25.0/me?fields=id&access_token=" + token;
  EXPECT_EQ(get(path)["id"], "7001");
  EXPECT_EQ(get(path + "&appsecret_proof=00")["error"]["code"], 100);
  app_.requires_proof = true;
  sandbox_.api().set_app(app_);
  EXPECT_EQ(get(path)["error"]["code"], 100);
  EXPECT_EQ(get(path + "&appsecret_proof=" + appsecret_proof_of(token, app_.secret))["id"], "7001");
}

TEST_F(GraphSandboxLogin, TheAuthorizationPageSendsBackACodeOrARefusal) {
  const std::string path = "/oauth/authorize?client_id=" + app_.id +
                           "&redirect_uri=https%3A%2F%2Figbotctl.example%2Fcallback"
                           "&response_type=code&scope=instagram_business_basic%2C"
                           "instagram_business_content_publish&state=s1";
  const std::string location = client_.Get(path)->get_header_value("Location");
  EXPECT_TRUE(location.starts_with(app_.redirect_uri + "?code=")) << location;
  EXPECT_TRUE(location.ends_with("&state=s1#_")) << location;
  sandbox_.api().set_visitor({}, true);
  EXPECT_NE(client_.Get(path)->get_header_value("Location").find("error=access_denied"),
            std::string::npos);
  EXPECT_EQ(client_.Get("/oauth/authorize?client_id=1")->status, 400);
}

TEST_F(GraphSandboxLogin, TokensCanBeLookedInto) {
  const std::string token =
      sandbox_.api().issue_token({.login = AccountLogin::facebook, .accounts = {account_.id}});
  const std::string path =
      "/debug_token?access_token=" + app_.id + "%7C" + app_.secret + "&input_token=";
  EXPECT_EQ(get(path + token)["data"]["is_valid"], true);
  EXPECT_EQ(get(path + "EAAother")["data"]["is_valid"], false);
}

}  // namespace
}  // namespace igbot::test
