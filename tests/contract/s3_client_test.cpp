// SPDX-License-Identifier: MIT
#include "providers/s3/s3_client.hpp"

#include <gtest/gtest.h>

#include <set>

#include "core/error.hpp"
#include "providers/http/curl_client.hpp"
#include "tests/contract/host_worlds.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/s3_server.hpp"
#include "tests/support/temporary_file.hpp"

namespace igbot::s3 {
namespace {

/// Reaches the server by the host name of a bucket, which no resolver knows.
class VirtualHostDoor final : public http::HttpClient {
 public:
  explicit VirtualHostDoor(http::HttpClient& inner) : inner_(inner) {}
  http::Response send(const http::Request& request) override {
    const std::string host = std::string(test::k_shared_bucket) + "." + test::S3Server::k_domain;
    http::Request moved = request;
    EXPECT_TRUE(request.url.starts_with("https://" + host + "/")) << request.url;
    moved.url = test::shared_s3_url() + request.url.substr(("https://" + host).size());
    moved.headers.push_back({"Host", host});
    return inner_.send(moved);
  }

 private:
  http::HttpClient& inner_;
};

/// Against the real server, which checks every signature.
class S3ClientContract : public testing::Test {
 protected:
  Bucket bucket() const {
    Bucket bucket;
    bucket.name = test::k_shared_bucket;
    bucket.region = test::S3Server::k_region;
    bucket.endpoint = test::shared_s3_url();
    bucket.path_style = true;
    bucket.page_size = test::k_small_page;
    return bucket;
  }
  Credentials credentials() const {
    return {test::S3Server::k_access_key_id, Secret(test::S3Server::k_secret_access_key)};
  }
  S3Client client() { return {http_, clock_, bucket(), credentials()}; }

  std::set<std::string> keys_below(S3Client& client, const std::string& prefix) {
    std::set<std::string> keys;
    std::optional<std::string> next;
    do {
      const ObjectPage page = client.list(prefix, next);
      EXPECT_LE(page.objects.size(), static_cast<std::size_t>(test::k_small_page));
      for (const Object& object : page.objects) keys.insert(object.key);
      next = page.next;
    } while (next);
    return keys;
  }

  /// What listing with this client is refused with.
  Error refusal_of(S3Client client) {
    try {
      client.list("", std::nullopt);
    } catch (const Error& error) {
      return error;
    }
    throw std::logic_error("it was listed");
  }

