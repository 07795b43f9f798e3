// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "core/media/syncer.hpp"
#include "tests/support/drive_world.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::google_drive {
namespace {

constexpr int k_folders = 40;
constexpr int k_files_in_each = 500;

TEST(DriveLargeListing, TwentyThousandFilesAreListedInFewCallsAndThenOnlyTheirChanges) {
  test::DriveWorld world;
  std::string last;
  for (int i = 0; i < k_folders; ++i) {
    const std::string folder = world.drive.add_folder(world.root, "c" + std::to_string(i));
    for (int j = 0; j < k_files_in_each; ++j) {
      const std::string name = std::to_string(i * k_files_in_each + j);
      last = world.drive.add_file(folder, name + ".jpg", test::fake_jpeg(name));
    }
  }
  test::TemporaryStore t;
  const auto source = world.open(world.root);
  const media::SyncRequest request{
      .chat = t.add_chat(), .actor = {"cli:test", "test"}, .type = SourceType::google_drive};
  EXPECT_EQ(media::sync_media(t.store, *source, request).added, k_folders * k_files_in_each);
  // A page of the root, and twenty folders of ten thousand files a time.
  EXPECT_EQ(world.drive.calls("files.list").size(), 21U);
  const auto rows_written = [&] {
    return t.store.bookkeep([](Bookkeeping& unit) { return unit.db().total_changes(); });
  };
  const std::int64_t before = rows_written();
  world.drive.forget_calls();
  EXPECT_EQ(media::sync_media(t.store, *source, request).unchanged, k_folders * k_files_in_each);
  EXPECT_EQ(rows_written(), before);
  world.drive.rename(last, "renamed.jpg");
  EXPECT_EQ(media::sync_media(t.store, *source, request).moved, 1);
  EXPECT_TRUE(world.drive.calls("files.list").empty());
  EXPECT_TRUE(world.drive.calls("files.download").empty());
}

}  // namespace
}  // namespace igbot::google_drive
