// SPDX-License-Identifier: MIT
#include "core/http/discreet_http.hpp"

#include <gtest/gtest.h>

#include "core/crypto/base64.hpp"
#include "tests/support/fake_http.hpp"

namespace igbot::http {
namespace {

using Confided = std::vector<std::string>;

Confided confidential(Request request) { return confidential_in(request); }

TEST(ConfidentialIn, AreTheCredentialsOfAHeader) {
  EXPECT_EQ(confidential({.headers = {{"authorization", "Bearer ya29.token"}}}),
            Confided{"ya29.token"});
  const std::string pair = crypto::to_base64("key:secret-of-cloud");
  EXPECT_EQ(confidential({.headers = {{"Authorization", "Basic " + pair}}}),
            (Confided{pair, "secret-of-cloud"}));
  const std::string aws = "Credential=AKIA/20260101, SignedHeaders=host, Signature=0123456789";
  EXPECT_EQ(confidential({.headers = {{"Authorization", "AWS4-HMAC-SHA256 " + aws}}}),
            (Confided{aws, "0123456789"}));
}

TEST(ConfidentialIn, AreSecretsByTheirNameInQueryFormAndParts) {
  EXPECT_EQ(
      confidential({.url = "https://a/me?fields=id_of_user&Access_Token=a%2Fb012345#token=x"}),
      Confided{"a/b012345"});
  EXPECT_EQ(confidential({.url = "https://a/token",
                          .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                          .body = "client_id=somebody&client_secret=s3cret%2B012&code=c0de-0123"}),
            (Confided{"s3cret+012", "c0de-0123"}));
  EXPECT_EQ(confidential({.parts = {{.name = "public_id", .value = "picture-0123"},
                                    {.name = "signature", .value = "5ignature-0123"}}}),
            Confided{"5ignature-0123"});
}

TEST(ConfidentialIn, IsABotTokenWholeAndBehindItsColon) {
  EXPECT_EQ(confidential({.url = "https://api.telegram.org/bot123:AAsecret/sendPhoto"}),
            (Confided{"123:AAsecret", "AAsecret"}));
  EXPECT_EQ(confidential({.url = "https://bot.example.org/bots/all"}), Confided{});
}

class Discreet : public ::testing::Test {
 protected:
  Response ask(const Response& answer) {
    DiscreetHttp http(std::make_unique<test::FakeHttp>([&](const Request&) { return answer; }));
    return http.send({.url = "https://a/me?access_token=t0ken-of-somebody"});
  }
};

TEST_F(Discreet, ARefusalComesWithoutWhatItRepeats) {
  const Response refusal = ask({400, {{"X-Error", "no t0ken-of-somebody"}}, "t0ken-of-somebody!"});
  EXPECT_EQ(refusal.status, 400);
  EXPECT_EQ(refusal.body, "[redacted]!");
  EXPECT_EQ(refusal.header("X-Error"), "no [redacted]");
  EXPECT_EQ(ask({302, {{"Location", "/?t=t0ken-of-somebody"}}, ""}).header("Location"),
            "/?t=[redacted]");
}

TEST_F(Discreet, ASuccessIsLeftAlone) {
  EXPECT_EQ(ask({200, {}, "t0ken-of-somebody"}).body, "t0ken-of-somebody");
}

}  // namespace
}  // namespace igbot::http
