// SPDX-License-Identifier: MIT
#include "providers/s3/s3_source.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/error.hpp"
#include "providers/http/curl_client.hpp"
#include "providers/s3/s3_client.hpp"
#include "tests/contract/host_worlds.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/s3_server.hpp"
#include "tests/support/temporary_file.hpp"

namespace igbot::s3 {
namespace {

/// Cuts the bodies of objects off; the server behind it is real.
class CuttingDoor final : public http::HttpClient {
 public:
  http::Response send(const http::Request& request) override {
    if (!request.on_body) return curl_.send(request);
    std::string range;
    for (const http::Header& header : request.headers) {
      if (header.name == "Range") range = header.value;
    }
    ranges.push_back(range);
    if (cuts-- <= 0) return curl_.send(request);
    http::Request cut = request;
    std::size_t left = cut_after;
    cut.on_body = [&](const http::Response& head, std::string_view piece) {
      request.on_body(head, piece.substr(0, left));
      left -= std::min(left, piece.size());
      if (left == 0) throw http::TransportError(http::Delivery::maybe_sent, "connection reset");
    };
    const http::Response response = curl_.send(cut);
    if (on_cut) on_cut();
    return response;
  }

  int cuts = 0;
  std::size_t cut_after = 1;
  std::function<void()> on_cut;
  std::vector<std::string> ranges;  ///< of each GET of an object

 private:
  http::CurlClient curl_;
};

/// The time of the machine; counts pauses instead of making them.
class PauseCounter final : public Clock {
 public:
  Timestamp now() const override { return system_.now(); }
  void sleep_for(std::chrono::milliseconds) override {
    ++pauses;
    if (on_pause) on_pause();
  }
  int pauses = 0;
  std::function<void()> on_pause;

 private:
  SystemClock system_;
};

class S3SourceContract : public testing::Test {
 protected:
  media::S3SourceConfig config(const std::string& prefix) const {
    media::S3SourceConfig config;
    config.bucket = test::k_shared_bucket;
    config.region = test::S3Server::k_region;
    config.endpoint = test::shared_s3_url();
    config.prefix = prefix;
    config.path_style = true;
    return config;
  }
  Credentials credentials() const {
    return {test::S3Server::k_access_key_id, Secret(test::S3Server::k_secret_access_key)};
  }
  std::unique_ptr<media::MediaSource> source(const media::S3SourceConfig& config) {
    return make_s3_source(door_, clock_, config, credentials(), {.page_size = test::k_small_page});
  }
  void put(const std::string& key, const std::string& bytes) {
    const media::S3SourceConfig where = config("");
    Bucket bucket;
    bucket.name = where.bucket;
    bucket.region = where.region;
    bucket.endpoint = where.endpoint;
    bucket.path_style = true;
    const test::TemporaryFile file("file", bytes);
    S3Client(http_, clock_, bucket, credentials()).put(key, file.path(), "image/jpeg");
  }
  std::map<std::string, media::MediaEntry> entries(media::MediaSource& source) {
    std::map<std::string, media::MediaEntry> found;
    std::optional<std::string> cursor;
    do {
      const media::MediaPage page = source.list(cursor);
      EXPECT_TRUE(page.problems.empty());
      for (const auto& entry : page.entries) found.emplace(entry.identifier, entry);
      cursor = page.next;
    } while (cursor);
    return found;
  }
  std::string bytes_of(media::MediaSource& source, const media::MediaEntry& entry) {
    std::string bytes;
    source.read({entry.identifier, entry.version}, [&](std::string_view piece) { bytes += piece; });
    return bytes;
  }
  Error failure_of(const media::S3SourceConfig& config, const Credentials& keys) {
    try {
      make_s3_source(door_, clock_, config, keys)->completed_config();
    } catch (const Error& error) {
      const std::string shown = std::string(error.what()) + error.hint();
      EXPECT_EQ(shown.find("testing"), std::string::npos) << shown;
      EXPECT_EQ(shown.find("Signature="), std::string::npos) << shown;
      return error;
    }
    throw std::logic_error("it was completed");
  }

