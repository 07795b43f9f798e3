// SPDX-License-Identifier: MIT
#include "core/media/syncer.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "core/crypto/digest.hpp"
#include "core/media/content_repository.hpp"
#include "core/media/lock_repository.hpp"
#include "core/media/media_repository.hpp"
#include "providers/local/local_source.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::media {
namespace {

const Actor k_syncing_person{"cli:test", "test"};

/// A chat with a folder of real files.
class SyncedFolder : public ::testing::Test {
 protected:
  SyncedFolder() : chat(t.add_chat()) {}

  SyncResult sync_from(MediaSource& source, SyncRequest request = {}) {
    if (number(request.chat) == 0) request.chat = chat;
    request.actor = k_syncing_person;
    return sync_media(t.store, source, request);
  }
  SyncResult sync(const SyncRequest& request = {}) {
    local::LocalSource source(folder.path());
    return sync_from(source, request);
  }
  void photo(const std::string& path, const std::string& text) {
    test::write_photo(folder.path(), path, text);
  }
  void rename(const std::string& from, const std::string& to) {
    std::filesystem::create_directories((folder.path() / to).parent_path());
    std::filesystem::rename(folder.path() / from, folder.path() / to);
  }
  void remove(const std::string& path) { std::filesystem::remove(folder.path() / path); }

  std::map<std::string, MediaItem> items(bool active = true) { return items_of(chat, active); }
  std::map<std::string, MediaItem> items_of(ChatKey key, bool active = true) {
    return t.store.read([&](UnitOfWork& unit) {
      std::map<std::string, MediaItem> found;
      for (MediaItem& item : MediaRepository(unit.chat(key)).list({.active = active})) {
        found.emplace(item.path, std::move(item));
      }
      return found;
    });
  }
  std::vector<AuditRecord> audit_of(MediaId id) {
    return t.store.read([&](UnitOfWork& unit) {
      return unit.chat(chat).audited("media", std::to_string(number(id)));
    });
  }
  std::int64_t rows(const std::string& table) {
    return t.store.read([&](UnitOfWork& unit) {
      return unit.db().execute("SELECT COUNT(*) FROM " + table).front().integer(0);
    });
  }
  std::int64_t data_version() {
    return t.store.bookkeep([](Bookkeeping& unit) { return unit.db().total_changes(); });
  }
  void lock(ContentId content, LockKind kind) {
    t.store.write(k_syncing_person, [&](UnitOfWork& unit) {
      LockRepository(unit.chat(chat)).lock(content, kind, k_forever, std::nullopt);
    });
  }

  test::TemporaryStore t;
  ChatKey chat;
  test::TemporaryFolder folder;
};

/// A source of the test's own making, for what a folder cannot do.
class ListedSource final : public MediaSource {
 public:
  std::vector<MediaFolder> folders(const std::optional<std::string>&) override { return {}; }
  SourceConfig completed_config() override { return LocalSourceConfig{root()}; }
  explicit ListedSource(std::string root) : root_(std::move(root)) {}

  std::string root() const override { return root_; }
  MediaPage list(const std::optional<std::string>& cursor) override {
    return pages.at(cursor ? static_cast<std::size_t>(std::stoi(*cursor)) : 0);
  }
  void read(const MediaRef& ref, const Sink& sink) override {
    ++reads;
    sink(bytes.at(ref.identifier));
  }
  void put(const std::string& path, const std::string& content) {
    bytes[path] = content;
    pages.at(0).entries.push_back(
        {.identifier = path,
         .version = crypto::digest_hex(crypto::DigestAlgorithm::md5, content),
         .path = path,
         .size = static_cast<std::int64_t>(content.size()),
         .sha256 = std::nullopt,
         .md5 = std::nullopt});
  }
  /// As a bucket would list it: with its MD5.
  void put_with_md5(const std::string& path, const std::string& content) {
    put(path, content);
    MediaEntry& entry = pages.at(0).entries.back();
    entry.md5 = entry.version;
  }

  std::vector<MediaPage> pages{1};
  std::map<std::string, std::string> bytes;
  std::atomic<int> reads{0};

