// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "core/media/source_config.hpp"
#include "tests/support/drive_world.hpp"

namespace igbot {
namespace {

using media::DriveSourceConfig;
using media::MediaFolder;
using test::Paths;

class DriveShortcutsContract : public testing::Test, protected test::DriveWorld {
 protected:
  media::MediaPage listed() { return test::whole_listing(*open(root)); }
  DriveSourceConfig completed(const std::string& folder) {
    return std::get<DriveSourceConfig>(open(folder)->completed_config());
  }
};

TEST_F(DriveShortcutsContract, AShortcutToAFileIsAFileOfItsOwn) {
  const std::string original = drive.add_file(drive.my_drive(), "original.jpg", "bytes");
  const std::string link = drive.add_shortcut(root, "link", original);
  const auto source = open(root);
  const media::MediaPage page = test::whole_listing(*source);
  ASSERT_EQ(test::paths_of(page.entries), (Paths{"link.jpg"}));
  EXPECT_EQ(page.entries[0].identifier, link);
  EXPECT_EQ(page.entries[0].size, 5);
  EXPECT_TRUE(page.entries[0].sha256);
  EXPECT_EQ(test::bytes_of(*source, page.entries[0]), "bytes");
  drive.replace(original, "other bytes");
  EXPECT_EQ(test::drive_failure([&] { test::bytes_of(*source, page.entries[0]); }).first,
            ErrorKind::not_found);
}

TEST_F(DriveShortcutsContract, AShortcutToAFolderIsEnteredEvenInASharedDrive) {
  const std::string shared = drive.add_shared_drive("Team");
  const std::string memes = drive.add_folder(shared, "memes");
  drive.add_file(drive.add_folder(memes, "deep"), "one.jpg", "1");
  drive.add_shortcut(root, "team memes", memes);
  EXPECT_EQ(test::paths_of(listed().entries), (Paths{"team memes/deep/one.jpg"}));
}

TEST_F(DriveShortcutsContract, AFolderIsEnteredOnceByItsRealPlace) {
  const std::string memes = drive.add_folder(root, "memes");
  drive.add_file(drive.add_folder(memes, "deep"), "one.jpg", "1");
  drive.add_shortcut(root, "a shortcut", memes);
  drive.add_shortcut(memes, "to the root", root);
  drive.add_shortcut(memes, "to itself", memes);
  const media::MediaPage page = listed();
  EXPECT_EQ(test::paths_of(page.entries), (Paths{"memes/deep/one.jpg"}));
  EXPECT_FALSE(page.incomplete);
}

TEST_F(DriveShortcutsContract, ALoopOverTheFolderAboveEnds) {
  drive.add_file(drive.my_drive(), "above.jpg", "1");
  drive.add_file(root, "own.jpg", "2");
  drive.add_shortcut(root, "up", drive.my_drive());
  EXPECT_EQ(test::paths_of(listed().entries), (Paths{"own.jpg", "up/above.jpg"}));
}

TEST_F(DriveShortcutsContract, ShortcutsBelowAShortcutAreNotFollowed) {
  const std::string far = drive.add_folder(drive.my_drive(), "far");
  const std::string further = drive.add_folder(drive.my_drive(), "further");
  const std::string file = drive.add_file(further, "x.jpg", "x");
  drive.add_shortcut(far, "on", further);
  drive.add_shortcut(far, "x.jpg", file);
  drive.add_shortcut(root, "far", far);
  const media::MediaPage page = listed();
  EXPECT_TRUE(page.entries.empty());
  EXPECT_EQ(page.problems.size(), 2U);
}

TEST_F(DriveShortcutsContract, ADanglingShortcutIsAProblem) {
  const std::string gone = drive.add_file(drive.my_drive(), "gone.jpg", "1");
  const std::string binned = drive.add_folder(drive.my_drive(), "binned");
  const std::string text = drive.add_file(drive.my_drive(), "text.txt", "t");
  drive.add_shortcut(root, "gone.jpg", gone);
  drive.add_shortcut(root, "binned", binned);
  drive.add_shortcut(root, "text", text);
  drive.remove(gone);
  drive.trash(binned);
  const media::MediaPage page = listed();
  EXPECT_TRUE(page.entries.empty());
  EXPECT_EQ(page.problems.size(), 2U);
  EXPECT_EQ(page.skipped, 1);
  EXPECT_FALSE(page.incomplete);
}

TEST_F(DriveShortcutsContract, WithoutAFolderOneBeginsAtEverythingThatCanBeReached) {
  const std::string shared = drive.add_shared_folder("Fotos");
  const std::string team = drive.add_shared_drive("Team");
  drive.add_file(drive.my_drive(), "no folder.jpg", "1");
  drive.trash(drive.add_folder(drive.my_drive(), "old"));
  EXPECT_EQ(
      open("")->folders(std::nullopt),
      (std::vector<MediaFolder>{
          {team, "Shared drive: Team"}, {shared, "Shared with me: Fotos"}, {root, "Stories"}}));
}

TEST_F(DriveShortcutsContract, FoldersBelowOneAreListedByNameOnAllPages) {
  const std::string b = drive.add_folder(root, "b");
  const std::string a = drive.add_folder(root, "a");
  const std::string c = drive.add_folder(root, "c");
  const std::string inner = drive.add_folder(b, "inner");
  drive.set_page_size(2);
  EXPECT_EQ(open(root)->folders(std::nullopt),
            (std::vector<MediaFolder>{{a, "a"}, {b, "b"}, {c, "c"}}));
  EXPECT_EQ(open(root)->folders(b), (std::vector<MediaFolder>{{inner, "inner"}}));
  const std::string team = drive.add_shared_drive("Team");
  const std::string memes = drive.add_folder(team, "memes");
  EXPECT_EQ(open("")->folders(team), (std::vector<MediaFolder>{{memes, "memes"}}));
  EXPECT_EQ(test::drive_failure([&] { open("")->folders("1aNoSuchFolder"); }).first,
            ErrorKind::not_found);
}

TEST_F(DriveShortcutsContract, AConfigurationIsCompletedByWhatDriveSays) {
  EXPECT_EQ(completed(root), (DriveSourceConfig{.folder_id = root, .name = "Stories"}));
  EXPECT_EQ(completed("root").folder_id, drive.my_drive());
  const std::string team = drive.add_shared_drive("Team");
  EXPECT_EQ(completed(team),
            (DriveSourceConfig{.folder_id = team, .drive_id = team, .name = "Team"}));
  const std::string memes = drive.add_folder(team, "memes");
  const std::string link = drive.add_shortcut(root, "link", memes);
  EXPECT_EQ(completed(link),
            (DriveSourceConfig{.folder_id = memes, .drive_id = team, .name = "memes"}));
}

TEST_F(DriveShortcutsContract, WhatIsNoFolderCompletesNothing) {
  const std::string file = drive.add_file(root, "a.jpg", "a");
  EXPECT_EQ(test::drive_failure([&] { completed(file); }).first, ErrorKind::not_found);
  drive.trash(root);
  EXPECT_EQ(test::drive_failure([&] { completed(root); }).first, ErrorKind::not_found);
  EXPECT_EQ(test::drive_failure([&] { completed("1aNoSuchFolder"); }).first, ErrorKind::not_found);
}

}  // namespace
}  // namespace igbot
