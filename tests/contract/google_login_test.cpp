// SPDX-License-Identifier: MIT
#include "core/media/google_login.hpp"

#include <gtest/gtest.h>
#include <httplib.h>

#include "core/http/url.hpp"
#include "tests/support/drive_world.hpp"

namespace igbot {
namespace {

using test::drive_failure;
using test::DriveFaultKind;

// RFC 7636, appendix B.
constexpr const char* k_verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr const char* k_challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
constexpr const char* k_redirect = "http://127.0.0.1:43217";

class GoogleLoginContract : public testing::Test, protected test::DriveWorld {
 protected:
  Secret exchange(const std::string& code) {
    return login->exchange_code(Secret(code), Secret(k_verifier), k_redirect);
  }

  std::unique_ptr<media::GoogleLogin> login = google_drive::make_google_login(http, google());
};

TEST_F(GoogleLoginContract, APersonLogsInAndTheDriveIsRead) {
  const std::string url = login->authorization_url(k_redirect, "state-1", k_challenge);
  ASSERT_TRUE(url.starts_with(drive.url() + "/o/oauth2/v2/auth?"));
  httplib::Client browser(drive.url());
  const auto sent_back = browser.Get(url.substr(drive.url().size()));
  const std::string to = http::query_decode(sent_back->get_header_value("Location"));
  ASSERT_TRUE(to.starts_with(std::string(k_redirect) + "?state=state-1&code=")) << to;
  const std::size_t begin = to.find("code=") + 5;
  const Secret credential = exchange(to.substr(begin, to.find('&', begin) - begin));
  drive.add_file(root, "a.jpg", "a");
  const auto source = open(root, {.kind = CredentialKind::google_oauth, .secret = credential});
  EXPECT_EQ(test::whole_listing(*source).entries.size(), 1U);
}

TEST_F(GoogleLoginContract, ACodeIsGoodOnceAndOnlyForItsVerifierAndAddress) {
  const std::string code = drive.grant(k_redirect, k_challenge);
  exchange(code);
  EXPECT_EQ(drive_failure([&] { exchange(code); }).first, ErrorKind::auth);
  const std::string other = drive.grant(k_redirect, "another challenge");
  EXPECT_EQ(drive_failure([&] { exchange(other); }).first, ErrorKind::auth);
  const std::string elsewhere = drive.grant("http://127.0.0.1:1", k_challenge);
  EXPECT_EQ(drive_failure([&] { exchange(elsewhere); }).first, ErrorKind::auth);
}

TEST_F(GoogleLoginContract, ABoxThatWasNotTickedIsNamed) {
  const auto [kind, text] =
      drive_failure([&] { exchange(drive.grant(k_redirect, k_challenge, "openid email")); });
  EXPECT_EQ(kind, ErrorKind::auth);
  EXPECT_NE(text.find("the box for Google Drive was not ticked"), std::string::npos) << text;
}

TEST_F(GoogleLoginContract, ALoginThatWouldNotLastIsRefused) {
  drive.withhold_refresh_tokens();
  const auto [kind, text] = drive_failure([&] { exchange(drive.grant(k_redirect, k_challenge)); });
  EXPECT_EQ(kind, ErrorKind::auth);
  EXPECT_NE(text.find("no refresh token"), std::string::npos) << text;
}

TEST_F(GoogleLoginContract, WithoutAClientNothingIsAsked) {
  google_drive::GoogleConfig bare = google();
  bare.client_secret = Secret();
  login = google_drive::make_google_login(http, bare);
  EXPECT_EQ(drive_failure([&] { login->authorization_url(k_redirect, "s", "c"); }),
            std::pair(ErrorKind::config, std::string("not set: google.client_secret")));
  EXPECT_EQ(drive_failure([&] { exchange("code"); }).first, ErrorKind::config);
  EXPECT_TRUE(drive.calls().empty());
}

TEST_F(GoogleLoginContract, AnUnknownClientIsAMatterOfConfiguration) {
  google_drive::GoogleConfig wrong = google();
  wrong.client_secret = Secret("GOCSPX-wrong");
  login = google_drive::make_google_login(http, wrong);
  const auto [kind, text] = drive_failure([&] { exchange(drive.grant(k_redirect, k_challenge)); });
  EXPECT_EQ(kind, ErrorKind::config);
  EXPECT_NE(text.find("google.client_id"), std::string::npos) << text;
}

TEST_F(GoogleLoginContract, ACodeIsSentOnceAndTroubleIsTemporary) {
  for (const test::DriveFault& fault :
       {test::DriveFault{.kind = DriveFaultKind::reset},
        test::DriveFault{.kind = DriveFaultKind::answer, .status = 503, .body = "<html>"}}) {
    drive.forget_calls();
    drive.fail_next("token", fault);
    EXPECT_EQ(drive_failure([&] { exchange(drive.grant(k_redirect, k_challenge)); }).first,
              ErrorKind::temporary);
    EXPECT_EQ(drive.calls("token").size(), 1U);
  }
}

TEST_F(GoogleLoginContract, SenselessAnswersAreNoLogin) {
  for (const char* body :
       {"", "[]", "{}", R"({"access_token":5,"expires_in":3600})",
        R"({"access_token":"a\r\nb","expires_in":3600})", R"({"access_token":"a","expires_in":-1})",
        R"({"access_token":"a","expires_in":1e99})"}) {
    drive.fail_next("token", {.kind = DriveFaultKind::answer, .status = 200, .body = body});
    EXPECT_EQ(drive_failure([&] { exchange("code"); }).first, ErrorKind::failed) << body;
  }
}

TEST_F(GoogleLoginContract, RevokingTwiceIsNoError) {
  const std::string token = drive.refresh_token();
  const Secret credential(R"({"refresh_token":")" + token + "\"}");
  login->revoke(credential);
  EXPECT_FALSE(drive.knows_refresh_token(token));
  login->revoke(credential);
  drive.fail_next("revoke", {.kind = DriveFaultKind::answer, .status = 503, .body = ""});
  EXPECT_EQ(drive_failure([&] { login->revoke(credential); }).first, ErrorKind::temporary);
  EXPECT_EQ(drive_failure([&] { login->revoke(Secret("{}")); }).first, ErrorKind::auth);
}

TEST_F(GoogleLoginContract, ALoginThatDiedNamesItsCauses) {
  const Secret credential(R"({"refresh_token":")" + drive.refresh_token() + "\"}");
  const auto source = open(root, {.kind = CredentialKind::google_oauth, .secret = credential});
  drive.revoke_refresh_tokens();
  const auto [kind, text] = drive_failure([&] { source->list(std::nullopt); });
  EXPECT_EQ(kind, ErrorKind::auth);
  for (const char* cause : {"revoked", "6 months", "100 newer", "7 days", "\"Testing\""}) {
    EXPECT_NE(text.find(cause), std::string::npos) << text;
  }
  EXPECT_EQ(text.find("1//0"), std::string::npos);
}

TEST_F(GoogleLoginContract, AServiceAccountWithAWrongClockNamesIt) {
  drive.set_now(clock.now() + std::chrono::hours(3));
  const auto [kind, text] = drive_failure([&] { open(root)->list(std::nullopt); });
  EXPECT_EQ(kind, ErrorKind::auth);
  EXPECT_NE(text.find("clock is wrong"), std::string::npos) << text;
  EXPECT_EQ(text.find("PRIVATE"), std::string::npos);
}

TEST_F(GoogleLoginContract, TroubleOfTheTokenEndpointIsWaitedFor) {
  drive.fail_next("token", {.kind = DriveFaultKind::answer, .status = 500, .body = ""}, 2);
  EXPECT_FALSE(open(root)->list(std::nullopt).next);
  EXPECT_EQ(drive.calls("token").size(), 3U);
}

TEST_F(GoogleLoginContract, TheTokenUriOfAKeyFileIsNotFollowed) {
  // The sandbox's key file names an address that is not the sandbox's.
  ASSERT_NE(test::DriveSandbox::service_account_json().find("attacker.example"), std::string::npos);
  open(root)->list(std::nullopt);
  EXPECT_EQ(drive.calls("token").size(), 1U);
}

}  // namespace
}  // namespace igbot
