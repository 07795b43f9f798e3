// SPDX-License-Identifier: MIT
#include "providers/staging/make_media_host.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "providers/staging/copy_name.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http.hpp"

namespace igbot::staging {
namespace {

class MakeMediaHost : public testing::Test {
 protected:
  static StagingSettings s3_settings() {
    StagingSettings settings;
    settings.kind = "s3";
    settings.bucket = "shop";
    settings.region = "eu-west-1";
    settings.access_key_id = "AKIAEXAMPLE";
    settings.secret_access_key = Secret("s3-secret");
    return settings;
  }

  /// What is wrong with settings that no host can be made of.
  std::string refusal_of(const StagingSettings& settings) {
    try {
      make_media_host(settings, http_, clock_);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::config);
      EXPECT_FALSE(error.hint().empty());
      return error.what();
    }
    return "none";
  }

  /// The address of the first request that a host made of these settings sends.
  std::string first_url(const StagingSettings& settings) {
    EXPECT_THROW(make_media_host(settings, http_, clock_)->sweep(clock_.now()), Error);
    return http_.requests.at(0).url;
  }

  test::FakeHttp http_{[](const http::Request&) { return http::Response{500, {}, ""}; }};
  test::FakeClock clock_;
};

TEST_F(MakeMediaHost, NoneIsNoHost) { EXPECT_EQ(make_media_host({}, http_, clock_), nullptr); }

TEST_F(MakeMediaHost, EveryMissingKeyIsNamed) {
  StagingSettings settings;
  settings.kind = "s3";
  EXPECT_EQ(refusal_of(settings),
            "staging.kind = s3 is not complete: staging.bucket, staging.region, "
            "staging.access_key_id, staging.secret_access_key are missing");
  settings.kind = "cloudinary";
  settings.cloud_name = "demo";
  settings.api_key = "1234";
  EXPECT_EQ(refusal_of(settings),
            "staging.kind = cloudinary is not complete: staging.api_secret is missing");
  settings.kind = "public_url";
  EXPECT_EQ(refusal_of(settings),
            "staging.kind = public_url is not complete: staging.directory, staging.base_url are "
            "missing");
}

TEST_F(MakeMediaHost, WhatNoUrlCanBeMadeOfIsRefused) {
  StagingSettings settings = s3_settings();
  settings.bucket = "shop/../other";
  EXPECT_NE(refusal_of(settings).find("staging.bucket"), std::string::npos);
  settings = s3_settings();
  settings.region = "eu west";
  EXPECT_NE(refusal_of(settings).find("staging.region"), std::string::npos);
  settings = s3_settings();
  settings.endpoint = "https://minio.example.org/path";
  EXPECT_NE(refusal_of(settings).find("staging.endpoint"), std::string::npos);
  settings = s3_settings();
  settings.prefix = "../up";
  EXPECT_NE(refusal_of(settings).find("staging.prefix"), std::string::npos);
  settings = s3_settings();
  settings.ttl = std::chrono::seconds{604801};
  EXPECT_NE(refusal_of(settings).find("staging.ttl"), std::string::npos);
}

TEST_F(MakeMediaHost, AnAddressWithAQueryIsNoFolder) {
  StagingSettings settings;
  settings.kind = "public_url";
  settings.directory = "/srv/media";
  settings.base_url = "https://example.org/media?token=s3cret";
  const std::string refusal = refusal_of(settings);
  EXPECT_NE(refusal.find("staging.base_url"), std::string::npos);
  EXPECT_EQ(refusal.find("s3cret"), std::string::npos);
  settings.base_url = "https://example.org/media";
  settings.directory = "srv/media";
  EXPECT_NE(refusal_of(settings).find("staging.directory"), std::string::npos);
}

TEST_F(MakeMediaHost, AmazonIsAskedInTheRegionOfTheBucket) {
  EXPECT_TRUE(first_url(s3_settings()).starts_with("https://shop.s3.eu-west-1.amazonaws.com/?"));
}

TEST_F(MakeMediaHost, AnEndpointNeedsNoRegionAndKeepsItsPort) {
  StagingSettings settings = s3_settings();
  settings.region.clear();
  settings.endpoint = "https://minio.example.org:9000";
  settings.path_style = true;
  EXPECT_TRUE(first_url(settings).starts_with("https://minio.example.org:9000/shop/?"));
}

TEST_F(MakeMediaHost, ABucketWithDotsStandsInThePath) {
  StagingSettings settings = s3_settings();
  settings.bucket = "media.example.org";
  settings.endpoint = "https://s3.example.org:443";
  EXPECT_TRUE(first_url(settings).starts_with("https://s3.example.org/media.example.org/?"));
}

TEST_F(MakeMediaHost, NamesOfCopiesAreOwnAndUnguessable) {
  StagingSettings settings = s3_settings();
  settings.prefix = "/team/stories/";
  const auto host = make_media_host(settings, http_, clock_);
  const media::StagedName one = host->new_name("image/jpeg");
  const media::StagedName two = host->new_name("video/mp4");
  EXPECT_TRUE(one.key.starts_with("team/stories/igbot-")) << one.key;
  EXPECT_TRUE(two.key.ends_with(".mp4"));
  EXPECT_NE(last_part(one.key).substr(0, 38), last_part(two.key).substr(0, 38));
  EXPECT_TRUE(is_copy_name(last_part(one.key)));
  EXPECT_TRUE(is_copy_name(last_part(two.key)));
}

TEST(CopyNameTest, OtherPeoplesFilesAreNoCopies) {
  for (const char* name :
       {"", "igbot-", "igbot-short.jpg", "holiday.jpg",
        "igbot-ABCDEFGHIJKLMNOPQRSTUVWXYZ012345.png", "igbot-ABCDEFGHIJKLMNOPQRSTUVWXYZ01234/.jpg",
        "Igbot-ABCDEFGHIJKLMNOPQRSTUVWXYZ012345.jpg"}) {
    EXPECT_FALSE(is_copy_name(name)) << name;
  }
  EXPECT_TRUE(is_copy_name("igbot-ABCDEFGHIJKLMNOPQRSTUVWXYZ012345.jpg"));
}

}  // namespace
}  // namespace igbot::staging
