// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <thread>

#include "core/crypto/digest.hpp"
#include "core/media/source_config.hpp"
#include "tests/support/drive_world.hpp"

namespace igbot {
namespace {

using test::DriveFaultKind;
using test::Paths;

class DriveSourceContract : public testing::Test, protected test::DriveWorld {
 protected:
  std::string folder(const std::string& name) { return drive.add_folder(root, name); }
  media::MediaPage listed() { return test::whole_listing(*open(root)); }
};

TEST_F(DriveSourceContract, FilesAreListedWithFolderPathsAndChecksums) {
  const std::string memes = folder("memes");
  const std::string cats = drive.add_folder(memes, "cats");
  const std::string id = drive.add_file(cats, "one.jpg", "bytes of one");
  drive.add_file(root, "loose.mp4", "video");
  drive.add_file(memes, "notes.txt", "no media");
  drive.add_file_of_type(memes, "A document.jpg", "application/vnd.google-apps.document", "");
  const media::MediaPage page = listed();
  EXPECT_EQ(test::paths_of(page.entries), (Paths{"loose.mp4", "memes/cats/one.jpg"}));
  EXPECT_EQ(page.skipped, 2);
  EXPECT_FALSE(page.incomplete);
  EXPECT_TRUE(page.problems.empty());
  const media::MediaEntry& one = page.entries[1];
  EXPECT_EQ(one.identifier, id);
  EXPECT_EQ(one.size, 12);
  EXPECT_EQ(one.sha256, crypto::digest_hex(crypto::DigestAlgorithm::sha256, "bytes of one"));
  EXPECT_EQ(one.md5, crypto::digest_hex(crypto::DigestAlgorithm::md5, "bytes of one"));
  EXPECT_TRUE(drive.calls("files.download").empty());
}

TEST_F(DriveSourceContract, OneAccessTokenServesAllCallsUntilItsLastMinute) {
  drive.add_file(root, "a.jpg", "a");
  const auto source = open(root);
  test::whole_listing(*source);
  test::whole_listing(*source);
  EXPECT_EQ(drive.calls("token").size(), 1U);
  clock.advance(std::chrono::minutes(59) + std::chrono::seconds(1));
  drive.set_now(clock.now());
  test::whole_listing(*source);
  EXPECT_EQ(drive.calls("token").size(), 2U);
}

TEST_F(DriveSourceContract, ATokenOfARefreshTokenReadsAsWell) {
  drive.add_file(root, "a.jpg", "a");
  const auto source =
      open(root, {.kind = CredentialKind::google_oauth,
                  .secret = Secret(R"({"refresh_token":")" + drive.refresh_token() + "\"}")});
  EXPECT_EQ(test::whole_listing(*source).entries.size(), 1U);
}

TEST_F(DriveSourceContract, PagesAreFollowedToTheirEndEvenEmptyOnes) {
  for (int i = 0; i < 7; ++i) drive.add_file(root, std::to_string(i) + ".jpg", std::to_string(i));
  drive.set_page_size(3);
  drive.fail_next("files.list", {.kind = DriveFaultKind::empty_page});
  const media::MediaPage page = listed();
  EXPECT_EQ(page.entries.size(), 7U);
  EXPECT_FALSE(page.incomplete);
  EXPECT_EQ(drive.calls("files.list").size(), 4U);
}

TEST_F(DriveSourceContract, ManyFoldersAreAskedForAtOnce) {
  for (int i = 0; i < 100; ++i) {
    drive.add_file(folder("f" + std::to_string(i)), "x.jpg", std::to_string(i));
  }
  EXPECT_EQ(listed().entries.size(), 100U);
  EXPECT_EQ(drive.calls("files.list").size(), 6U);
}

TEST_F(DriveSourceContract, SameNamesTwiceAreTwoFiles) {
  drive.add_file(folder("memes"), "cat.jpg", "one");
  drive.add_file(folder("memes"), "cat.jpg", "two");
  const media::MediaPage page = listed();
  EXPECT_EQ(test::paths_of(page.entries), (Paths{"memes/cat.jpg", "memes/cat.jpg"}));
  EXPECT_NE(page.entries[0].identifier, page.entries[1].identifier);
}

TEST_F(DriveSourceContract, WhatIsInTheTrashIsNotListed) {
  const std::string bin = folder("old");
  drive.add_file(bin, "below.jpg", "1");
  drive.trash(bin);
  drive.trash(drive.add_file(root, "gone.jpg", "2"));
  EXPECT_TRUE(listed().entries.empty());
}

TEST_F(DriveSourceContract, ASharedDriveIsListedAndRead) {
  const std::string shared = drive.add_shared_drive("Team");
  const std::string memes = drive.add_folder(shared, "memes");
  drive.add_file(memes, "one.jpg", "shared bytes");
  const auto source = open(shared);
  const media::MediaPage page = test::whole_listing(*source);
  ASSERT_EQ(test::paths_of(page.entries), (Paths{"memes/one.jpg"}));
  EXPECT_EQ(test::bytes_of(*source, page.entries[0]), "shared bytes");
}

TEST_F(DriveSourceContract, WhatPhonesUploadWithoutExtensionCounts) {
  drive.add_file_of_type(root, "IMG 1", "image/heif", "h");
  drive.add_file_of_type(root, "clip", "video/quicktime", "v");
  drive.add_file_of_type(root, "raw", "image/x-canon-cr2", "r");
  const media::MediaPage page = listed();
  EXPECT_EQ(test::paths_of(page.entries), (Paths{"IMG 1.heic", "clip.mov"}));
  EXPECT_EQ(page.skipped, 1);
}

TEST_F(DriveSourceContract, ATouchLeavesTheVersionAndNewBytesChangeIt) {
  const std::string id = drive.add_file(root, "a.jpg", "a");
  const std::string before = listed().entries.at(0).version;
  drive.touch(id);
  EXPECT_EQ(listed().entries.at(0).version, before);
  drive.replace(id, "b");
  EXPECT_NE(listed().entries.at(0).version, before);
  drive.forget_digests(id);
  const std::string by_revision = listed().entries.at(0).version;
  drive.replace(id, "c");
  EXPECT_NE(listed().entries.at(0).version, by_revision);
}

TEST_F(DriveSourceContract, WhatMayNotBeDownloadedIsAProblem) {
  drive.forbid_download(drive.add_file(root, "locked.jpg", "a"));
  const media::MediaPage page = listed();
  EXPECT_TRUE(page.entries.empty());
  ASSERT_EQ(page.problems.size(), 1U);
  EXPECT_EQ(page.problems[0], (media::Problem{"locked.jpg", "its owner forbade downloading it"}));
  EXPECT_FALSE(page.incomplete);
}

TEST_F(DriveSourceContract, ASearchThatWasNotWholeIsIncomplete) {
  drive.add_file(root, "a.jpg", "a");
  drive.fail_next("files.list", {.kind = DriveFaultKind::incomplete_search});
  const auto source = open(root);
  const media::MediaPage page = test::whole_listing(*source);
  EXPECT_EQ(page.entries.size(), 1U);
  EXPECT_TRUE(page.incomplete);
  EXPECT_EQ(page.problems.size(), 1U);
  EXPECT_FALSE(source->mark());
}

TEST_F(DriveSourceContract, AStalePageTokenStartsTheFolderAgainOnce) {
  for (int i = 0; i < 5; ++i) drive.add_file(root, std::to_string(i) + ".jpg", std::to_string(i));
  drive.add_file(root, "note.txt", "");
  drive.set_page_size(2);
  const auto source = open(root);
  media::MediaPage page = source->list(std::nullopt);
  drive.fail_next("files.list", {.status = 400, .reason = "invalid"});
  std::size_t entries = page.entries.size();
  std::int64_t skipped = page.skipped;
  while (page.next) {
    page = source->list(page.next);
    entries += page.entries.size();
    skipped += page.skipped;
  }
  EXPECT_EQ(entries, 5U);
  EXPECT_EQ(skipped, 1);
  page = source->list(std::nullopt);
  drive.fail_next("files.list", {.status = 400, .reason = "invalid"}, 2);
  EXPECT_EQ(test::drive_failure([&] { source->list(page.next); }).first, ErrorKind::failed);
}

TEST_F(DriveSourceContract, AFolderThatIsGoneTrashedOrNoneIsNotFound) {
  EXPECT_EQ(test::drive_failure([&] { open("1aNobodyKnowsThisFolder")->list({}); }).first,
            ErrorKind::not_found);
  const std::string file = drive.add_file(root, "a.jpg", "a");
  EXPECT_EQ(test::drive_failure([&] { open(file)->list({}); }).first, ErrorKind::not_found);
  drive.trash(root);
  EXPECT_EQ(test::drive_failure([&] { listed(); }).first, ErrorKind::not_found);
  EXPECT_EQ(test::drive_failure([&] { open("")->list({}); }).first, ErrorKind::not_found);
}

TEST_F(DriveSourceContract, AFileIsReadAsItIs) {
  std::string bytes(3'000'000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7 + i / 251);
  drive.add_file(root, "big.mp4", bytes);
  drive.add_file(root, "empty.jpg", "");
  const auto source = open(root);
  for (const media::MediaEntry& entry : test::whole_listing(*source).entries) {
    EXPECT_TRUE(test::bytes_of(*source, entry) == (entry.size == 0 ? "" : bytes)) << entry.path;
  }
}

TEST_F(DriveSourceContract, SeveralThreadsReadAtOnce) {
  for (int i = 0; i < 8; ++i) drive.add_file(root, std::to_string(i) + ".jpg", std::to_string(i));
  const auto source = open(root);
  const media::MediaPage page = test::whole_listing(*source);
  std::vector<std::string> read(page.entries.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < read.size(); ++i) {
    threads.emplace_back([&, i] { read[i] = test::bytes_of(*source, page.entries[i]) + ".jpg"; });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < read.size(); ++i) EXPECT_EQ(read[i], page.entries[i].path);
  EXPECT_EQ(drive.calls("token").size(), 1U);
}

}  // namespace
}  // namespace igbot
