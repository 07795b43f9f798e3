// SPDX-License-Identifier: MIT
#include "providers/s3/s3_error.hpp"

#include <gtest/gtest.h>

namespace igbot::s3 {
namespace {

const Bucket k_shop{.name = "shop", .region = "eu-west-1"};

Error error_for(int status, const std::string& code, std::vector<http::Header> headers = {}) {
  const std::string body =
      code.empty() ? ""
                   : "<Error><Code>" + code + "</Code><Message>about AKIAEXAMPLE</Message></Error>";
  return s3_error({.status = status, .headers = std::move(headers), .body = body}, k_shop,
                  "upload");
}

struct Refusal {
  int status;
  const char* code;
  ErrorKind kind;
  const char* hint;
};

class S3Refusals : public testing::TestWithParam<Refusal> {};

TEST_P(S3Refusals, HaveTheirKindAndTheirHint) {
  const Refusal& refusal = GetParam();
  const Error error = error_for(refusal.status, refusal.code);
  EXPECT_EQ(error.kind(), refusal.kind);
  EXPECT_NE(error.hint().find(refusal.hint), std::string::npos) << error.hint();
  EXPECT_NE(std::string(error.what()).find("shop"), std::string::npos);
  EXPECT_EQ(std::string(error.what()).find("AKIAEXAMPLE"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Codes, S3Refusals,
    testing::Values(
        Refusal{403, "SignatureDoesNotMatch", ErrorKind::auth, "staging.secret_access_key"},
        Refusal{403, "InvalidAccessKeyId", ErrorKind::auth, "staging.access_key_id"},
        Refusal{403, "AccessDenied", ErrorKind::auth, "s3:PutObject"},
        Refusal{400, "ExpiredToken", ErrorKind::auth, "lasting credentials"},
        Refusal{403, "RequestTimeTooSkewed", ErrorKind::config, "set the clock"},
        Refusal{404, "NoSuchBucket", ErrorKind::config, "staging.bucket"},
        Refusal{301, "PermanentRedirect", ErrorKind::config, "staging.region"},
        Refusal{400, "AuthorizationHeaderMalformed", ErrorKind::config, "staging.region"},
        Refusal{503, "SlowDown", ErrorKind::temporary, "try again later"},
        Refusal{500, "InternalError", ErrorKind::temporary, "try again later"},
        Refusal{429, "", ErrorKind::temporary, "try again later"},
        Refusal{403, "", ErrorKind::auth, "staging.access_key_id"},
        Refusal{400, "InvalidRequest", ErrorKind::config, "staging.endpoint"},
        Refusal{404, "", ErrorKind::config, "staging.endpoint"}));

TEST(S3ErrorTest, TheRegionOfTheBucketIsNamed) {
  const Error error = error_for(301, "PermanentRedirect", {{"x-amz-bucket-region", "ap-south-1"}});
  EXPECT_NE(std::string(error.what()).find("in region ap-south-1"), std::string::npos);
  EXPECT_EQ(error.hint(), "set staging.region to ap-south-1");
}

class S3SourceRefusals : public testing::TestWithParam<Refusal> {};

TEST_P(S3SourceRefusals, HaveHintsAboutTheOptionsOfASource) {
  Bucket photos = k_shop;
  photos.use = BucketUse::source;
  const Refusal& refusal = GetParam();
  const std::string code = refusal.code;
  const Error error =
      s3_error({.status = refusal.status,
                .headers = {},
                .body = "<Error><Code>" + code + "</Code><Region>ap-south-1</Region></Error>"},
               photos, "list");
  EXPECT_EQ(error.kind(), refusal.kind);
  EXPECT_NE(error.hint().find(refusal.hint), std::string::npos) << error.hint();
  EXPECT_EQ(error.hint().find("staging"), std::string::npos) << error.hint();
}

INSTANTIATE_TEST_SUITE_P(
    Codes, S3SourceRefusals,
    testing::Values(Refusal{403, "SignatureDoesNotMatch", ErrorKind::auth, "the secret key"},
                    Refusal{403, "InvalidAccessKeyId", ErrorKind::auth, "the access key id"},
                    Refusal{403, "AccessDenied", ErrorKind::auth, "s3:ListBucket"},
                    Refusal{400, "ExpiredToken", ErrorKind::auth, "igbotctl source connect s3"},
                    Refusal{404, "NoSuchBucket", ErrorKind::not_found, "--endpoint"},
                    Refusal{301, "PermanentRedirect", ErrorKind::config, "--region ap-south-1"},
                    Refusal{400, "AuthorizationHeaderMalformed", ErrorKind::config,
                            "--region ap-south-1"},
                    Refusal{403, "", ErrorKind::auth, "igbotctl source connect s3"},
                    Refusal{400, "InvalidRequest", ErrorKind::config, "--endpoint"}));

TEST(S3ErrorTest, OfAHeadTheHeaderAloneNamesTheRegion) {
  const Error error =
      s3_error({.status = 400, .headers = {{"x-amz-bucket-region", "ap-south-1"}}, .body = ""},
               k_shop, "show");
  EXPECT_EQ(error.hint(), "set staging.region to ap-south-1");
  const Error here =
      s3_error({.status = 400, .headers = {{"x-amz-bucket-region", "eu-west-1"}}, .body = ""},
               k_shop, "show");
  EXPECT_EQ(here.hint(), "check that staging.endpoint speaks S3");
}

TEST(S3ErrorTest, WhatAServerSaysIsReducedToWords) {
  const Error error = error_for(400, "Bad&lt;b&gt; &#27;[31mCode");
  EXPECT_EQ(std::string(error.what()), "s3 refused to upload: bucket shop, Badb31mCode");
}

TEST(S3ErrorTest, AMissingKeyIsNotAMissingBucket) {
  EXPECT_TRUE(is_missing_key({.status = 404, .headers = {}, .body = ""}));
  EXPECT_TRUE(is_missing_key(
      {.status = 404, .headers = {}, .body = "<Error><Code>NoSuchKey</Code></Error>"}));
  EXPECT_FALSE(is_missing_key(
      {.status = 404, .headers = {}, .body = "<Error><Code>NoSuchBucket</Code></Error>"}));
}

}  // namespace
}  // namespace igbot::s3
