// SPDX-License-Identifier: MIT
#include "core/media/media_repository.hpp"

#include <gtest/gtest.h>

#include "core/media/content_repository.hpp"
#include "core/media/lock_repository.hpp"
#include "core/media/media_texts.hpp"
#include "core/media/source_repository.hpp"
#include "tests/support/query_plans.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::media {
namespace {

const Actor k_keeper{"cli:test", "test"};

MediaEntry entry_named(const std::string& path) {
  return {.identifier = path, .version = "1", .path = path, .size = 10, .sha256 = {}, .md5 = {}};
}

/// A library of one item in a chat.
class OneItem : public ::testing::Test {
 protected:
  template <typename Body>
  auto write(const Body& body) {
    return t.store.write(k_keeper, [&](UnitOfWork& unit) { return body(unit.chat(chat)); });
  }

  OneItem() : chat(t.add_chat()) {
    write([&](ChatScope scope) {
      source = SourceRepository(scope).find_or_add(SourceType::local, "/srv", "{}").id;
      content = ContentRepository(scope).find_or_add({.sha256 = "aa", .md5 = {}}, 10);
      MediaRepository items(scope);
      items.add(source, {entry_named("memes/a.jpg"), content, "image/jpeg"});
      known = items.known(source).at(0);
    });
  }
  MediaItem item() {
    return t.store
        .read([&](UnitOfWork& unit) { return MediaRepository(unit.chat(chat)).find(known.id); })
        .value();
  }

