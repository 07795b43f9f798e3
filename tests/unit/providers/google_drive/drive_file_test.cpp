// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_file.hpp"

#include <gtest/gtest.h>

#include "providers/google_drive/drive_query.hpp"

namespace igbot::google_drive {
namespace {

TEST(DriveFileTest, ANameIsOnePartOfAPath) {
  EXPECT_EQ(part_of_path("cat.jpg"), "cat.jpg");
  EXPECT_EQ(part_of_path("a/b"), "a∕b");
  EXPECT_EQ(part_of_path(".."), "․․");
  EXPECT_EQ(part_of_path("..."), "․․․");
  EXPECT_EQ(part_of_path("a\nb\tc"), "a b c");
  EXPECT_EQ(part_of_path(""), "(no name)");
  EXPECT_EQ(path_below("memes", "a/b.jpg"), "memes/a∕b.jpg");
  EXPECT_EQ(path_below("", "b.jpg"), "b.jpg");
}

TEST(DriveFileTest, AVeryLongNameKeepsItsEnd) {
  std::string name;
  for (int i = 0; i < 300; ++i) name += "ä";
  const std::string part = part_of_path(name + ".jpg");
  EXPECT_TRUE(part.starts_with("ää"));
  EXPECT_TRUE(part.ends_with("…äääääääääää.jpg")) << part;
  EXPECT_EQ(part.size(), 2U * 239 + 3 + 2U * 11 + 4);
}

TEST(DriveFileTest, TheTypeCountsWhereTheNameSaysNothing) {
  EXPECT_EQ(media_name("IMG_1", "image/jpeg"), "IMG_1.jpg");
  EXPECT_EQ(media_name("IMG_1.PNG", "image/jpeg"), "IMG_1.PNG");
  EXPECT_EQ(media_name("", "video/mp4"), "(no name).mp4");
  EXPECT_TRUE(is_media_name("x", "video/quicktime"));
  EXPECT_TRUE(is_media_name("x.jpg", ""));
  EXPECT_FALSE(is_media_name("x.jpg", "application/vnd.google-apps.document"));
  EXPECT_FALSE(is_media_name("x", "image/tiff"));
}

TEST(DriveFileTest, AChecksumTellsTheVersionWhereThereIsOne) {
  DriveFile file{.id = "i", .name = "n", .mime = "image/jpeg"};
  EXPECT_EQ(version_of(file), "");
  file.modified_time = "2026-01-01T00:00:00Z";
  EXPECT_EQ(version_of(file), "time:2026-01-01T00:00:00Z");
  file.head_revision = "r1";
  EXPECT_EQ(version_of(file), "revision:r1");
  file.md5 = "m";
  EXPECT_EQ(version_of(file), "md5:m");
  file.sha256 = "s";
  EXPECT_EQ(version_of(file), "sha256:s");
}

TEST(DriveFileTest, OnlyIdsPassForIds) {
  EXPECT_TRUE(is_drive_id("1aB-cD_9"));
  for (const char* bad : {"", "a/b", "..", "a b", "a?b", "a'b", "ä"}) {
    EXPECT_FALSE(is_drive_id(bad)) << bad;
  }
  EXPECT_FALSE(is_drive_id(std::string(129, 'a')));
}

TEST(DriveQueryTest, QuotesAndBackslashesAreEscaped) {
  EXPECT_EQ(quoted("it's a \\"), R"('it\'s a \\')");
  EXPECT_EQ(children_query({"a'"}), R"('a\'' in parents and trashed = false)");
  EXPECT_EQ(children_query({"a", "b"}), "('a' in parents or 'b' in parents) and trashed = false");
}

}  // namespace
}  // namespace igbot::google_drive