 private:
  std::string root_;
};

TEST_F(SyncedFolder, TheFirstSyncAddsEveryFileWithItsCategory) {
  photo("memes/a.jpg", "1");
  photo("merch/deep/b.jpg", "2");
  photo("c.jpg", "3");
  const auto result = sync();
  EXPECT_EQ(result.added, 3);
  const auto all = items();
  EXPECT_EQ(all.at("memes/a.jpg").category, "memes");
  EXPECT_EQ(all.at("merch/deep/b.jpg").category, "merch");
  EXPECT_EQ(all.at("c.jpg").category, "uncategorized");
  EXPECT_EQ(all.at("c.jpg").mime, "image/jpeg");
  EXPECT_EQ(all.at("c.jpg").content_hash,
            crypto::digest_hex(crypto::DigestAlgorithm::sha256, test::fake_jpeg("3")));
}

TEST_F(SyncedFolder, ASecondSyncOfAnUnchangedSourceWritesNoRow) {
  photo("memes/a.jpg", "1");
  photo("b.jpg", "2");
  sync();
  const auto before = data_version();
  const auto result = sync();
  EXPECT_EQ(result.unchanged, 2);
  EXPECT_EQ(result.changes(), 0);
  EXPECT_EQ(data_version(), before);
}

TEST_F(SyncedFolder, AnUnchangedSyncRecordsItsTimeOnceThatIsOld) {
  photo("a.jpg", "1");
  sync();
  const auto runs = rows("runs");
  t.clock.advance(std::chrono::minutes{61});
  const auto before = data_version();
  sync();
  EXPECT_EQ(data_version(), before + 1);
  EXPECT_EQ(rows("runs"), runs);
}

TEST_F(SyncedFolder, AnUnchangedFileIsNotOpened) {
  ListedSource source("bucket");
  source.put("a.jpg", test::fake_jpeg("1"));
  sync_from(source);
  source.reads = 0;
  sync_from(source);
  EXPECT_EQ(source.reads, 0);
}

TEST_F(SyncedFolder, ATouchedFileKeepsItsItemAndIsUnchangedFromThenOn) {
  photo("a.jpg", "1");
  sync();
  const auto before = items().at("a.jpg");
  test::touch(folder.path(), "a.jpg");
  EXPECT_EQ(sync().unchanged, 1);
  const auto after = items().at("a.jpg");
  EXPECT_EQ(after.id, before.id);
  EXPECT_EQ(after.content, before.content);
  EXPECT_NE(after.version, before.version);
  const auto written = data_version();
  sync();
  EXPECT_EQ(data_version(), written);
}

TEST_F(SyncedFolder, AFileChangedInPlaceLeavesItsLockWithTheOldContent) {
  photo("a.jpg", "1");
  sync();
  const auto before = items().at("a.jpg");
  lock(before.content, LockKind::reject);
  photo("a.jpg", "2");
  EXPECT_EQ(sync().changed, 1);
  const auto after = items().at("a.jpg");
  EXPECT_EQ(after.id, before.id);
  EXPECT_NE(after.content, before.content);
  EXPECT_FALSE(after.locked_until);
  photo("a.jpg", "1");
  sync();
  EXPECT_EQ(items().at("a.jpg").locked_until, k_forever);
}

TEST_F(SyncedFolder, AMovedFileKeepsItsItemAndTakesTheNewCategory) {
  photo("memes/a.jpg", "1");
  photo("b.jpg", "2");
  sync();
  const auto before = items().at("memes/a.jpg");
  rename("memes/a.jpg", "merch/renamed.jpg");
  const auto result = sync();
  EXPECT_EQ(result.moved, 1);
  EXPECT_EQ(result.added, 0);
  EXPECT_EQ(result.deactivated, 0);
  const auto after = items().at("merch/renamed.jpg");
  EXPECT_EQ(after.id, before.id);
  EXPECT_EQ(after.category, "merch");
  EXPECT_EQ(audit_of(after.id).back().entry.action, "moved");
}

TEST_F(SyncedFolder, AFileThatComesBackUnderAnotherNameIsTheOldItem) {
  photo("a.jpg", "1");
  photo("b.jpg", "2");
  photo("c.jpg", "3");
  sync();
  const auto before = items().at("a.jpg");
  remove("a.jpg");
  sync();
  photo("z.jpg", "1");
  EXPECT_EQ(sync().moved, 1);
  EXPECT_EQ(items().at("z.jpg").id, before.id);
}

TEST_F(SyncedFolder, ACopyIsAnItemOfItsOwnWithTheSameContent) {
  photo("a.jpg", "1");
  sync();
  photo("merch/copy.jpg", "1");
  const auto result = sync();
  EXPECT_EQ(result.copied, 1);
  EXPECT_EQ(result.added, 0);
  const auto all = items();
  EXPECT_NE(all.at("a.jpg").id, all.at("merch/copy.jpg").id);
  EXPECT_EQ(all.at("a.jpg").content, all.at("merch/copy.jpg").content);
}

TEST_F(SyncedFolder, TwoNewFilesOfOneContentAreOneNewAndOneCopy) {
  photo("a.jpg", "1");
  photo("b.jpg", "1");
  const auto result = sync();
  EXPECT_EQ(result.added, 1);
  EXPECT_EQ(result.copied, 1);
}

TEST_F(SyncedFolder, OfAFileThatWasMovedAndCopiedOneIsTheOldItem) {
  photo("a.jpg", "1");
  photo("keep.jpg", "2");
  sync();
  rename("a.jpg", "x.jpg");
  photo("y.jpg", "1");
  const auto result = sync();
  EXPECT_EQ(result.moved, 1);
  EXPECT_EQ(result.copied, 1);
  EXPECT_EQ(items().size(), 3U);
}

TEST_F(SyncedFolder, AVanishedFileGoesInactiveAndReturnsAsTheSameItem) {
  photo("a.jpg", "1");
  photo("b.jpg", "2");
  photo("c.jpg", "3");
  sync();
  const auto before = items().at("a.jpg");
  rename("a.jpg", "../" + folder.path().filename().string() + "-aside.jpg");
  EXPECT_EQ(sync().deactivated, 1);
  EXPECT_EQ(items().count("a.jpg"), 0U);
  EXPECT_EQ(audit_of(before.id).back().entry.action, "deactivated");
  rename("../" + folder.path().filename().string() + "-aside.jpg", "a.jpg");
  const auto result = sync();
  EXPECT_EQ(result.reactivated, 1);
  EXPECT_EQ(result.added, 0);
  EXPECT_EQ(items().at("a.jpg").id, before.id);
}

TEST_F(SyncedFolder, AReturnedFileWithANewTimeIsRefreshed) {
  photo("a.jpg", "1");
  photo("b.jpg", "2");
  photo("c.jpg", "3");
  sync();
  remove("a.jpg");
  sync();
  photo("a.jpg", "1");
  EXPECT_EQ(sync().reactivated, 1);
  const auto written = data_version();
  EXPECT_EQ(sync().unchanged, 3);
  EXPECT_EQ(data_version(), written);
}

TEST_F(SyncedFolder, AnEmptyListingDeactivatesNothingAndSaysSo) {
  photo("a.jpg", "1");
  sync();
  remove("a.jpg");
  SyncRequest request;
  request.allow_mass_delete = true;
  const auto result = sync(request);
  EXPECT_EQ(result.deactivated, 0);
  ASSERT_TRUE(result.refusal);
  EXPECT_NE(result.refusal->find("empty"), std::string::npos);
  EXPECT_EQ(items().size(), 1U);
}

TEST_F(SyncedFolder, AnEmptyFolderAndAnEmptyLibraryAreFine) {
  const auto result = sync();
  EXPECT_FALSE(result.refusal);
  EXPECT_EQ(result.changes(), 0);
}

TEST_F(SyncedFolder, LosingMoreThanHalfNeedsAWord) {
  for (const char* name : {"a.jpg", "b.jpg", "c.jpg", "d.jpg"}) photo(name, name);
  sync();
  for (const char* name : {"a.jpg", "b.jpg", "c.jpg"}) remove(name);
  const auto refused = sync();
  EXPECT_TRUE(refused.refusal);
  EXPECT_EQ(items().size(), 4U);
  SyncRequest request;
  request.allow_mass_delete = true;
  EXPECT_EQ(sync(request).deactivated, 3);
  EXPECT_EQ(items().size(), 1U);
}

TEST_F(SyncedFolder, LosingExactlyHalfNeedsNoWord) {
  for (const char* name : {"a.jpg", "b.jpg", "c.jpg", "d.jpg"}) photo(name, name);
  sync();
  remove("a.jpg");
  remove("b.jpg");
  EXPECT_EQ(sync().deactivated, 2);
}

TEST_F(SyncedFolder, MovingEverythingLosesNothing) {
  for (const char* name : {"a.jpg", "b.jpg", "c.jpg"}) photo(name, name);
  sync();
  for (const char* name : {"a.jpg", "b.jpg", "c.jpg"}) rename(name, std::string("new/") + name);
  const auto result = sync();
  EXPECT_EQ(result.moved, 3);
  EXPECT_FALSE(result.refusal);
}

TEST_F(SyncedFolder, APartialListingDeactivatesNothingButTakesWhatIsNew) {
  ListedSource source("bucket");
  for (const char* name : {"a.jpg", "b.jpg", "c.jpg"}) source.put(name, test::fake_jpeg(name));
  sync_from(source);
  source.pages.at(0).entries.erase(source.pages.at(0).entries.begin());
  source.pages.at(0).incomplete = true;
  source.put("d.jpg", test::fake_jpeg("d"));
  const auto result = sync_from(source);
  EXPECT_EQ(result.added, 1);
  EXPECT_EQ(result.deactivated, 0);
  EXPECT_EQ(items().size(), 4U);
}

TEST_F(SyncedFolder, InAPartialListingNothingCountsAsMoved) {
  ListedSource source("bucket");
  source.put("a.jpg", test::fake_jpeg("a"));
  sync_from(source);
  source.pages.at(0) = {};
  source.pages.at(0).incomplete = true;
  source.put("b.jpg", test::fake_jpeg("a"));
  EXPECT_EQ(sync_from(source).moved, 0);
  EXPECT_EQ(items().count("a.jpg"), 1U);
}

TEST_F(SyncedFolder, AListingInPagesIsOneListing) {
  ListedSource source("bucket");
  source.pages.resize(2);
  source.put("a.jpg", test::fake_jpeg("a"));
  source.pages.at(1) = source.pages.at(0);
  source.pages.at(0).next = "1";
  source.pages.at(0).entries.clear();
  source.put("b.jpg", test::fake_jpeg("b"));
  EXPECT_EQ(sync_from(source).added, 2);
}

TEST_F(SyncedFolder, BadFilesAreReportedAndTheOthersGoOn) {
  photo("good.jpg", "1");
  test::write_file(folder.path(), "empty.jpg", "");
  test::write_file(folder.path(), "text.jpg", "this is only text");
  const auto result = sync();
  EXPECT_EQ(result.added, 1);
  ASSERT_EQ(result.problems.size(), 2U);
  for (const Problem& problem : result.problems) {
    EXPECT_EQ(problem.reason, problem.path == "empty.jpg"
                                  ? "the file is empty"
                                  : "no image or video, whatever its name says");
  }
}

TEST_F(SyncedFolder, AFileThatBecomesBadGoesInactiveUntilItIsMended) {
  photo("a.jpg", "1");
  photo("b.jpg", "2");
  sync();
  test::write_file(folder.path(), "a.jpg", "");
  const auto result = sync();
  EXPECT_EQ(result.deactivated, 1);
  EXPECT_EQ(result.problems.size(), 1U);
  const auto written = data_version();
  sync();
  EXPECT_EQ(data_version(), written);
  photo("a.jpg", "1");
  EXPECT_EQ(sync().reactivated, 1);
}

TEST_F(SyncedFolder, AnUnreadableFileKeepsItsItem) {
  ListedSource source("bucket");
  source.put("a.jpg", test::fake_jpeg("a"));
  source.put("b.jpg", test::fake_jpeg("b"));
  sync_from(source);
  source.pages.at(0).entries.at(0).version = "new";
  source.pages.at(0).entries.at(0).size = 9999;  // not what reading gives
  const auto result = sync_from(source);
  EXPECT_EQ(result.problems.size(), 1U);
  EXPECT_EQ(items().count("a.jpg"), 1U);
}

TEST_F(SyncedFolder, AnotherSourcesFirstCompleteSyncRetiresTheOldOnesItems) {
  photo("a.jpg", "1");
  photo("b.jpg", "2");
  sync();
  lock(items().at("a.jpg").content, LockKind::hold);
  ListedSource bucket("bucket");
  bucket.put("x.jpg", test::fake_jpeg("1"));
  const auto result = sync_from(bucket);
  EXPECT_EQ(result.added, 1);
  EXPECT_EQ(result.deactivated, 2);
  EXPECT_FALSE(result.refusal);
  const auto all = items();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.at("x.jpg").locked_until, k_forever);
}