  test::TemporaryStore t;
  ChatKey chat;
  SourceId source{};
  ContentId content{};
  KnownItem known;
};

TEST_F(OneItem, IsNotAddedTwice) {
  EXPECT_FALSE(write([&](ChatScope scope) {
    return MediaRepository(scope).add(source, {entry_named("memes/a.jpg"), content, "image/jpeg"});
  }));
}

TEST_F(OneItem, IsNotChangedByASyncThatReadAnOlderState) {
  KnownItem old = known;
  old.version = "0";
  write([&](ChatScope scope) {
    MediaRepository items(scope);
    EXPECT_FALSE(items.refresh(old, entry_named("memes/a.jpg")));
    EXPECT_FALSE(items.deactivate(old, "gone"));
    EXPECT_FALSE(items.move(old, {entry_named("b.jpg"), content, "image/jpeg"}));
    EXPECT_FALSE(items.replace_content(old, {entry_named("memes/a.jpg"), content, "image/png"}));
  });
  EXPECT_EQ(item().version, "1");
  EXPECT_TRUE(item().active);
}

TEST_F(OneItem, DoesNotMoveOntoAnotherItem) {
  write([&](ChatScope scope) {
    MediaRepository items(scope);
    items.add(source, {entry_named("b.jpg"), content, "image/jpeg"});
    EXPECT_FALSE(items.move(known, {entry_named("b.jpg"), content, "image/jpeg"}));
    scope.audit({.entity = "source", .entity_id = "1", .action = "synced"});
  });
  EXPECT_EQ(item().path, "memes/a.jpg");
}

TEST_F(OneItem, WithAnotherContentCountsItsUsesAnew) {
  write([&](ChatScope scope) {
    scope.db().execute("UPDATE media_items SET times_posted = 3, last_posted_at = 5", {});
    const auto other = ContentRepository(scope).find_or_add({.sha256 = "bb", .md5 = {}}, 11);
    MediaEntry changed = entry_named("memes/a.jpg");
    changed.version = "2";
    EXPECT_TRUE(MediaRepository(scope).replace_content(known, {changed, other, "image/png"}));
  });
  EXPECT_EQ(item().times_posted, 0);
  EXPECT_FALSE(item().last_posted_at);
  EXPECT_EQ(item().mime, "image/png");
}

TEST_F(OneItem, ALockSaidTwiceIsWrittenOnce) {
  write([&](ChatScope scope) {
    LockRepository locks(scope);
    EXPECT_TRUE(locks.lock(content, LockKind::hold, k_forever, "why"));
    EXPECT_FALSE(locks.lock(content, LockKind::hold, k_forever, "why"));
    EXPECT_TRUE(locks.lock(content, LockKind::hold, t.clock.now() + std::chrono::hours{1}, "why"));
    EXPECT_TRUE(locks.lock(content, LockKind::reject, k_forever, std::nullopt));
  });
  const auto locks = t.store.read(
      [&](UnitOfWork& unit) { return LockRepository(unit.chat(chat)).locks_of(content); });
  ASSERT_EQ(locks.size(), 2U);
  EXPECT_EQ(locks[0].kind, LockKind::reject);
  EXPECT_EQ(locks[1].until, t.clock.now() + std::chrono::hours{1});
  EXPECT_EQ(locks[1].created_by.id, "cli:test");
}

TEST_F(OneItem, ALockThatEndsNowIsOver) {
  write([&](ChatScope scope) {
    LockRepository(scope).lock(content, LockKind::skip, t.clock.now() + std::chrono::seconds{1},
                               std::nullopt);
  });
  t.clock.advance(std::chrono::seconds{1});
  EXPECT_FALSE(item().locked_until);
}

TEST_F(OneItem, ItsContentIsFoundByEitherDigestAndLearnsTheOther) {
  write([&](ChatScope scope) {
    ContentRepository contents(scope);
    EXPECT_EQ(contents.find_or_add({.sha256 = "aa", .md5 = "m"}, 10), content);
    EXPECT_EQ(contents.find_or_add({.sha256 = {}, .md5 = "m"}, 10), content);
    EXPECT_NE(contents.find_or_add({.sha256 = {}, .md5 = "m"}, 11), content);
    EXPECT_NE(contents.find_or_add({.sha256 = "cc", .md5 = "m"}, 10), content);
    scope.audit({.entity = "source", .entity_id = "1", .action = "synced"});
  });
}

TEST_F(OneItem, NoQueryReadsAWholeTable) {
  const auto scans = t.store.bookkeep([&](Bookkeeping& bookkeeping) {
    test::PlanningConnection db(bookkeeping.db());
    UnitOfWork unit(db, bookkeeping.now(), k_keeper);
    const ChatScope scope = unit.chat(chat);
    MediaRepository items(scope);
    items.find(known.id);
    items.list({});
    items.list({.category = "memes", .active = false, .locked_only = true});
    items.categories();
    items.active_copies();
    items.known(source);
    items.active_elsewhere(source);
    items.add(source, {entry_named("b.jpg"), content, "image/jpeg"});
    items.move(known, {entry_named("c.jpg"), content, "image/jpeg"});
    items.set_texts(known.id, {.title = "x", .caption = {}, .link = {}, .tags = {}});
    ContentRepository contents(scope);
    contents.find(content);
    contents.find({.sha256 = "aa", .md5 = "m"}, 10);
    contents.find_or_add({.sha256 = "aa", .md5 = "m"}, 10);
    contents.sizes_without(crypto::DigestAlgorithm::sha256);
    contents.sizes_without(crypto::DigestAlgorithm::md5);
    LockRepository locks(scope);
    locks.lock(content, LockKind::hold, k_forever, std::nullopt);
    locks.unlock(content, std::nullopt, std::nullopt);
    SourceRepository(scope).find(SourceType::local, "/srv");
    EXPECT_GT(db.steps(), 20U);
    return db.scans();
  });
  EXPECT_TRUE(scans.empty()) << scans.front();
}

TEST(MediaTexts, AreTrimmedAndTagsListed) {
  const auto texts = checked_texts(
      {.title = "  Hi ", .caption = {}, .link = "https://example.org/a", .tags = "a,b  c ,"});
  EXPECT_EQ(texts.title, "Hi");
  EXPECT_EQ(texts.link, "https://example.org/a");
  EXPECT_EQ(texts.tags, "a, b, c");
  EXPECT_FALSE(texts.caption);
}

TEST(MediaTexts, ACaptionIsMeasuredInCharactersNotBytes) {
  std::string long_caption;
  for (int i = 0; i < 2200; ++i) long_caption += "é";
  EXPECT_NO_THROW(checked_texts({.title = {}, .caption = long_caption, .link = {}, .tags = {}}));
  EXPECT_THROW(checked_texts({.title = {}, .caption = long_caption + "é", .link = {}, .tags = {}}),
               Error);
}

}  // namespace
}  // namespace igbot::media
