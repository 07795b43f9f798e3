// SPDX-License-Identifier: MIT
#include "core/media/source_config.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "providers/registry.hpp"

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

TEST(SourceConfig, AKindWithoutAProviderSaysSo) {
  EXPECT_THROW(make_media_source(SourceType::s3, "{}"), Error);
  EXPECT_THROW(make_media_source(SourceType::google_drive, "{}"), Error);
}

}  // namespace
}  // namespace igbot::media
