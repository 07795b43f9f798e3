// SPDX-License-Identifier: MIT
#include "providers/staging/crawler_check.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::staging {
namespace {

using http::Header;
using http::Response;

const std::string k_secret_url =
    "https://cdn.example.org/igbot-secretname.jpg?X-Amz-Signature=ab12";

Response picture_answer() {
  const std::string bytes = test::jpeg_bytes(64, 64);
  return {200, {{"Content-Type", "image/jpeg"}}, bytes};
}

ExpectedCopy expected_picture() { return {"image/jpeg", test::jpeg_bytes(64, 64).size()}; }

TEST(CrawlerCheckTest, AWholeFileAndItsFirstPartAreRight) {
  EXPECT_FALSE(judge_crawl(picture_answer(), expected_picture()));
  Response part{
      206,
      {{"content-type", "Image/JPEG; charset=binary"}, {"Content-Range", "bytes 0-524288/600000"}},
      test::jpeg_bytes(64, 64)};
  part.body.resize(524289, ' ');
  EXPECT_FALSE(judge_crawl(part, {"image/jpeg", 600000}));
}

struct Wrong {
  const char* name;
  int status;
  std::vector<Header> headers;
  const char* cause;
  const char* help;
  ErrorKind kind = ErrorKind::config;
};

class WrongAnswers : public testing::TestWithParam<Wrong> {};

TEST_P(WrongAnswers, AreExplained) {
  Response answer = picture_answer();
  answer.status = GetParam().status;
  if (!GetParam().headers.empty()) answer.headers = GetParam().headers;
  const auto wrong = judge_crawl(answer, expected_picture());
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->kind, GetParam().kind);
  EXPECT_NE(wrong->cause.find(GetParam().cause), std::string::npos) << wrong->cause;
  EXPECT_NE(wrong->help.find(GetParam().help), std::string::npos) << wrong->help;
}

INSTANTIATE_TEST_SUITE_P(
    Answers, WrongAnswers,
    testing::Values(
        Wrong{"Redirect", 302, {}, "redirects", "does not follow redirects"},
        Wrong{"Forbidden", 403, {}, "crawler is refused", "robots.txt"},
        Wrong{"Login", 401, {}, "crawler is refused", "without a login"},
        Wrong{"Missing", 404, {}, "not found", "place where copies are put"},
        Wrong{"Range", 416, {}, "not answered", "Range"},
        Wrong{"Broken", 503, {}, "not able to answer", "later", ErrorKind::temporary},
        Wrong{"Html", 200, {{"Content-Type", "text/html"}}, "a web page", "warning page"},
        Wrong{"Webp", 200, {{"Content-Type", "image/webp"}}, "image/webp, not", "send image/jpeg"},
        Wrong{"Typeless", 200, {{"Etag", "x"}}, "Content-Type is missing", "image/jpeg"},
        Wrong{"OtherSize",
              206,
              {{"Content-Type", "image/jpeg"}, {"Content-Range", "bytes 0-99/100"}},
              "size is 100 bytes",
              "unchanged"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(CrawlerCheckTest, BytesOfAnotherTypeAreFound) {
  Response answer = picture_answer();
  answer.body[0] = 'x';
  EXPECT_NE(judge_crawl(answer, expected_picture())->cause.find("no image/jpeg"),
            std::string::npos);
}

TEST(CrawlerCheckTest, ACutFileIsFound) {
  Response answer = picture_answer();
  answer.body.pop_back();
  EXPECT_TRUE(judge_crawl(answer, expected_picture()));
}

TEST(CrawlerCheckTest, ItAsksAsMetasCrawlerDoes) {
  test::FakeHttp http([](const http::Request&) { return picture_answer(); });
  test::FakeClock clock;
  check_as_crawler(http, clock, k_secret_url, expected_picture());
  ASSERT_EQ(http.requests.size(), 1U);
  EXPECT_EQ(http.requests[0].method, "GET");
  EXPECT_EQ(http.requests[0].url, k_secret_url);
  EXPECT_EQ(http.requests[0].headers[0].value,
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)");
  EXPECT_EQ(http.requests[0].headers[2], (Header{"Range", "bytes=0-524288"}));
}

TEST(CrawlerCheckTest, OnlyWhereAStoreSaysACopyLiesMustBePublicFromHere) {
  test::FakeHttp http([](const http::Request&) { return picture_answer(); });
  test::FakeClock clock;
  check_as_crawler(http, clock, k_secret_url, expected_picture(), UrlFrom::us);
  check_as_crawler(http, clock, k_secret_url, expected_picture(), UrlFrom::store);
  ASSERT_EQ(http.requests.size(), 2U);
  EXPECT_FALSE(http.requests[0].only_public) << "an own host may have an inner address here";
  EXPECT_TRUE(http.requests[1].only_public);
}

TEST(CrawlerCheckTest, ACopyThatIsOnItsWayIsLookedAtAgainAfterPauses) {
  int looks = 0;
  test::FakeHttp http([&](const http::Request&) {
    return ++looks < 4 ? Response{404, {}, ""} : picture_answer();
  });
  test::FakeClock clock;
  const Timestamp before = clock.now();
  check_as_crawler(http, clock, k_secret_url, expected_picture());
  EXPECT_EQ(looks, 4);
  EXPECT_EQ(clock.now() - before, std::chrono::milliseconds{3500});
}

TEST(CrawlerCheckTest, WhatWillNotPassIsLookedAtOnce) {
  test::FakeHttp http([](const http::Request&) { return Response{302, {}, ""}; });
  test::FakeClock clock;
  EXPECT_THROW(check_as_crawler(http, clock, k_secret_url, expected_picture()), Error);
  EXPECT_EQ(http.requests.size(), 1U);
}

TEST(CrawlerCheckTest, NoErrorShowsMoreThanTheHost) {
  test::FakeClock clock;
  const std::vector<std::function<Response(const http::Request&)>> answers{
      [](const http::Request&) {
        return Response{403, {}, ""};
      },
      [](const http::Request&) -> Response {
        throw http::TransportError(http::Delivery::not_sent,
                                   "http request failed: GET "
                                   "https://cdn.example.org/igbot-secretname.jpg: timeout");
      }};
  for (const auto& answer : answers) {
    test::FakeHttp http(answer);
    try {
      check_as_crawler(http, clock, k_secret_url, expected_picture());
      FAIL() << "it must be refused";
    } catch (const Error& error) {
      const std::string shown = std::string(error.what()) + error.hint();
      EXPECT_NE(shown.find("https://cdn.example.org"), std::string::npos) << shown;
      EXPECT_EQ(shown.find("secretname"), std::string::npos) << shown;
      EXPECT_EQ(shown.find("ab12"), std::string::npos) << shown;
    }
  }
}

TEST(CrawlerCheckTest, OnlyHttpsInAsciiIsTaken) {
  test::FakeHttp http([](const http::Request&) { return picture_answer(); });
  test::FakeClock clock;
  for (const std::string url : {"http://example.org/a.jpg", "https://example.org/\xC3\xA9.jpg",
                                "https://user@example.org/a.jpg"}) {
    EXPECT_THROW(check_as_crawler(http, clock, url, expected_picture()), Error) << url;
  }
  EXPECT_TRUE(http.requests.empty());
}

}  // namespace
}  // namespace igbot::staging
