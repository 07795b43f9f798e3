// SPDX-License-Identifier: MIT
#include "cli/staging.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "tests/support/fake_http.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::cli {
namespace {

class StagingConfiguration : public testing::Test {
 protected:
  void set(const std::string& name, const std::string& value) {
    variables_["IGBOTCTL_STAGING_" + name] = value;
  }
  Services services() {
    variables_["HOME"] = folder_.path().string();
    return {Globals{}, Environment(variables_), clock_};
  }
  std::unique_ptr<media::MediaHost> host() {
    return configured_media_host(services().config(), http_, clock_);
  }

  test::TemporaryFolder folder_;
  std::map<std::string, std::string> variables_;
  test::FakeClock clock_;
  test::FakeHttp http_{[](const http::Request&) { return http::Response{503, {}, ""}; }};
};

TEST_F(StagingConfiguration, NoneIsTheDefault) { EXPECT_EQ(host(), nullptr); }

TEST_F(StagingConfiguration, EveryKindIsBuiltFromItsKeys) {
  set("KIND", "s3");
  set("BUCKET", "shop");
  set("REGION", "eu-west-1");
  set("PREFIX", "stories");
  set("ACCESS_KEY_ID", "AKIAEXAMPLE");
  set("SECRET_ACCESS_KEY", "s3-secret");
  EXPECT_TRUE(host()->new_name("image/jpeg").key.starts_with("stories/igbot-"));
  set("KIND", "cloudinary");
  set("CLOUD_NAME", "demo");
  set("API_KEY", "1234");
  set("API_SECRET", "cloud-secret");
  EXPECT_EQ(host()->new_name("video/mp4").resource_type, "video");
  set("KIND", "public_url");
  set("DIRECTORY", folder_.path().string());
  set("BASE_URL", "https://media.example.org/stories/");
  EXPECT_EQ(host()->new_name("video/mp4").host, "public_url");
}

TEST_F(StagingConfiguration, WhatIsMissingIsAnErrorOfConfiguration) {
  set("KIND", "cloudinary");
  set("CLOUD_NAME", "demo");
  try {
    host();
    FAIL() << "key and secret are missing";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::config);
    EXPECT_NE(std::string(error.what()).find("staging.api_key, staging.api_secret are missing"),
              std::string::npos)
        << error.what();
  }
}

TEST_F(StagingConfiguration, SecretsOfAnotherKindAreNotRead) {
  set("KIND", "public_url");
  set("DIRECTORY", folder_.path().string());
  set("BASE_URL", "https://media.example.org");
  set("API_SECRET_FILE", "/nonexistent/secret");
  EXPECT_NE(host(), nullptr);
}

TEST_F(StagingConfiguration, TheHostOfACommandIsBuiltOnce) {
  set("KIND", "public_url");
  set("DIRECTORY", folder_.path().string());
  set("BASE_URL", "https://media.example.org");
  Services services = this->services();
  services.store_or_create();
  ConfiguredStaging configured(services);
  EXPECT_NE(configured.host(), nullptr);
  EXPECT_EQ(configured.host(), configured.host());
}

}  // namespace
}  // namespace igbot::cli
