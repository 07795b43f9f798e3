// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "core/crypto/digest.hpp"
#include "core/error.hpp"
#include "core/media/content_repository.hpp"
#include "tests/contract/synced_world.hpp"

namespace igbot::media {
namespace {

using test::fake_jpeg;

std::string sha256_of_photo(const std::string& text) {
  return crypto::digest_hex(crypto::DigestAlgorithm::sha256, fake_jpeg(text));
}

TEST_P(MediaSyncContract, ASecondSyncReadsNothingAndWritesNoRow) {
  photos({"memes/a.jpg", "memes/b.jpg", "merch/c.jpg"});
  EXPECT_EQ(sync().added, 3);
  EXPECT_EQ(items().at("merch/c.jpg").category, "merch");
  EXPECT_EQ(runs(), std::vector<std::string>{R"({"new": 3})"});
  const std::int64_t before = rows_written();
  const SyncResult result = sync();
  EXPECT_EQ(result.unchanged, 3);
  EXPECT_TRUE(result.complete);
  EXPECT_EQ(reads_, 0);
  EXPECT_EQ(rows_written(), before);
  EXPECT_EQ(runs().size(), 1U);
}

TEST_P(MediaSyncContract, ATouchedFileKeepsItsItemAndItsLocks) {
  photos({"a.jpg", "b.jpg"});
  sync();
  const MediaItem before = items().at("a.jpg");
  lock(before.content);
  world_->touch("a.jpg");
  const SyncResult result = sync();
  EXPECT_EQ(result.unchanged, 2);
  EXPECT_EQ(result.changes(), 0);
  const MediaItem after = items().at("a.jpg");
  EXPECT_EQ(after.id, before.id);
  EXPECT_EQ(after.content, before.content);
  EXPECT_NE(after.version, before.version);
  EXPECT_EQ(after.locked_until, k_forever);
  expect_settled();
}

TEST_P(MediaSyncContract, OfAFileChangedInPlaceTheLocksStayWithTheOldContent) {
  photos({"a.jpg", "b.jpg"});
  sync();
  const MediaItem before = items().at("a.jpg");
  lock(before.content);
  lock(before.content, LockKind::hold);
  photo("a.jpg", "other");
  EXPECT_EQ(sync().changed, 1);
  const MediaItem after = items().at("a.jpg");
  EXPECT_EQ(after.id, before.id);
  EXPECT_NE(after.content, before.content);
  EXPECT_FALSE(after.locked_until);
  EXPECT_EQ(locks_of(before.content), 2U);
  EXPECT_EQ(locks_of(after.content), 0U);
  EXPECT_EQ(runs().front(), R"({"changed": 1})");
  photo("a.jpg", "a.jpg");
  EXPECT_EQ(sync().changed, 1);
  EXPECT_EQ(items().at("a.jpg").content, before.content);
  EXPECT_EQ(items().at("a.jpg").locked_until, k_forever);
  expect_settled();
}

TEST_P(MediaSyncContract, AFileMovedToAnotherCategoryIsTheSameItemThere) {
  photos({"memes/a.jpg", "memes/b.jpg"});
  sync();
  const MediaItem before = items().at("memes/a.jpg");
  lock(before.content);
  world_->rename("memes/a.jpg", "merch/deep/z.jpg");
  const SyncResult result = sync();
  EXPECT_EQ(result.moved, 1);
  EXPECT_EQ(result.changes(), 1);
  EXPECT_EQ(result.unchanged, 1);
  const MediaItem after = items().at("merch/deep/z.jpg");
  EXPECT_EQ(after.id, before.id);
  EXPECT_EQ(after.category, "merch");
  EXPECT_EQ(after.locked_until, k_forever);
  EXPECT_EQ(last_action_on(after.id), "moved");
  EXPECT_EQ(runs().front(), R"({"moved": 1})");
  EXPECT_EQ(items().count("memes/a.jpg"), 0U);
  expect_settled();
}

TEST_P(MediaSyncContract, ARenamedFileIsTheSameItem) {
  photos({"memes/a.jpg", "memes/b.jpg"});
  sync();
  const MediaItem before = items().at("memes/a.jpg");
  world_->rename("memes/a.jpg", "memes/new name+1.jpg");
  EXPECT_EQ(sync().moved, 1);
  EXPECT_EQ(items().at("memes/new name+1.jpg").id, before.id);
  EXPECT_TRUE(items(false).empty());
  expect_settled();
}

TEST_P(MediaSyncContract, MovingEverythingLosesNothing) {
  photos({"a/1.jpg", "a/2.jpg", "a/3.jpg"});
  sync();
  for (const char* name : {"1.jpg", "2.jpg", "3.jpg"}) {
    world_->rename(std::string("a/") + name, std::string("b/") + name);
  }
  const SyncResult result = sync();
  EXPECT_EQ(result.moved, 3);
  EXPECT_EQ(result.deactivated, 0);
  EXPECT_FALSE(result.refusal);
  expect_settled();
}

TEST_P(MediaSyncContract, TwoFilesThatChangeNamesAreStillTwoContents) {
  photos({"a.jpg", "b.jpg", "c.jpg"});
  sync();
  const Items before = items();
  lock(before.at("a.jpg").content);
  world_->rename("a.jpg", "aside.jpg");
  world_->rename("b.jpg", "a.jpg");
  world_->rename("aside.jpg", "b.jpg");
  sync();
  const Items after = items();
  EXPECT_EQ(after.size(), 3U);
  EXPECT_EQ(after.at("b.jpg").content, before.at("a.jpg").content);
  EXPECT_EQ(after.at("b.jpg").locked_until, k_forever);
  EXPECT_FALSE(after.at("a.jpg").locked_until);
  expect_settled();
}

TEST_P(MediaSyncContract, ACopyIsAnItemOfItsOwnUnderTheSameLocks) {
  photos({"memes/a.jpg", "b.jpg"});
  sync();
  lock(items().at("memes/a.jpg").content);
  world_->copy("memes/a.jpg", "merch/a.jpg");
  const SyncResult result = sync();
  EXPECT_EQ(result.copied, 1);
  EXPECT_EQ(result.changes(), 1);
  const Items after = items();
  EXPECT_NE(after.at("merch/a.jpg").id, after.at("memes/a.jpg").id);
  EXPECT_EQ(after.at("merch/a.jpg").content, after.at("memes/a.jpg").content);
  EXPECT_EQ(after.at("merch/a.jpg").locked_until, k_forever);
  EXPECT_EQ(runs().front(), R"({"copied": 1})");
  expect_settled();
}

TEST_P(MediaSyncContract, AVanishedFileIsInactiveUntilItReturnsAsTheSameItem) {
  photos({"a.jpg", "b.jpg", "c.jpg"});
  sync();
  const MediaItem before = items().at("a.jpg");
  lock(before.content);
  world_->remove("a.jpg");
  const SyncResult gone = sync();
  EXPECT_EQ(gone.deactivated, 1);
  EXPECT_EQ(gone.unchanged, 2);
  EXPECT_EQ(items(false).at("a.jpg").id, before.id);
  EXPECT_EQ(last_action_on(before.id), "deactivated");
  EXPECT_EQ(runs().front(), R"({"deactivated": 1})");
  expect_settled();
  photo("a.jpg", "a.jpg");
  const SyncResult back = sync();
  EXPECT_EQ(back.reactivated + back.moved, 1);
  EXPECT_EQ(back.changes(), 1);
  EXPECT_EQ(items().at("a.jpg").id, before.id);
  EXPECT_EQ(items().at("a.jpg").locked_until, k_forever);
  expect_settled();
}

TEST_P(MediaSyncContract, AnEmptyListingDeactivatesNothingWhateverIsAllowed) {
  photos({"a.jpg", "b.jpg"});
  sync();
  world_->remove("a.jpg");
  world_->remove("b.jpg");
  for (const bool allowed : {false, true}) {
    SyncRequest request;
    request.allow_mass_delete = allowed;
    const SyncResult result = sync(request);
    EXPECT_EQ(result.deactivated, 0);
    EXPECT_TRUE(result.refusal);
    EXPECT_FALSE(result.is_mass_delete);
  }
  EXPECT_EQ(items().size(), 2U);
}

TEST_P(MediaSyncContract, LosingMoreThanHalfNeedsAWord) {
  photos({"a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"});
  sync();
  for (const char* path : {"a.jpg", "b.jpg", "c.jpg"}) world_->remove(path);
  photo("new.jpg", "new");
  const SyncResult refused = sync();
  EXPECT_EQ(refused.added, 1);
  EXPECT_EQ(refused.deactivated, 0);
  EXPECT_TRUE(refused.is_mass_delete);
  EXPECT_EQ(items().size(), 6U);
  // Three of six are no more than half any longer, so one more goes.
  world_->remove("d.jpg");
  SyncRequest request;
  EXPECT_TRUE(sync(request).is_mass_delete);
  request.allow_mass_delete = true;
  EXPECT_EQ(sync(request).deactivated, 4);
  EXPECT_EQ(items().size(), 2U);
  expect_settled();
}

TEST_P(MediaSyncContract, AListingThatBreaksOffDeactivatesNothing) {
  photos({"a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"});
  sync();
  world_->remove("b.jpg");
  world_->rename("c.jpg", "moved.jpg");
  world_->break_listing();
  try {
    const SyncResult result = sync();
    EXPECT_FALSE(result.complete);
    EXPECT_EQ(result.deactivated, 0);
    // Under another identifier it might still be where it was, too.
    EXPECT_EQ(result.moved, world_->renames_keep_identifiers() ? 1 : 0);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::temporary);
  }
  for (const char* path : {"a.jpg", "b.jpg", "d.jpg", "e.jpg"}) {
    EXPECT_EQ(items().count(path), 1U) << path;
  }
  world_->mend_listing();
  sync();
  const Items after = items();
  EXPECT_EQ(after.size(), 4U);
  EXPECT_EQ(after.count("b.jpg"), 0U);
  EXPECT_EQ(after.count("moved.jpg"), 1U);
  expect_settled();
}

TEST_P(MediaSyncContract, OneBadFileAmongManyIsReportedAndTheOthersGoOn) {
  const int many = world_->many();
  for (int i = 0; i < many; ++i) {
    photo("f" + std::to_string(i % 7) + "/" + std::to_string(i) + ".jpg", std::to_string(i));
  }
  photo("bad.jpg", "bad");
  world_->touch("bad.jpg");  // without a digest in the listing: it must be read
  before_read_ = [this](int, const MediaRef& ref) {
    if (ref.identifier == world_->identifier_of("bad.jpg")) world_->make_unreadable("bad.jpg");
  };
  const SyncResult result = sync();
  EXPECT_EQ(result.added, many);
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(result.problems[0].path, "bad.jpg");
  const std::string counts =
      R"({"new": )" + std::to_string(many) + R"(, "errors": 1, "reasons": {")";
  EXPECT_EQ(runs().front().substr(0, counts.size()), counts);
  EXPECT_TRUE(runs().front().ends_with(R"(": 1}})")) << runs().front();
  before_read_ = {};
  photo("bad.jpg", "good again");
  const SyncResult mended = sync();
  EXPECT_EQ(mended.added, 1);
  EXPECT_EQ(mended.unchanged, many);
  EXPECT_TRUE(mended.problems.empty());
}