  test::TemporaryFile file_{"a.txt", "twelve bytes"};
  http::CurlClient http_;
  SystemClock clock_;
};

TEST_F(S3ClientContract, UnusualKeysAreStoredListedFetchedAndDeleted) {
  const std::string prefix = "keys (1)/";
  const std::set<std::string> keys{prefix + "a b+c.txt",     prefix + "100%.txt",
                                   prefix + "x//y/../z.txt", prefix + "\xC3\xA9\xE2\x82\xAC.txt",
                                   prefix + "a&b=c?d#e.txt", prefix + "'\"<>;:@,!$*~.txt"};
  S3Client client = this->client();
  for (const std::string& key : keys) client.put(key, file_.path(), "text/plain");
  EXPECT_EQ(keys_below(client, prefix), keys);
  for (const std::string& key : keys) {
    const http::Response response =
        http_.send({.url = client.presigned_get(key, std::chrono::seconds{60})});
    EXPECT_EQ(response.body, "twelve bytes") << key;
    EXPECT_EQ(response.header("Content-Type"), "text/plain");
    client.remove(key);
  }
  EXPECT_TRUE(keys_below(client, prefix).empty());
}

TEST_F(S3ClientContract, AListingTellsSizeDigestAndTime) {
  S3Client client = this->client();
  client.put("facts/a.txt", file_.path(), "text/plain");
  const ObjectPage page = client.list("facts/", std::nullopt);
  ASSERT_EQ(page.objects.size(), 1U);
  EXPECT_EQ(page.objects[0].size, 12);
  EXPECT_EQ(page.objects[0].etag.size(), 32U);
  EXPECT_TRUE(page.objects[0].last_modified.ends_with("Z"));
  EXPECT_FALSE(page.next);
  client.remove("facts/a.txt");
}

TEST_F(S3ClientContract, ABucketInTheHostNameWorksAsWell) {
  VirtualHostDoor door(http_);
  Bucket virtual_bucket = bucket();
  virtual_bucket.path_style = false;
  virtual_bucket.endpoint = std::string("https://") + test::S3Server::k_domain;
  S3Client client(door, clock_, virtual_bucket, credentials());
  client.put("virtual/a b.txt", file_.path(), "text/plain");
  EXPECT_EQ(keys_below(client, "virtual/"), std::set<std::string>{"virtual/a b.txt"});
  const http::Response response =
      door.send({.url = client.presigned_get("virtual/a b.txt", std::chrono::seconds{60})});
  EXPECT_EQ(response.body, "twelve bytes");
  client.remove("virtual/a b.txt");
}

TEST_F(S3ClientContract, AnEmptyFileIsStoredAsOne) {
  const test::TemporaryFile empty("empty", "");
  S3Client client = this->client();
  client.put("empty", empty.path(), "text/plain");
  EXPECT_EQ(client.list("empty", std::nullopt).objects.at(0).size, 0);
  client.remove("empty");
}

TEST_F(S3ClientContract, WrongCredentialsAreToldApart) {
  const Error secret = refusal_of(
      {http_, clock_, bucket(), {test::S3Server::k_access_key_id, Secret("wrong-secret")}});
  EXPECT_EQ(secret.kind(), ErrorKind::auth);
  EXPECT_NE(std::string(secret.what()).find("SignatureDoesNotMatch"), std::string::npos);
  const Error key = refusal_of({http_, clock_, bucket(), {"nobody:here", Secret("wrong-secret")}});
  EXPECT_EQ(key.kind(), ErrorKind::auth);
}

TEST_F(S3ClientContract, AMissingBucketIsConfiguration) {
  Bucket missing = bucket();
  missing.name = "no-such-bucket";
  const Error error = refusal_of({http_, clock_, missing, credentials()});
  EXPECT_EQ(error.kind(), ErrorKind::config);
  EXPECT_NE(std::string(error.what()).find("NoSuchBucket"), std::string::npos);
  S3Client client(http_, clock_, missing, credentials());
  EXPECT_THROW(client.remove("a"), Error);
}

TEST_F(S3ClientContract, TheRightRegionIsNamed) {
  Bucket elsewhere = bucket();
  elsewhere.region = "eu-west-1";
  const Error error = refusal_of({http_, clock_, elsewhere, credentials()});
  EXPECT_EQ(error.kind(), ErrorKind::config);
  EXPECT_NE(std::string(error.what()).find("us-east-1"), std::string::npos) << error.what();
}

TEST_F(S3ClientContract, AWrongClockIsTold) {
  test::FakeClock late(clock_.now() - std::chrono::hours{1});
  const Error error = refusal_of({http_, late, bucket(), credentials()});
  EXPECT_EQ(error.kind(), ErrorKind::config);
  EXPECT_NE(error.hint().find("clock"), std::string::npos) << error.what();
}

TEST_F(S3ClientContract, APresignedUrlEndsWithItsTime) {
  S3Client client = this->client();
  client.put("expiring", file_.path(), "text/plain");
  test::FakeClock earlier(clock_.now() - std::chrono::seconds{120});
  const S3Client past(http_, earlier, bucket(), credentials());
  EXPECT_EQ(http_.send({.url = past.presigned_get("expiring", std::chrono::seconds{60})}).status,
            403);
  EXPECT_EQ(http_.send({.url = past.presigned_get("expiring", std::chrono::seconds{600})}).status,
            200);
  client.remove("expiring");
}

}  // namespace
}  // namespace igbot::s3
