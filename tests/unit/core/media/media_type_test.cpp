// SPDX-License-Identifier: MIT
#include "core/media/media_type.hpp"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace igbot::media {
namespace {

using namespace std::string_literals;

TEST(MediaType, EachAcceptedKindIsKnownByItsFirstBytes) {
  const std::array<std::pair<std::string, std::string>, 10> cases{
      {{"\xFF\xD8\xFF\xE1"s, "image/jpeg"},
       {"\x89PNG\r\n\x1A\n\0\0"s, "image/png"},
       {"GIF89a\1\0"s, "image/gif"},
       {"RIFF\1\2\3\4WEBPVP8 "s, "image/webp"},
       {"\0\0\0\x18"s + "ftypheic"s, "image/heic"},
       {"\0\0\0\x18"s + "ftypmif1"s, "image/heic"},
       {"\0\0\0\x18"s + "ftypisom"s, "video/mp4"},
       {"\0\0\0\x18"s + "ftypmp42"s, "video/mp4"},
       {"\0\0\0\x14"s + "ftypqt  "s, "video/quicktime"},
       {"\0\0\0\x08"s + "wide\0\0\0\0"s, "video/quicktime"}}};
  for (const auto& [head, mime] : cases) EXPECT_EQ(detect_mime(head), mime) << mime;
}

TEST(MediaType, AnythingElseIsNoMedia) {
  const std::array<std::string, 7> cases{""s,
                                         "\xFF\xD8"s,
                                         "hello, I am a text"s,
                                         "RIFF\1\2\3\4WAVE"s,
                                         "%PDF-1.7\n........"s,
                                         "ftyp"s,
                                         "\0\0\0\x18"s + "ftypcrx "s};
  for (const std::string& head : cases) EXPECT_EQ(detect_mime(head), std::nullopt) << head;
}

TEST(MediaType, ExtensionsCountInAnyCase) {
  for (const char* name :
       {"a.jpg", "a.JPEG", "x/b.Png", "a.gif", "a.webp", "a.HEIC", "a.mp4", "a.mov"}) {
    EXPECT_TRUE(has_media_extension(name)) << name;
  }
  for (const char* name : {"a.txt", "jpg", "a.jpg.part", "a.", "", "a.tiff"}) {
    EXPECT_FALSE(has_media_extension(name)) << name;
  }
}

}  // namespace
}  // namespace igbot::media