TEST_F(SyncedFolder, AnotherSourceThatIsEmptyOrPartialRetiresNothing) {
  photo("a.jpg", "1");
  sync();
  ListedSource bucket("bucket");
  EXPECT_TRUE(sync_from(bucket).refusal);
  bucket.put("x.jpg", test::fake_jpeg("2"));
  bucket.pages.at(0).incomplete = true;
  sync_from(bucket);
  EXPECT_EQ(items().count("a.jpg"), 1U);
}

TEST_F(SyncedFolder, GoingBackToTheFormerSourceBringsItsItemsBack) {
  photo("a.jpg", "1");
  sync();
  const auto before = items().at("a.jpg");
  ListedSource bucket("bucket");
  bucket.put("x.jpg", test::fake_jpeg("2"));
  sync_from(bucket);
  const auto result = sync();
  EXPECT_EQ(result.reactivated, 1);
  EXPECT_EQ(result.deactivated, 1);
  EXPECT_EQ(items().at("a.jpg").id, before.id);
}

TEST_F(SyncedFolder, AForeignMd5FindsAContentKnownBySha256AndItsLock) {
  photo("a.jpg", "1");
  sync();
  const auto before = items().at("a.jpg");
  lock(before.content, LockKind::reject);
  ListedSource bucket("bucket");
  bucket.put_with_md5("x.jpg", test::fake_jpeg("1"));
  sync_from(bucket);
  EXPECT_EQ(bucket.reads, 1);  // the only way to compare a SHA-256 with an MD5
  EXPECT_EQ(items().at("x.jpg").content, before.content);
  EXPECT_EQ(items().at("x.jpg").locked_until, k_forever);
}

