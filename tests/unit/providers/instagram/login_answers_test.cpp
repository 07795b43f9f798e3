// SPDX-License-Identifier: MIT
#include "providers/instagram/login_answers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace igbot::instagram {
namespace {

constexpr Timestamp k_issued_at = from_millis(1'790'000'000'000);

http::Response answer_of(int status, const std::string& body) { return {status, {}, body}; }
http::Response meta_error(int code, const std::string& message) {
  return answer_of(
      400, R"({"error":{"message":")" + message + R"(","code":)" + std::to_string(code) + "}}");
}

TEST(LoginAnswers, ATokenComesAloneOrInsideOfData) {
  const auto token =
      token_in(answer_of(200, R"({"access_token":"IGAAx","expires_in":60})"), k_issued_at);
  EXPECT_EQ(token->token.reveal(), "IGAAx");
  EXPECT_EQ(token->expires_at, k_issued_at + std::chrono::minutes(1));
  const auto wrapped =
      token_in(answer_of(200, R"({"data":[{"access_token":"IGAAy","user_id":"1"}]})"), k_issued_at);
  EXPECT_EQ(wrapped->token.reveal(), "IGAAy");
  EXPECT_FALSE(wrapped->expires_at);
}

TEST(LoginAnswers, WhatIsNoTokenIsNone) {
  for (const char* none :
       {R"({"access_token":""})", R"({"access_token":5})", R"({"access_token":"a b"})",
        R"({"access_token":"a\r\nX: y"})", R"({"access_token":null})", R"({})", "access_token=x"}) {
    EXPECT_FALSE(token_in(answer_of(200, none), k_issued_at)) << none;
  }
  EXPECT_FALSE(token_in(answer_of(400, R"({"access_token":"x"})"), k_issued_at));
}

TEST(LoginAnswers, ALifeThatMakesNoSenseIsNotSaid) {
  for (const char* seconds : {"0", "-1", "\"60\"", "9000000000000000000"}) {
    const auto token = token_in(
        answer_of(200, R"({"access_token":"x","expires_in":)" + std::string(seconds) + "}"),
        k_issued_at);
    ASSERT_TRUE(token) << seconds;
    EXPECT_FALSE(token->expires_at) << seconds;
  }
}

TEST(LoginAnswers, AnAccountIsTheUserIdNotTheAppsOwnId) {
  const auto identity = identity_in(answer_of(
      200, R"({"id":"99","user_id":"17841","username":"Team","account_type":"BUSINESS"})"));
  EXPECT_EQ(identity->instagram_id, "17841");
  EXPECT_EQ(identity->username, "team");
  EXPECT_EQ(identity->account_type, "BUSINESS");
  EXPECT_FALSE(identity_in(answer_of(200, R"({"id":"99","username":"team"})")));
  EXPECT_FALSE(identity_in(answer_of(200, R"({"user_id":"17841"})")));
}

TEST(LoginAnswers, PagesWithoutAnInstagramAccountAreLeftOut) {
  const auto page = accounts_in(answer_of(
      200,
      R"({"data":[{"id":"1"},{"id":"2","instagram_business_account":{"id":"17841","username":"A"}}]})"));
  ASSERT_EQ(page->accounts.size(), 1U);
  EXPECT_EQ(page->accounts[0].username, "a");
  EXPECT_FALSE(accounts_in(answer_of(200, R"({"data":[{"instagram_business_account":{}}]})")));
}

TEST(LoginAnswers, OnlyADeadTokenIsCalledDead) {
  const auto kind = [](const http::Response& response) {
    return token_error(response, "x").kind();
  };
  EXPECT_EQ(kind(meta_error(190, "m")), ErrorKind::auth);
  EXPECT_EQ(kind(meta_error(102, "m")), ErrorKind::auth);
  EXPECT_EQ(kind(meta_error(10, "m")), ErrorKind::auth);
  EXPECT_EQ(kind(meta_error(4, "m")), ErrorKind::temporary);
  EXPECT_EQ(kind(meta_error(368, "m")), ErrorKind::temporary);
  EXPECT_EQ(kind(meta_error(100, "Invalid appsecret_proof")), ErrorKind::temporary);
  EXPECT_EQ(kind(answer_of(500, R"({"error":{"code":190}})")), ErrorKind::temporary);
  EXPECT_EQ(kind(answer_of(400, "<html>")), ErrorKind::temporary);
}

TEST(LoginAnswers, ARefusedExchangeNeedsAPersonAndAFailureOfMetasPasses) {
  const auto kind = [](const http::Response& response) {
    return exchange_error(response, "x").kind();
  };
  EXPECT_EQ(kind(answer_of(400, R"({"error_type":"OAuthException","code":400,)"
                                R"("error_message":"This authorization code has been used"})")),
            ErrorKind::auth);
  EXPECT_EQ(kind(meta_error(100, "This authorization code has been used.")), ErrorKind::auth);
  EXPECT_EQ(kind(meta_error(1, "Error validating client secret.")), ErrorKind::auth);
  EXPECT_EQ(kind(meta_error(101, "m")), ErrorKind::auth);
  EXPECT_EQ(kind(meta_error(190, "m")), ErrorKind::auth);
  EXPECT_EQ(kind(meta_error(1, "An unknown error occurred")), ErrorKind::temporary);
  EXPECT_EQ(kind(meta_error(2, "m")), ErrorKind::temporary);
  EXPECT_EQ(kind(meta_error(-1, "m")), ErrorKind::temporary);
  EXPECT_EQ(kind(meta_error(4, "m")), ErrorKind::temporary);
  EXPECT_EQ(kind(answer_of(502, R"({"error_message":"m"})")), ErrorKind::temporary);
  EXPECT_EQ(kind(answer_of(400, "")), ErrorKind::temporary);
}

}  // namespace
}  // namespace igbot::instagram
