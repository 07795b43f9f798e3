// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <utility>

#include "core/crypto/digest.hpp"
#include "core/media/media_repository.hpp"
#include "core/media/source_repository.hpp"
#include "core/media/syncer.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::media {
namespace {

using std::chrono::hours;

/// A source whose files have ids, as Google Drive has, and which tells what changed since a mark.
class TellingSource final : public MediaSource {
 public:
  std::string root() const override { return name; }
  MediaPage list(const std::optional<std::string>&) override {
    ++listings;
    MediaPage page;
    for (const auto& [id, entry] : files) page.entries.push_back(entry);
    page.problems = problems;
    return page;
  }
  std::optional<std::string> mark() override { return std::to_string(journal.size()); }
  std::optional<MediaChanges> changes_since(const std::string& mark) override {
    if (forgot) return std::nullopt;
    ++looks;
    if (auto happens = std::exchange(before_look, {})) happens();
    MediaChanges changes{.mark = std::to_string(journal.size())};
    std::map<std::string, bool> ids;
    for (std::size_t i = std::stoul(mark); i < journal.size(); ++i) ids[journal[i]] = true;
    for (const auto& [id, changed] : ids) {
      const auto file = files.find(id);
      if (file == files.end()) {
        changes.gone.push_back(id);
      } else {
        changes.entries.push_back(file->second);
      }
    }
    changes.problems = problems;
    if (auto happens = std::exchange(after_look, {})) happens();
    return changes;
  }
  void read(const MediaRef& ref, const Sink& sink) override { sink(bytes.at(ref.identifier)); }
  std::vector<MediaFolder> folders(const std::optional<std::string>&) override { return {}; }
  SourceConfig completed_config() override { return DriveSourceConfig{"folder"}; }

  void put(const std::string& id, const std::string& path, const std::string& text) {
    bytes[id] = test::fake_jpeg(text);
    const std::string md5 = crypto::digest_hex(crypto::DigestAlgorithm::md5, bytes[id]);
    files[id] = {.identifier = id,
                 .version = md5,
                 .path = path,
                 .size = static_cast<std::int64_t>(bytes[id].size()),
                 .sha256 = std::nullopt,
                 .md5 = md5};
    journal.push_back(id);
  }
  void remove(const std::string& id) {
    files.erase(id);
    journal.push_back(id);
  }

  std::string name = "folder";
  std::map<std::string, MediaEntry> files;
  std::map<std::string, std::string> bytes;
  std::vector<std::string> journal;
  std::vector<Problem> problems;
  bool forgot = false;                     ///< no mark is known any more
  std::function<void()> before_look = {};  ///< once, while somebody looks for changes
  std::function<void()> after_look = {};
  int listings = 0;
  int looks = 0;
};

class SyncedChanges : public ::testing::Test {
 protected:
  SyncedChanges() : chat(t.add_chat()) {
    source.put("1", "memes/a.jpg", "a");
    source.put("2", "memes/b.jpg", "b");
    source.put("3", "merch/c.jpg", "c");
    sync();
  }
  SyncResult sync(SyncRequest request = {}) {
    request.chat = chat;
    request.actor = {"cli:test", "test"};
    request.type = SourceType::google_drive;
    return sync_media(t.store, source, request);
  }
  std::map<std::string, std::string> library(bool active = true) {
    return t.store.read([&](UnitOfWork& unit) {
      std::map<std::string, std::string> found;
      for (const MediaItem& item :
           MediaRepository(unit.chat(chat)).list({.category = {}, .active = active})) {
        found.emplace(item.identifier, item.category + ": " + item.path);
      }
      return found;
    });
  }
  std::optional<std::string> stored_mark() {
    return t.store.read([&](UnitOfWork& unit) {
      return SourceRepository(unit.chat(chat)).find(SourceType::google_drive, "folder")->mark;
    });
  }