TEST_F(SyncedFolder, AForeignMd5NobodyCouldMatchIsTakenWithoutReading) {
  ListedSource bucket("bucket");
  bucket.put_with_md5("x.jpg", test::fake_jpeg("1"));
  sync_from(bucket);
  EXPECT_EQ(bucket.reads, 0);
  bucket.put_with_md5("copy.jpg", test::fake_jpeg("1"));
  EXPECT_EQ(sync_from(bucket).copied, 1);
  EXPECT_EQ(bucket.reads, 0);
}

TEST_F(SyncedFolder, AContentKnownByMd5GetsItsSha256WhenTheFileIsRead) {
  ListedSource bucket("bucket");
  bucket.put_with_md5("x.jpg", test::fake_jpeg("1"));
  sync_from(bucket);
  const auto before = items().at("x.jpg");
  lock(before.content, LockKind::hold);
  photo("a.jpg", "1");
  sync();
  const auto after = items().at("a.jpg");
  EXPECT_EQ(after.content, before.content);
  EXPECT_EQ(after.content_hash,
            crypto::digest_hex(crypto::DigestAlgorithm::sha256, test::fake_jpeg("1")));
  EXPECT_EQ(after.locked_until, k_forever);
}

TEST_F(SyncedFolder, ADrySyncTellsAllAndWritesNothing) {
  photo("a.jpg", "1");
  photo("b.jpg", "2");
  photo("gone.jpg", "3");
  sync();
  rename("a.jpg", "moved.jpg");
  photo("copy.jpg", "2");
  photo("new.jpg", "4");
  photo("new-copy.jpg", "4");
  remove("gone.jpg");
  const auto before = data_version();
  SyncRequest request;
  request.dry_run = true;
  const auto result = sync(request);
  EXPECT_EQ(data_version(), before);
  EXPECT_EQ(result.moved, 1);
  EXPECT_EQ(result.copied, 2);
  EXPECT_EQ(result.added, 1);
  EXPECT_EQ(result.deactivated, 1);
  const auto real = sync();
  EXPECT_EQ(real.moved, 1);
  EXPECT_EQ(real.copied, 2);
  EXPECT_EQ(real.added, 1);
  EXPECT_EQ(real.deactivated, 1);
}

