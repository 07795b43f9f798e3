// SPDX-License-Identifier: MIT
#include "core/text/redact.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace igbot::text {
namespace {

const std::string k_token = "123456789:AAEhBP0av28aDYkTr-pmpc_Hj0Ff9Xlzhqk";

struct RedactCase {
  std::string before;
  std::string after;
};

TEST(Redact, SecretsOfEveryFormBecomeAMark) {
  const std::string meta = "IGQVJ" + std::string(80, 'x');
  const std::vector<RedactCase> cases{
      {k_token, "[redacted]"},
      {"token " + k_token + " is dead", "token [redacted] is dead"},
      {"https://api.telegram.org/bot" + k_token + "/sendPhoto",
       "https://api.telegram.org/bot[redacted]/sendPhoto"},
      {"https://api.telegram.org/file/bot" + k_token + "/a.jpg",
       "https://api.telegram.org/file/bot[redacted]/a.jpg"},
      {"http://127.0.0.1:8081/bot1:x/getMe", "http://127.0.0.1:8081/bot[redacted]/getMe"},
      {"/bot123456789%3AAAEhBP0av28aDYkTr-pmpc_Hj0Ff9Xlzhqk/", "/bot[redacted]/"},
      {"?access_token=abc&fields=id", "?access_token=[redacted]&fields=id"},
      {"ACCESS_TOKEN=abc", "ACCESS_TOKEN=[redacted]"},
      {"INSTAGRAM_ACCESS_TOKEN = 'abc def' # x", "INSTAGRAM_ACCESS_TOKEN = '[redacted]' # x"},
      {R"({"access_token": "a\"bc", "expires_in": 5})",
       R"({"access_token": "[redacted]", "expires_in": 5})"},
      {R"({"message":"{\"refresh_token\":\"abc\",\"x\":1}"})",
       R"({"message":"{\"refresh_token\":\"[redacted]\",\"x\":1}"})"},
      {"client_secret=abc", "client_secret=[redacted]"},
      {"access_token%3Dabc&x=1", "access_token%3D[redacted]&x=1"},
      {"?X-Amz-Credential=AK%2F2026&X-Amz-Signature=ff00&X-Amz-Security-Token=tt&x=1",
       "?X-Amz-Credential=[redacted]&X-Amz-Signature=[redacted]&X-Amz-Security-Token=[redacted]&x="
       "1"},
      {"x-amz-security-token: abc def\nnext", "x-amz-security-token: [redacted]\nnext"},
      {"Authorization: Bearer abc.def\r\nHost: x", "Authorization: [redacted]\r\nHost: x"},
      {R"({"Authorization":"AWS4-HMAC-SHA256 Credential=a, Signature=b","k":1})",
       R"({"Authorization":"[redacted]","k":1})"},
      {"sent bearer eyJhbGciOiJSUzI1NiJ9.e30.abc!", "sent bearer [redacted]!"},
      {"Error validating " + meta + ": expired", "Error validating [redacted]: expired"},
  };
  for (const RedactCase& each : cases) EXPECT_EQ(redact(each.before), each.after);
}

TEST(Redact, OrdinaryTextStaysAsItIs) {
  const std::string digest(64, 'a');
  for (const std::string& text : std::vector<std::string>{
           "", "12:30", "2026-11-22T10:00:00+01:00", "sha256:" + digest, "MD5:" + digest,
           "chat -1001234567890: not set up", "the bearer of news", "EAA short",
           "hint: set telegram.bot_token or IGBOTCTL_TELEGRAM_BOT_TOKEN",
           "missing value: instagram.access_token", R"({"access_token_expires_at": 5})",
           "http://127.0.0.1:8080/bot/x", "caf\xC3\xA9 \xF0\x9F\x98\x80"}) {
    EXPECT_EQ(redact(text), text);
  }
}

TEST(Redact, RedactingTwiceChangesNothingMore) {
  const std::string once = redact("access_token=abc Authorization: Bearer x /bot" + k_token + "/");
  EXPECT_EQ(redact(once), once);
}

TEST(Redact, ASecretThatIsNotSetLeavesJsonValid) {
  const std::string json = R"({"client_secret": null, "access_token":null})";
  EXPECT_EQ(redact(json), json);
}

}  // namespace
}  // namespace igbot::text
