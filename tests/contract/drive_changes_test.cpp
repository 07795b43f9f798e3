// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/support/drive_world.hpp"

namespace igbot {
namespace {

using test::DriveFaultKind;
using test::Paths;

class DriveChangesContract : public testing::Test, protected test::DriveWorld {
 protected:
  DriveChangesContract() { begin(root); }

  void begin(const std::string& folder) {
    memes = drive.add_folder(folder, "memes");
    cats = drive.add_folder(memes, "cats");
    cat = drive.add_file(cats, "cat.jpg", "cat");
    source = open(folder);
    test::whole_listing(*source);
    mark = source->mark().value_or("");
  }
  /// The changes since the last time, which must be told.
  media::MediaChanges changes() {
    const auto told = source->changes_since(mark);
    EXPECT_TRUE(told);
    if (!told) return {};
    mark = told->mark;
    return *told;
  }

  std::string memes;
  std::string cats;
  std::string cat;
  std::unique_ptr<media::MediaSource> source;
  std::string mark;
};

TEST_F(DriveChangesContract, NothingNewIsNothingToldInOneCall) {
  drive.forget_calls();
  const media::MediaChanges none = changes();
  EXPECT_TRUE(none.entries.empty());
  EXPECT_TRUE(none.gone.empty());
  EXPECT_EQ(drive.calls().size(), 1U);
}

TEST_F(DriveChangesContract, FilesThatCameChangedOrMovedAreTold) {
  const std::string dog = drive.add_file(memes, "dog.jpg", "dog");
  drive.replace(cat, "another cat");
  media::MediaChanges told = changes();
  EXPECT_EQ(test::paths_of(told.entries), (Paths{"memes/cats/cat.jpg", "memes/dog.jpg"}));
  drive.move(dog, cats);
  drive.rename(cat, "lion.jpg");
  told = changes();
  EXPECT_EQ(test::paths_of(told.entries), (Paths{"memes/cats/dog.jpg", "memes/cats/lion.jpg"}));
  EXPECT_TRUE(told.gone.empty());
}

TEST_F(DriveChangesContract, WhatIsToldOnceIsNotToldAgain) {
  drive.replace(cat, "another cat");
  EXPECT_EQ(changes().entries.size(), 1U);
  EXPECT_TRUE(changes().entries.empty());
}

TEST_F(DriveChangesContract, ChangesDuringTheListingAreNotLost) {
  const auto slow = open(root);
  const auto page = slow->list(std::nullopt);
  drive.add_file(root, "late.jpg", "late");
  ASSERT_TRUE(page.next);
  std::optional<std::string> next = page.next;
  while (next) next = slow->list(next).next;
  const auto told = slow->changes_since(*slow->mark());
  ASSERT_TRUE(told);
  EXPECT_EQ(test::paths_of(told->entries), (Paths{"late.jpg"}));
}

TEST_F(DriveChangesContract, FilesThatAreRemovedTrashedOrMovedOutAreGone) {
  const std::string one = drive.add_file(memes, "one.jpg", "1");
  const std::string two = drive.add_file(memes, "two.jpg", "2");
  changes();
  drive.remove(one);
  drive.trash(two);
  drive.move(cat, drive.my_drive());
  Paths gone = changes().gone;
  std::sort(gone.begin(), gone.end());
  Paths expected{one, two, cat};
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(gone, expected);
  drive.untrash(two);
  EXPECT_EQ(test::paths_of(changes().entries), (Paths{"memes/two.jpg"}));
}

TEST_F(DriveChangesContract, AFileThatIsNoMediaAnyMoreIsGoneAndCounted) {
  drive.rename(cat, "cat.txt");
  drive.patch(cat, R"({"mimeType": "text/plain"})");
  const media::MediaChanges told = changes();
  EXPECT_EQ(told.gone, (Paths{cat}));
  EXPECT_EQ(told.skipped, 1);
}

TEST_F(DriveChangesContract, AFileThatMayNotBeDownloadedAnyMoreIsAProblem) {
  drive.forbid_download(cat);
  const media::MediaChanges told = changes();
  EXPECT_EQ(told.gone, (Paths{cat}));
  ASSERT_EQ(told.problems.size(), 1U);
  EXPECT_EQ(told.problems[0].path, "memes/cats/cat.jpg");
}

TEST_F(DriveChangesContract, FoldersThatOnlyWereTouchedChangeNothing) {
  drive.touch(memes);
  drive.touch(root);
  drive.rename(root, "Another name of the root");
  EXPECT_TRUE(changes().entries.empty());
}

TEST_F(DriveChangesContract, FilesElsewhereAreNotTold) {
  const std::string elsewhere = drive.add_folder(drive.my_drive(), "elsewhere");
  drive.add_file(elsewhere, "other.jpg", "other");
  EXPECT_TRUE(changes().entries.empty());
}

TEST_F(DriveChangesContract, AnotherTreeOfFoldersMustBeListed) {
  const std::vector<std::pair<const char*, std::function<void()>>> changes_of_tree{
      {"new folder", [&] { drive.add_folder(memes, "dogs"); }},
      {"renamed", [&] { drive.rename(cats, "lions"); }},
      {"moved", [&] { drive.move(cats, root); }},
      {"moved out", [&] { drive.move(cats, drive.my_drive()); }},
      {"moved in", [&] { drive.move(cats, memes); }},
      {"trashed", [&] { drive.trash(memes); }},
      {"restored", [&] { drive.untrash(memes); }},
      {"shortcut", [&] { drive.add_shortcut(root, "s.jpg", drive.my_drive()); }},
      {"removed", [&] { drive.remove(memes); }},
      {"root trashed", [&] { drive.trash(root); }}};
  for (const auto& [name, act] : changes_of_tree) {
    test::whole_listing(*source);
    if (const auto fresh = source->mark()) mark = *fresh;
    act();
    EXPECT_FALSE(source->changes_since(mark)) << name;
  }
}

TEST_F(DriveChangesContract, AListingWithShortcutsHasNoMark) {
  const std::string outside = drive.add_file(drive.my_drive(), "outside.jpg", "o");
  drive.add_shortcut(memes, "link.jpg", outside);
  test::whole_listing(*source);
  EXPECT_FALSE(source->mark());
}

TEST_F(DriveChangesContract, BeforeItsLastPageAListingHasNoMark) {
  const auto fresh = open(root);
  EXPECT_FALSE(fresh->mark());
  ASSERT_TRUE(fresh->list(std::nullopt).next);
  EXPECT_FALSE(fresh->mark());
}

TEST_F(DriveChangesContract, APlaceInTheFeedThatIsForgottenMeansListing) {
  for (const int status : {400, 404, 410}) {
    drive.fail_next("changes.list", {.status = status, .reason = "invalid"});
    EXPECT_FALSE(source->changes_since(mark)) << status;
  }
  EXPECT_TRUE(source->changes_since(mark));
}

TEST_F(DriveChangesContract, SenselessAnswersAndMarksMeanListing) {
  for (const char* body :
       {"{}", R"({"changes": 5, "newStartPageToken": "7"})", R"({"changes": []})",
        R"({"changes": [{"fileId": "abc"}], "newStartPageToken": "7"})",
        R"({"changes": [{"fileId": 7, "removed": true}], "newStartPageToken": "7"})",
        R"({"changes": [null], "newStartPageToken": "7"})"}) {
    drive.fail_next("changes.list", {.kind = DriveFaultKind::answer, .status = 200, .body = body});
    EXPECT_FALSE(source->changes_since(mark)) << body;
  }
  const std::string endless = R"({"changes": [], "nextPageToken": "LOOP"})";
  drive.fail_next("changes.list", {.kind = DriveFaultKind::answer, .status = 200, .body = endless},
                  2);
  EXPECT_FALSE(source->changes_since(mark));
  for (const char* bad : {"", "{}", "null", R"({"root":"x","token":"1","folders":{"x":5}})",
                          R"({"root":"x","token":"1","folders":{"x":""}})"}) {
    EXPECT_FALSE(source->changes_since(bad)) << bad;
  }
}

TEST_F(DriveChangesContract, MoreThan20000ChangesMeanListing) {
  const auto answer_with = [this](int changes) {
    std::string body = R"({"newStartPageToken": "9", "changes": [)";
    for (int i = 0; i < changes; ++i) {
      body += (i == 0 ? "" : ",") + std::string(R"({"removed":true,"fileId":"f)") +
              std::to_string(i) + "\"}";
    }
    drive.fail_next("changes.list",
                    {.kind = DriveFaultKind::answer, .status = 200, .body = body + "]}"});
  };
  answer_with(20'001);
  EXPECT_FALSE(source->changes_since(mark));
  answer_with(20'000);
  EXPECT_EQ(changes().gone.size(), 20'000U);
}

TEST_F(DriveChangesContract, PagesOfTheFeedAreFollowed) {
  drive.set_page_size(2);
  for (int i = 0; i < 7; ++i) {
    drive.add_file(memes, std::to_string(i) + ".jpg", std::to_string(i));
  }
  EXPECT_EQ(changes().entries.size(), 7U);
  EXPECT_TRUE(changes().entries.empty());
}

TEST_F(DriveChangesContract, TroubleOfTheFeedIsNoReasonToListEverything) {
  drive.fail_next("changes.list", {.status = 403, .reason = "insufficientPermissions"});
  EXPECT_EQ(test::drive_failure([&] { source->changes_since(mark); }).first, ErrorKind::auth);
}

TEST_F(DriveChangesContract, ASharedDriveTellsItsOwnChanges) {
  const std::string shared = drive.add_shared_drive("Team");
  begin(shared);
  drive.add_file(root, "in my drive.jpg", "m");
  drive.replace(cat, "another cat");
  EXPECT_EQ(test::paths_of(changes().entries), (Paths{"memes/cats/cat.jpg"}));
  drive.move(cat, root);
  EXPECT_EQ(changes().gone, (Paths{cat}));
}

}  // namespace
}  // namespace igbot