TEST_P(MediaSyncContract, AnEmptyFileIsReportedAlsoWhereItsDigestIsTold) {
  photo("a.jpg", "a");
  world_->put("empty.jpg", "");
  const SyncResult result = sync();
  EXPECT_EQ(result.added, 1);
  ASSERT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(result.problems[0].path, "empty.jpg");
  EXPECT_EQ(items().count("empty.jpg"), 0U);
}

TEST_P(MediaSyncContract, AKnownFileThatChangesWhileItIsReadKeepsItsItemUntilTheNextSync) {
  photos({"a.jpg", "b.jpg"});
  sync();
  const MediaItem before = items().at("a.jpg");
  world_->touch("a.jpg");
  bool done = false;
  before_read_ = [&](int, const MediaRef& ref) {
    if (done || ref.identifier != world_->identifier_of("a.jpg")) return;
    done = true;
    photo("a.jpg", "other");
  };
  const SyncResult result = sync();
  ASSERT_TRUE(done);
  EXPECT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(items().at("a.jpg").content, before.content);
  EXPECT_EQ(sync().changed, 1);
  EXPECT_EQ(items().at("a.jpg").id, before.id);
  expect_settled();
}

TEST_P(MediaSyncContract, TwoChatsOnOneSourceDoNotTouchEachOther) {
  photos({"a.jpg", "b.jpg", "c.jpg"});
  sync();
  SyncRequest theirs;
  theirs.chat = t_.add_chat(-1002, "other");
  EXPECT_EQ(sync(theirs).added, 3);
  const Items before = items_of(theirs.chat);
  lock(items().at("a.jpg").content);
  world_->remove("b.jpg");
  photo("c.jpg", "other");
  const SyncResult ours = sync();
  EXPECT_EQ(ours.deactivated, 1);
  EXPECT_EQ(ours.changed, 1);
  const Items after = items_of(theirs.chat);
  ASSERT_EQ(after.size(), 3U);
  for (const auto& [path, item] : before) {
    EXPECT_EQ(after.at(path).content, item.content);
    EXPECT_EQ(after.at(path).version, item.version);
    EXPECT_FALSE(after.at(path).locked_until);
  }
  EXPECT_EQ(sync(theirs).changes(), 2);
}