TEST_F(SyncedFolder, ADrySyncOfANewSourceMakesNoRow) {
  photo("a.jpg", "1");
  SyncRequest request;
  request.dry_run = true;
  EXPECT_EQ(sync(request).added, 1);
  EXPECT_EQ(rows("media_sources"), 0);
}

TEST_F(SyncedFolder, TwoChatsOfOneFolderDoNotTouchEachOther) {
  const ChatKey other = t.add_chat(-1002, "other");
  photo("a.jpg", "1");
  photo("b.jpg", "2");
  photo("c.jpg", "3");
  SyncRequest theirs;
  theirs.chat = other;
  sync();
  EXPECT_EQ(sync(theirs).added, 3);
  lock(items().at("a.jpg").content, LockKind::reject);
  remove("b.jpg");
  photo("c.jpg", "changed");
  sync();
  const auto untouched = items_of(other);
  EXPECT_EQ(untouched.size(), 3U);
  EXPECT_FALSE(untouched.at("a.jpg").locked_until);
  EXPECT_EQ(untouched.at("c.jpg").content_hash,
            crypto::digest_hex(crypto::DigestAlgorithm::sha256, test::fake_jpeg("3")));
  for (const auto& [path, item] : untouched) {
    for (const auto& [our_path, ours] : items()) EXPECT_NE(item.content, ours.content);
  }
}

