// SPDX-License-Identifier: MIT
#include "core/media/source_config.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace igbot::media {
namespace {

ErrorKind refusal_of(const std::string& json) {
  try {
    parse_local_source_config(json);
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::bug;
}

TEST(SourceConfig, PrintedIsReadBackAsItWas) {
  const std::string path = "/srv/photos \"2\"";
  EXPECT_EQ(parse_local_source_config(print_source_config(media::LocalSourceConfig{path})).path,
            path);
}

TEST(SourceConfig, AnEmptyObjectIsNoSourceYet) {
  EXPECT_EQ(refusal_of("{}"), ErrorKind::not_found);
}

TEST(SourceConfig, AnythingElseIsInvalid) {
  for (const char* json :
       {"", "[]", "{", R"({"path": 5})", R"({"path": "relative"})", R"({"folder": "/srv"})"}) {
    EXPECT_EQ(refusal_of(json), ErrorKind::usage) << json;
  }
}

TEST(SourceConfig, OfEveryTypeComesBackAsItWasWritten) {
  const SourceConfig drive = DriveSourceConfig{"1aB-_", "0Drive", "Stories \"2026\""};
  const SourceConfig s3 = S3SourceConfig{.bucket = "photos",
                                         .region = "auto",
                                         .endpoint = "https://example.com",
                                         .prefix = "team a/",
                                         .path_style = true,
                                         .opaque_etags = true,
                                         .profile = "work"};
  EXPECT_EQ(parse_source_config(SourceType::google_drive, print_source_config(drive)), drive);
  EXPECT_EQ(parse_source_config(SourceType::s3, print_source_config(s3)), s3);
  EXPECT_EQ(print_source_config(DriveSourceConfig{"id"}), R"({"folder_id":"id"})");
  EXPECT_EQ(root_of(s3), "https://example.com/photos/team a/");
  EXPECT_EQ(root_of(S3SourceConfig{.bucket = "b", .region = "eu-west-1"}), "s3://b/");
  EXPECT_EQ(describe(drive), "Stories \"2026\" (1aB-_)");
}

TEST(SourceConfig, WhatIsMissingOrOfAnotherKindIsRefused) {
  for (const char* json :
       {"{\"folder_id\": \"\"}", "{\"folder_id\": 5}", "{\"name\": \"x\"}", "[]", "x"}) {
    EXPECT_THROW(parse_source_config(SourceType::google_drive, json), Error) << json;
  }
  for (const char* json : {"{\"bucket\": 1}", "{\"bucket\": \"b\", \"path_style\": \"yes\"}"}) {
    EXPECT_THROW(parse_source_config(SourceType::s3, json), Error) << json;
  }
}

}  // namespace
}  // namespace igbot::media