TEST_P(MediaSyncContract, AnotherSourcesFirstWholeSyncRetiresTheFormerItems) {
  photos({"a.jpg", "b.jpg", "c.jpg", "d.jpg"});
  sync();
  lock(items().at("a.jpg").content);
  const MediaId former = items().at("a.jpg").id;
  const auto other = GetParam().make_world();
  for (const char* text : {"a.jpg", "n1", "n2"}) {
    other->put("new/" + std::string(text) + ".jpg", fake_jpeg(text));
  }
  other->break_listing();
  try {
    EXPECT_FALSE(sync_from(*other).complete);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::temporary);
  }
  EXPECT_EQ(items().count("a.jpg") + items().count("d.jpg"), 2U);
  other->mend_listing();
  const SyncResult result = sync_from(*other);
  EXPECT_EQ(result.deactivated, 4);
  EXPECT_FALSE(result.refusal);
  const Items after = items();
  EXPECT_EQ(after.size(), 3U);
  EXPECT_EQ(after.at("new/a.jpg.jpg").locked_until, k_forever);
  EXPECT_EQ(items(false).size(), 4U);
  const SyncResult back = sync();
  EXPECT_EQ(back.reactivated, 4);
  EXPECT_EQ(back.deactivated, 3);
  EXPECT_EQ(items().at("a.jpg").id, former);
}