  http::CurlClient http_;
  CuttingDoor door_;
  PauseCounter clock_;
};

TEST_F(S3SourceContract, EmptyNamesAndSlashesInFrontAreKeptAndBelongToNoOtherKey) {
  const std::set<std::string> keys{"/odd/a.jpg", "/odd//a.jpg", "/odd/x//y/a.jpg",
                                   "/odd/x/y/a.jpg"};
  for (const std::string& key : keys) put(key, test::fake_jpeg(key));
  put("odd/a.jpg", test::fake_jpeg("elsewhere"));
  const auto source = this->source(config("/odd/"));
  const auto found = entries(*source);
  std::set<std::string> identifiers;
  for (const auto& [identifier, entry] : found) {
    identifiers.insert(identifier);
    EXPECT_EQ("/odd/" + entry.path, identifier);
    EXPECT_EQ(bytes_of(*source, entry), test::fake_jpeg(identifier));
  }
  EXPECT_EQ(identifiers, keys);
}

TEST_F(S3SourceContract, OnlyWhatLiesBelowThePrefixBelongsToASource) {
  for (const char* key : {"team/a.jpg", "team2/a.jpg", "team.jpg"}) put(key, test::fake_jpeg(key));
  const auto source = this->source(config("team"));
  const auto found = entries(*source);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.begin()->first, "team/a.jpg");
  EXPECT_TRUE(source->root().ends_with("/team/"));
  EXPECT_THROW(source->read({"team2/a.jpg", found.begin()->second.version}, [](auto) {}), Error);
}

TEST_F(S3SourceContract, MarkersOfFoldersAreNoFiles) {
  put("marked/", "");
  put("marked/sub.jpg/", "");
  put("marked/sub.jpg/a.jpg", test::fake_jpeg("1"));
  const auto source = this->source(config("marked/"));
  EXPECT_EQ(entries(*source).size(), 1U);
  EXPECT_EQ(source->list(std::nullopt).skipped, 0);
  EXPECT_EQ(source->folders(std::nullopt),
            (std::vector<media::MediaFolder>{{"marked/sub.jpg/", "sub.jpg"}}));
}

TEST_F(S3SourceContract, ABrokenTransferGoesOnWhereItBroke) {
  const std::string bytes = test::fake_jpeg(std::string(300'000, 'x') + "end");
  put("broken/a.jpg", bytes);
  const auto source = this->source(config("broken/"));
  const media::MediaEntry entry = entries(*source).begin()->second;
  door_.cuts = 3;
  door_.cut_after = 70'001;
  EXPECT_TRUE(bytes_of(*source, entry) == bytes);
  EXPECT_EQ(door_.ranges,
            (std::vector<std::string>{"", "bytes=70001-", "bytes=140002-", "bytes=210003-"}));
  EXPECT_EQ(clock_.pauses, 3);
}

TEST_F(S3SourceContract, ATransferThatBreaksForEverIsGivenUp) {
  put("broken/b.jpg", test::fake_jpeg(std::string(1000, 'x')));
  const auto source = this->source(config("broken/"));
  const media::MediaEntry entry = entries(*source).at("broken/b.jpg");
  door_.cuts = 100;
  try {
    bytes_of(*source, entry);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::temporary);
  }
  EXPECT_EQ(door_.ranges.size(), 4U);
}

TEST_F(S3SourceContract, AnObjectReplacedWhileItsTransferWasBrokenIsNotMixed) {
  put("broken/c.jpg", test::fake_jpeg(std::string(1000, 'x')));
  const auto source = this->source(config("broken/"));
  const media::MediaEntry entry = entries(*source).at("broken/c.jpg");
  door_.cuts = 1;
  door_.cut_after = 500;
  clock_.on_pause = [&] { put("broken/c.jpg", test::fake_jpeg(std::string(1000, 'y'))); };
  try {
    bytes_of(*source, entry);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::not_found);
    EXPECT_NE(std::string(error.what()).find("changed"), std::string::npos);
  }
}

TEST_F(S3SourceContract, WhatIsWrongWithAConfigurationIsTold) {
  put("told/a.jpg", test::fake_jpeg("1"));
  media::S3SourceConfig missing = config("");
  missing.bucket = "no-such-bucket";
  EXPECT_EQ(failure_of(missing, credentials()).kind(), ErrorKind::not_found);
  media::S3SourceConfig elsewhere = config("");
  elsewhere.region = "eu-west-1";
  const Error region = failure_of(elsewhere, credentials());
  EXPECT_EQ(region.kind(), ErrorKind::config);
  EXPECT_NE(region.hint().find("--region us-east-1"), std::string::npos) << region.hint();
  const Error keys =
      failure_of(config(""), {test::S3Server::k_access_key_id, Secret("wrong-testing-secret")});
  EXPECT_EQ(keys.kind(), ErrorKind::auth);
}

TEST_F(S3SourceContract, APlainStoresETagsAreDigests) {
  put("plain/a.jpg", test::fake_jpeg("1"));
  const auto completed = source(config("plain"))->completed_config();
  EXPECT_EQ(completed, media::SourceConfig(config("plain/")));
}

}  // namespace
}  // namespace igbot::s3