TEST_F(SyncedFolder, SeveralBatchesAreOneSync) {
  for (int i = 0; i < 900; ++i) photo("f/" + std::to_string(i) + ".jpg", std::to_string(i));
  EXPECT_EQ(sync().added, 900);
  std::filesystem::rename(folder.path() / "f", folder.path() / "g");
  EXPECT_EQ(sync().moved, 900);
}

TEST_F(SyncedFolder, AnInterruptedSyncGoesOnFromWhatItRecorded) {
  ListedSource bucket("bucket");
  for (int i = 0; i < 900; ++i) {
    bucket.put(std::to_string(i) + ".jpg", test::fake_jpeg(std::to_string(i)));
    bucket.pages.at(0).entries.back().read_order = static_cast<std::uint64_t>(i);
  }
  bucket.bytes.erase("600.jpg");  // std::out_of_range: not an Error, ends the whole sync
  EXPECT_THROW(sync_from(bucket), std::out_of_range);
  EXPECT_EQ(rows("media_items"), 400);
  bucket.bytes["600.jpg"] = test::fake_jpeg("600");
  const auto result = sync_from(bucket);
  EXPECT_EQ(result.unchanged, 400);
  EXPECT_EQ(result.added, 500);
}

TEST_F(SyncedFolder, TwoSyncsAtOnceAgree) {
  for (int i = 0; i < 500; ++i) photo(std::to_string(i) + ".jpg", std::to_string(i));
  Store second({.file = t.store.file()}, t.clock);
  SyncResult theirs;
  std::thread thread([&] {
    local::LocalSource source(folder.path());
    theirs = sync_media(second, source, {.chat = chat, .actor = k_syncing_person, .config = {}});
  });
  const auto ours = sync();
  thread.join();
  EXPECT_EQ(ours.added + theirs.added, 500);
  EXPECT_EQ(ours.added + ours.unchanged, 500);
  EXPECT_EQ(rows("media_items"), 500);
  EXPECT_EQ(rows("media_contents"), 500);
}

TEST_F(SyncedFolder, ProgressEndsAtEverythingRead) {
  photo("a.jpg", "1");
  photo("b.jpg", "2");
  std::vector<SyncProgress> told;
  local::LocalSource source(folder.path());
  sync_media(t.store, source, {.chat = chat, .actor = k_syncing_person, .config = {}},
             [&](const SyncProgress& progress) { told.push_back(progress); });
  ASSERT_GE(told.size(), 2U);
  EXPECT_EQ(told.front().to_read, 2);
  EXPECT_EQ(told.back().read, 2);
}

TEST_F(SyncedFolder, ARunIsRecordedOnlyWhenSomethingChanged) {
  photo("a.jpg", "1");
  sync();
  EXPECT_EQ(rows("runs"), 1);
  sync();
  EXPECT_EQ(rows("runs"), 1);
}

TEST_F(SyncedFolder, AContentKnownByItsMd5AloneBecomesOneWithTheSameContentAndKeepsItsLock) {
  photo("a.jpg", "1");
  photo("b.jpg", "2");
  sync();
  const auto before = items().at("a.jpg");
  const std::string bytes = test::fake_jpeg("1");
  t.store.write(k_syncing_person, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat);
    const ContentId foreign = ContentRepository(scope).find_or_add(
        {.sha256 = std::nullopt, .md5 = crypto::digest_hex(crypto::DigestAlgorithm::md5, bytes)},
        static_cast<std::int64_t>(bytes.size()));
    EXPECT_NE(foreign, before.content);
    LockRepository(scope).lock(foreign, LockKind::reject, k_forever, std::nullopt);
  });
  test::touch(folder.path(), "a.jpg");
  const auto result = sync();
  EXPECT_EQ(result.changed, 0);
  EXPECT_EQ(result.unchanged, 2);
  const auto after = items().at("a.jpg");
  EXPECT_EQ(after.id, before.id);
  EXPECT_EQ(after.locked_until, k_forever);
  EXPECT_EQ(rows("media_contents"), 2);
}

}  // namespace
}  // namespace igbot::media
