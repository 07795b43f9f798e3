// SPDX-License-Identifier: MIT
#include "core/http/url.hpp"

#include <gtest/gtest.h>

#include "core/http/http.hpp"

namespace igbot::http {
namespace {

TEST(AllowedUrl, HttpsGoesAnywhereAndHttpOnlyToThisMachine) {
  for (const char* url :
       {"https://api.telegram.org", "https://api.telegram.org:443/bot1:x/getMe",
        "HTTPS://graph.instagram.com/v25.0/me?x=1", "https://192.0.2.1/", "https://[2001:db8::1]/",
        "http://127.0.0.1:8081", "http://127.0.0.1/", "http://127.255.255.254:1/x",
        "http://[::1]:9000/x", "http://localhost", "http://LOCALHOST:80/?a=b"}) {
    EXPECT_TRUE(is_allowed_url(url)) << url;
  }
}

TEST(AllowedUrl, HostileSpellingsAreRefused) {
  for (const char* url : {"http://api.telegram.org/",
                          "http://127.0.0.1.evil.com/",
                          "http://127.0.0.1@evil.com/",
                          "http://evil.com@127.0.0.1/",
                          "https://user:pass@host/",
                          "http://localhost.evil.com/",
                          "http://localhost:80@evil.com/",
                          "http://127.1/",
                          "http://0177.0.0.1/",
                          "http://127.0.0.01/",
                          "http://0x7f.0.0.1/",
                          "http://2130706433/",
                          "http://127.0.0.256/",
                          "http://127.0.0.1:0/",
                          "http://127.0.0.1:65536/",
                          "http://127.0.0.1:8a/",
                          "http://127.0.0.1:+80/",
                          "http://127.0.0.1:/",
                          "http://127.0.0.1\\@evil.com/",
                          "http://127.0.0.1#@evil.com/",
                          "http://127.0.0.1 .evil.com/",
                          "http://127.0.0.1\t/",
                          "http://127.0.0.1\r\nHost: evil/",
                          "http://[::1].evil.com/",
                          "http://[::1%25eth0]/",
                          "http://[::2]/",
                          "http://[::ffff:127.0.0.1]/",
                          "http://[::1",
                          "http://0.0.0.0/",
                          "http:/127.0.0.1/",
                          "http:127.0.0.1",
                          "//127.0.0.1/",
                          "127.0.0.1",
                          "",
                          "https://",
                          "https:///path",
                          "https://.host/",
                          "https://h\xC3\xB6st/",
                          "ftp://127.0.0.1/",
                          "file:///etc/passwd",
                          "javascript:https://x",
                          " https://host/"}) {
    EXPECT_FALSE(is_allowed_url(url)) << url;
  }
}

TEST(LoopbackUrl, IsPlainHttpToThisMachine) {
  EXPECT_TRUE(is_loopback_url("http://127.0.0.1:5/"));
  EXPECT_FALSE(is_loopback_url("https://127.0.0.1:5/"));
  EXPECT_FALSE(is_loopback_url("https://api.telegram.org"));
}

TEST(RedactUrl, ShowsWhereButNoTokenQueryOrUser) {
  EXPECT_EQ(
      redact_url("https://api.telegram.org/bot123456789:AAEhBP0av28aDYkTr-pmpc_Hj0Ff9Xl/getMe"),
      "https://api.telegram.org/bot[redacted]/getMe");
  EXPECT_EQ(redact_url("http://127.0.0.1:8081/bot1:x/getMe"),
            "http://127.0.0.1:8081/bot[redacted]/getMe");
  EXPECT_EQ(redact_url("https://user:pass@host/a@b?access_token=x#f"), "https://host/a@b");
  EXPECT_EQ(redact_url("https://b.s3.amazonaws.com/k?X-Amz-Signature=ff"),
            "https://b.s3.amazonaws.com/k");
}

TEST(PercentEncode, LeavesOnlyUnreservedCharacters) {
  EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encode("a b&c=d/\xC3\xA4"), "a%20b%26c%3Dd%2F%C3%A4");
}

TEST(PercentDecode, UndoesTheEncodingAndNothingElse) {
  EXPECT_EQ(percent_decode("a%20b%26c%3Dd%2f%C3%A4+"), "a b&c=d/\xC3\xA4+");
  EXPECT_EQ(percent_decode(""), "");
  for (const char* broken : {"%", "%4", "a%zz", "%+1", "%-1", "% 1"}) {
    EXPECT_EQ(percent_decode(broken), std::nullopt) << broken;
  }
}

TEST(OriginOfUrl, EndsBeforeThePath) {
  EXPECT_EQ(origin_of_url("https://example.org:8443/a?b#c"), "https://example.org:8443");
  EXPECT_EQ(origin_of_url("https://example.org?b"), "https://example.org");
  EXPECT_EQ(origin_of_url("https://example.org"), "https://example.org");
}

TEST(HttpResponse, HeadersAreFoundInAnyCase) {
  const Response response{429, {{"retry-after", "7"}}, ""};
  EXPECT_EQ(response.header("Retry-After"), "7");
  EXPECT_EQ(response.header("Location"), std::nullopt);
}

}  // namespace
}  // namespace igbot::http