  test::TemporaryStore t;
  ChatKey chat;
  TellingSource source;
};

TEST_F(SyncedChanges, OnlyWhatChangedIsAskedForAfterTheFirstListing) {
  source.put("4", "merch/d.jpg", "d");
  source.put("1", "memes/a.jpg", "another picture");
  source.remove("2");
  const auto result = sync();
  EXPECT_EQ(source.listings, 1);
  EXPECT_EQ(result.added, 1);
  EXPECT_EQ(result.changed, 1);
  EXPECT_EQ(result.deactivated, 1);
  EXPECT_EQ(result.unchanged, 1);
  EXPECT_EQ(library(false).count("2"), 1U);
}

TEST_F(SyncedChanges, WithoutAChangeNoRowIsWritten) {
  const auto before = t.store.bookkeep([](Bookkeeping& unit) { return unit.db().total_changes(); });
  const auto result = sync();
  EXPECT_EQ(result.unchanged, 3);
  EXPECT_EQ(source.listings, 1);
  EXPECT_EQ(t.store.bookkeep([](Bookkeeping& unit) { return unit.db().total_changes(); }), before);
}

TEST_F(SyncedChanges, AFileThatIsMovedOrRenamedKeepsItsItemAndChangesItsCategory) {
  const auto id = t.store.read([&](UnitOfWork& unit) {
    return MediaRepository(unit.chat(chat)).list({.category = "memes"}).front().id;
  });
  source.put("1", "merch/renamed.jpg", "a");
  const auto result = sync();
  EXPECT_EQ(result.moved, 1);
  EXPECT_EQ(result.changes(), 1);
  EXPECT_EQ(library().at("1"), "merch: merch/renamed.jpg");
  const auto item = t.store.read(
      [&](UnitOfWork& unit) { return MediaRepository(unit.chat(chat)).find(id).value(); });
  EXPECT_EQ(item.path, "merch/renamed.jpg");
  EXPECT_EQ(item.mime, "image/jpeg");
}

TEST_F(SyncedChanges, AFileThatComesBackElsewhereIsActiveThere) {
  source.remove("2");
  sync();
  source.put("2", "merch/back.jpg", "b");
  EXPECT_EQ(sync().reactivated, 1);
  EXPECT_EQ(library().at("2"), "merch: merch/back.jpg");
}

TEST_F(SyncedChanges, AFileThatChangesAndMovesAtOnceIsBoth) {
  source.put("3", "memes/c2.jpg", "other bytes");
  EXPECT_EQ(sync().changed, 1);
  EXPECT_EQ(library().at("3"), "memes: memes/c2.jpg");
}

TEST_F(SyncedChanges, EverythingIsListedWhereTheSourceForgotAndOnceADay) {
  source.forgot = true;
  sync();
  EXPECT_EQ(source.listings, 2);
  source.forgot = false;
  sync();
  EXPECT_EQ(source.listings, 2);
  t.clock.advance(hours(25));
  sync();
  EXPECT_EQ(source.listings, 3);
  sync({.list_everything = true});
  EXPECT_EQ(source.listings, 4);
}

TEST_F(SyncedChanges, WhatIsNotSettledIsAskedForAgain) {
  const auto before = stored_mark();
  source.put("4", "memes/d.jpg", "d");
  source.problems = {{"memes/e.jpg", "may not be downloaded"}};
  EXPECT_EQ(sync().added, 1);
  EXPECT_EQ(stored_mark(), before);
  source.problems.clear();
  source.put("5", "memes/e.jpg", "e");
  EXPECT_EQ(sync().added, 1);
  EXPECT_NE(stored_mark(), before);
}

TEST_F(SyncedChanges, AMassDeleteIsNotForgottenByTheMark) {
  source.remove("1");
  source.remove("2");
  EXPECT_TRUE(sync().is_mass_delete);
  EXPECT_EQ(library().size(), 3U);
  EXPECT_TRUE(sync().is_mass_delete);
  EXPECT_EQ(sync({.allow_mass_delete = true}).deactivated, 2);
  EXPECT_EQ(library().size(), 1U);
}

/// File 2 is gone in the listing of the one that stands still, and back in the other's.
TEST_F(SyncedChanges, WhatASyncUndidAfterAnotherOvertookItIsFoundByTheNext) {
  source.remove("2");
  source.problems = {{"memes/e.jpg", "may not be downloaded"}};
  source.after_look = [&] {
    source.problems.clear();
    source.put("2", "memes/b.jpg", "b");
    source.put("4", "memes/d.jpg", "d");
    EXPECT_EQ(sync().added, 1);
  };
  EXPECT_EQ(sync().deactivated, 1);
  EXPECT_EQ(stored_mark(), std::nullopt);
  EXPECT_EQ(sync().reactivated, 1);
  EXPECT_EQ(library().size(), 4U);
}

TEST_F(SyncedChanges, WhatAnotherSyncDidBeforeALaterListingIsFoundByTheNext) {
  source.remove("2");
  source.before_look = [&] {
    EXPECT_EQ(sync().deactivated, 1);
    source.put("2", "memes/b.jpg", "b");
    source.put("4", "memes/d.jpg", "d");
  };
  EXPECT_EQ(sync().added, 1);
  EXPECT_EQ(stored_mark(), std::nullopt);
  EXPECT_EQ(sync().reactivated, 1);
  EXPECT_NE(stored_mark(), std::nullopt);
}

TEST_F(SyncedChanges, AfterAnotherSourceHadItsTurnEverythingIsListed) {
  TellingSource other;
  other.name = "other folder";
  other.put("9", "memes/x.jpg", "x");
  sync_media(t.store, other,
             {.chat = chat, .actor = {"cli:test", "test"}, .type = SourceType::google_drive});
  EXPECT_TRUE(library().count("9") == 1 && library().size() == 1);
  const auto result = sync();
  EXPECT_EQ(result.reactivated, 3);
  EXPECT_EQ(result.deactivated, 1);
  EXPECT_EQ(source.listings, 2);
}

TEST_F(SyncedChanges, ADryRunKeepsTheMark) {
  const auto before = stored_mark();
  source.put("4", "memes/d.jpg", "d");
  EXPECT_EQ(sync({.dry_run = true}).added, 1);
  EXPECT_EQ(stored_mark(), before);
  EXPECT_EQ(sync().added, 1);
}

}  // namespace
}  // namespace igbot::media