TEST_P(MediaSyncContract, AnEmptyOtherSourceRetiresNothing) {
  photos({"a.jpg", "b.jpg"});
  sync();
  const auto other = GetParam().make_world();
  EXPECT_TRUE(sync_from(*other).refusal);
  EXPECT_EQ(items().size(), 2U);
}

TEST_P(MediaSyncContract, AContentIsKnownAgainInAFolderWithItsLocksAndHasItsSha256Then) {
  photos({"a.jpg", "b.jpg"});
  sync();
  const MediaItem before = items().at("a.jpg");
  lock(before.content);
  const auto folder = test::local_source_world();
  folder->put("x.jpg", fake_jpeg("a.jpg"));
  EXPECT_EQ(sync_from(*folder).deactivated, 2);
  const MediaItem after = items().at("x.jpg");
  EXPECT_EQ(after.content, before.content);
  EXPECT_EQ(after.content_hash, sha256_of_photo("a.jpg"));
  EXPECT_EQ(after.locked_until, k_forever);
}

TEST_P(MediaSyncContract, AContentOfAFolderIsKnownAgainHereWithItsLocks) {
  const auto folder = test::local_source_world();
  folder->put("x.jpg", fake_jpeg("1"));
  folder->put("y.jpg", fake_jpeg("22"));
  sync_from(*folder);
  const MediaItem before = items().at("x.jpg");
  lock(before.content);
  photo("a.jpg", "1");
  photo("b.jpg", "new and longer");
  EXPECT_EQ(sync().added, 2);
  const MediaItem after = items().at("a.jpg");
  EXPECT_EQ(after.content, before.content);
  EXPECT_EQ(after.content_hash, sha256_of_photo("1"));
  EXPECT_EQ(after.locked_until, k_forever);
  expect_settled();
}

TEST_P(MediaSyncContract, ADrySyncTellsTheSameAndWritesNothing) {
  photos({"a.jpg", "b.jpg", "c.jpg", "d.jpg"});
  sync();
  world_->rename("a.jpg", "moved.jpg");
  world_->copy("b.jpg", "copy.jpg");
  world_->remove("c.jpg");
  photo("d.jpg", "other");
  photo("new.jpg", "new");
  const std::int64_t before = rows_written();
  SyncRequest dry;
  dry.dry_run = true;
  const SyncResult told = sync(dry);
  EXPECT_EQ(rows_written(), before);
  const SyncResult done = sync();
  for (const SyncResult& result : {told, done}) {
    EXPECT_EQ(result.moved, 1);
    EXPECT_EQ(result.copied, 1);
    EXPECT_EQ(result.deactivated, 1);
    EXPECT_EQ(result.changed, 1);
    EXPECT_EQ(result.added, 1);
  }
  expect_settled();
}

INSTANTIATE_TEST_SUITE_P(Sources, MediaSyncContract, testing::ValuesIn(test::source_kinds()),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace igbot::media
