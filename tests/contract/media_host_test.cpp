// SPDX-License-Identifier: MIT
#include "core/media/media_host.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/http/url.hpp"
#include "providers/http/curl_client.hpp"
#include "tests/contract/host_worlds.hpp"
#include "tests/support/temporary_file.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::media {
namespace {

using http::Response;

/// Larger than what the crawler asks for first.
std::string large_mp4() {
  return std::string(
             "\0\0\0\x18"
             "ftypisom\0\0\2\0isommp41",
             24) +
         std::string(700'000, 'v');
}

/// The time of the machine, on which the servers go as well; pauses take none of it.
class NoPauseClock final : public Clock {
 public:
  Timestamp now() const override { return system_.now(); }
  void sleep_for(std::chrono::milliseconds) override { ++pauses; }
  int pauses = 0;

 private:
  SystemClock system_;
};

struct HostKind {
  const char* name;
  std::unique_ptr<test::HostWorld> (*make_world)();
};

/// What every media host promises, each against the server it is made for.
class MediaHostContract : public testing::TestWithParam<HostKind> {
 protected:
  std::unique_ptr<MediaHost> host() { return world_->host(door_, clock_); }

  Response fetch(const std::string& url) { return curl_.send({.url = url}); }

  std::string picture_ = test::jpeg_bytes(640, 480, 3);
  test::TemporaryFile picture_file_{"a.jpg", picture_};
  std::unique_ptr<test::HostWorld> world_ = GetParam().make_world();
  http::CurlClient curl_;
  test::CrawlerDoor door_{curl_};
  NoPauseClock clock_;

  /// The failure of lending a picture, which must tell no secret.
  Error failure_of(MediaHost& host) {
    const StagedName name = host.new_name("image/jpeg");
    std::vector<std::string> secrets = world_->secrets();
    if (world_->names_open_copies()) secrets.push_back(name.key.substr(name.key.find("igbot-")));
    try {
      host.put(name, picture_file_.path(), "image/jpeg");
    } catch (const Error& error) {
      const std::string shown = std::string(error.what()) + "\n" + error.hint();
      EXPECT_FALSE(error.hint().empty() && error.kind() != ErrorKind::temporary) << shown;
      for (const std::string& secret : secrets) {
        EXPECT_EQ(shown.find(secret), std::string::npos) << shown;
      }
      return error;
    }
    throw std::logic_error("the picture was lent");
  }
};

TEST_P(MediaHostContract, APictureIsLentAndGoneWhenItIsReleased) {
  const auto host = this->host();
  const StagedName name = host->new_name("image/jpeg");
  const PublicUrl copy = host->put(name, picture_file_.path(), "image/jpeg");
  const Response lent = fetch(copy.url);
  EXPECT_EQ(lent.status, 200);
  EXPECT_EQ(lent.header("Content-Type"), "image/jpeg");
  EXPECT_TRUE(lent.body.starts_with(picture_));
  EXPECT_GT(copy.expires_at, clock_.now());
  EXPECT_EQ(door_.crawler_looks, 1);
  host->release(name);
  EXPECT_EQ(fetch(copy.url).status, 404);
  EXPECT_NO_THROW(host->release(name));
}

TEST_P(MediaHostContract, AVideoLargerThanOneLookIsLentWhole) {
  const test::TemporaryFile file("a.mp4", large_mp4());
  const auto host = this->host();
  const StagedName name = host->new_name("video/mp4");
  const Response lent = fetch(host->put(name, file.path(), "video/mp4").url);
  EXPECT_EQ(lent.header("Content-Type"), "video/mp4");
  EXPECT_EQ(lent.body, large_mp4());
  host->release(name);
}

TEST_P(MediaHostContract, LendingAgainUnderTheSameNameReplacesTheCopy) {
  const auto host = this->host();
  const StagedName name = host->new_name("image/jpeg");
  host->put(name, picture_file_.path(), "image/jpeg");
  const std::string other = test::jpeg_bytes(320, 240, 9);
  const test::TemporaryFile other_file("b.jpg", other);
  EXPECT_TRUE(fetch(host->put(name, other_file.path(), "image/jpeg").url).body.starts_with(other));
  host->release(name);
}

TEST_P(MediaHostContract, ASweepDeletesOldCopiesThroughAllPagesAndSparesYoungOnes) {
  const test::TemporaryFile video("a.mp4", large_mp4());
  const auto host = this->host();
  std::vector<std::string> urls;
  for (int i = 0; i < 2 * test::k_small_page + 1; ++i) {
    urls.push_back(host->put(host->new_name("image/jpeg"), picture_file_.path(), "image/jpeg").url);
  }
  urls.push_back(host->put(host->new_name("video/mp4"), video.path(), "video/mp4").url);
  EXPECT_EQ(host->sweep(clock_.now() - std::chrono::hours{1}), 0U);
  for (const std::string& url : urls) EXPECT_EQ(fetch(url).status, 200);
  EXPECT_EQ(host->sweep(clock_.now() + std::chrono::hours{1}), urls.size());
  for (const std::string& url : urls) EXPECT_EQ(fetch(url).status, 404);
  EXPECT_EQ(host->sweep(clock_.now() + std::chrono::hours{1}), 0U);
}

TEST_P(MediaHostContract, ACheckLeavesNothing) {
  const auto host = this->host();
  EXPECT_NO_THROW(host->check());
  EXPECT_EQ(host->sweep(clock_.now() + std::chrono::hours{1}), 0U);
}

TEST_P(MediaHostContract, ACheckThatFailsLeavesNothingEither) {
  const auto host = this->host();
  door_.crawler_answer = [](const http::Request&) { return Response{403, {}, ""}; };
  EXPECT_THROW(host->check(), Error);
  EXPECT_EQ(host->sweep(clock_.now() + std::chrono::hours{1}), 0U);
}

TEST_P(MediaHostContract, WhatAPersonHasToMendIsToldWithoutSecrets) {
  const ErrorKind kind = failure_of(*world_->wrong_host(door_, clock_)).kind();
  EXPECT_TRUE(kind == ErrorKind::auth || kind == ErrorKind::config);
}

TEST_P(MediaHostContract, NobodyListeningIsTemporary) {
  EXPECT_EQ(failure_of(*world_->unreachable_host(door_, clock_)).kind(), ErrorKind::temporary);
}

TEST_P(MediaHostContract, ACopyThatIsNotThereYetIsLookedAtAgain) {
  door_.crawler_answer = [this](const http::Request&) -> std::optional<Response> {
    if (door_.crawler_looks < 3) return Response{404, {}, ""};
    return std::nullopt;
  };
  const auto host = this->host();
  const StagedName name = host->new_name("image/jpeg");
  host->put(name, picture_file_.path(), "image/jpeg");
  EXPECT_EQ(door_.crawler_looks, 3);
  EXPECT_EQ(clock_.pauses, 2);
  host->release(name);
}

TEST_P(MediaHostContract, WhatInstagramCouldNotFetchIsNotLent) {
  const std::vector<std::pair<Response, std::string>> answers{
      {{302, {{"Location", "https://elsewhere.example.org/"}}, ""}, "redirects"},
      {{200, {{"Content-Type", "text/html"}}, "<html>Visit site</html>"}, "a web page"},
      {{200, {{"Content-Type", "image/webp"}}, picture_}, "Content-Type is image/webp"},
      {{403, {}, "robots"}, "crawler is refused"},
      {{200, {{"Content-Type", "image/jpeg"}}, "short"}, "size is 5 bytes"}};
  const auto host = this->host();
  for (const auto& [answer, cause] : answers) {
    door_.crawler_answer = [&answer = answer](const http::Request&) { return answer; };
    const Error error = failure_of(*host);
    EXPECT_EQ(error.kind(), ErrorKind::config);
    EXPECT_NE(std::string(error.what()).find(cause), std::string::npos) << error.what();
  }
  host->sweep(clock_.now() + std::chrono::hours{1});
}

TEST_P(MediaHostContract, ASlowAnswerIsTemporary) {
  door_.crawler_answer = [](const http::Request& request) -> std::optional<Response> {
    throw http::TransportError(
        http::Delivery::maybe_sent,
        "http request failed: GET " + http::redact_url(request.url) + ": Timeout was reached");
  };
  const auto host = this->host();
  EXPECT_EQ(failure_of(*host).kind(), ErrorKind::temporary);
  EXPECT_EQ(door_.crawler_looks, 4);
  host->sweep(clock_.now() + std::chrono::hours{1});
}

TEST_P(MediaHostContract, AMissingFileIsAnErrorAndLeavesNothing) {
  const auto host = this->host();
  EXPECT_THROW(host->put(host->new_name("image/jpeg"), "/nonexistent/a.jpg", "image/jpeg"), Error);
  EXPECT_EQ(door_.crawler_looks, 0);
}

TEST_P(MediaHostContract, ACopyOfAnotherHostIsNotTouched) {
  try {
    host()->release({"elsewhere", "igbot-x", ""});
    FAIL() << "it lies elsewhere";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::config);
    EXPECT_NE(std::string(error.what()).find("elsewhere"), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(Hosts, MediaHostContract,
                         testing::Values(HostKind{"S3", &test::s3_world},
                                         HostKind{"Cloudinary", &test::cloudinary_world},
                                         HostKind{"PublicDirectory",
                                                  &test::public_directory_world}),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace igbot::media
