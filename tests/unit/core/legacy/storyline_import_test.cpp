// SPDX-License-Identifier: MIT
#include "core/legacy/storyline_import.hpp"

#include <gtest/gtest.h>

#include "core/account/account_repository.hpp"
#include "core/crypto/digest.hpp"
#include "core/media/lock_repository.hpp"
#include "core/media/media_repository.hpp"
#include "core/media/syncer.hpp"
#include "core/post/post_repository.hpp"
#include "core/settings/settings_service.hpp"
#include "providers/local/local_source.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::legacy {
namespace {

using std::chrono::hours;

const Actor k_importer{"cli:test", "test"};
const std::string k_chat_id = "c1";

/// A database, a folder of files, and a dump of one chat that a test fills in.
class StorylineImport : public ::testing::Test {
 protected:
  StorylineImport() {
    OldChat team;
    team.id = k_chat_id;
    team.telegram_id = -1001;
    team.name = "team";
    team.source_root = folder.path().string();
    dump.chats.push_back(team);
    request.defaults = to_values(ChatSettings{});
  }

  StorylineReport import() {
    return t.store.write(k_importer, [&](UnitOfWork& unit) {
      auto report = import_storyline(unit, dump, request);
      if (!report.chats.empty()) chat = report.chats.front().chat.key;
      return report;
    });
  }
  ErrorKind refusal() {
    try {
      import();
    } catch (const Error& error) {
      return error.kind();
    }
    ADD_FAILURE() << "accepted";
    return ErrorKind::bug;
  }

  OldMedia& add_media(const std::string& id, const std::string& path, const std::string& text,
                      crypto::DigestAlgorithm algorithm = crypto::DigestAlgorithm::sha256) {
    test::write_photo(folder.path(), path, text);
    const std::string bytes = test::fake_jpeg(text);
    OldMedia media;
    media.id = id;
    media.tenant = k_chat_id;
    media.file_path = (folder.path() / path).string();
    media.file_name = std::filesystem::path(path).filename();
    media.hash = crypto::digest_hex(algorithm, bytes);
    media.size = static_cast<std::int64_t>(bytes.size());
    return dump.media.emplace_back(std::move(media));
  }
  void add_lock(const std::string& id, const std::string& media, const std::string& reason,
                std::optional<Timestamp> until) {
    OldLock lock;
    lock.id = id;
    lock.media = media;
    lock.reason = reason;
    lock.locked_until = until;
    dump.locks.push_back(lock);
  }
  OldQueueItem& add_queue(const std::string& id, const std::string& media,
                          const std::string& status, std::chrono::minutes after) {
    OldQueueItem item;
    item.id = id;
    item.media = media;
    item.status = status;
    item.scheduled_for = t.clock.now() + after;
    return dump.queue.emplace_back(std::move(item));
  }
  void add_history(const std::string& id, const std::string& media, const std::string& queue_item) {
    OldHistoryItem item;
    item.id = id;
    item.media = media;
    item.status = "posted";
    item.queue_item = queue_item;
    item.scheduled_for = item.posted_at = t.clock.now() - hours{1};
    dump.history.push_back(item);
  }

  std::map<std::string, media::MediaItem> items() {
    return t.store.read([&](UnitOfWork& unit) {
      std::map<std::string, media::MediaItem> found;
      for (auto& item : media::MediaRepository(unit.chat(chat)).list({})) {
        found.emplace(item.path, std::move(item));
      }
      return found;
    });
  }
  std::vector<media::Lock> locks_of(const std::string& path) {
    const ContentId content = items().at(path).content;
    return t.store.read(
        [&](UnitOfWork& unit) { return media::LockRepository(unit.chat(chat)).locks_of(content); });
  }
  std::vector<post::Post> posts() {
    return t.store.read(
        [&](UnitOfWork& unit) { return post::PostRepository(unit.chat(chat)).list({}); });
  }
  media::SyncResult sync() {
    local::LocalSource source(folder.path());
    return media::sync_media(
        t.store, source,
        {.chat = chat, .actor = k_importer, .type = SourceType::local, .config = "{}"});
  }
  std::int64_t changes() {
    return t.store.bookkeep([](Bookkeeping& unit) { return unit.db().total_changes(); });
  }

  test::TemporaryStore t;
  test::TemporaryFolder folder;
  StorylineDump dump;
  StorylineRequest request;
  ChatKey chat{};
};

TEST_F(StorylineImport, EachOldLockIsTheLockThatMeansTheSame) {
  const Timestamp later = t.clock.now() + hours{48};
  const std::vector<std::pair<std::string, std::string>> cases{
      {"recent_post", "recent_post"}, {"skip", "skip"},
      {"manual_hold", "hold"},        {"seasonal", "hold"},
      {"permanent_reject", "reject"}, {"something new", "recent_post"}};
  for (const auto& [reason, kind] : cases) {
    add_media(reason, reason + ".jpg", reason);
    add_lock("l" + reason, reason, reason, later);
  }
  import();
  for (const auto& [reason, kind] : cases) {
    const auto locks = locks_of(reason + ".jpg");
    ASSERT_EQ(locks.size(), 1U) << reason;
    EXPECT_EQ(to_string(locks[0].kind), kind) << reason;
    EXPECT_EQ(locks[0].until, reason == "permanent_reject" ? k_forever : later) << reason;
  }
}

TEST_F(StorylineImport, ALockWithoutAnEndIsARejectionUnlessAPersonHeldTheItem) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"recent_post", "reject"}, {"skip", "reject"}, {"manual_hold", "hold"}, {"seasonal", "hold"}};
  for (const auto& [reason, kind] : cases) {
    add_media(reason, reason + ".jpg", reason);
    add_lock("l" + reason, reason, reason, std::nullopt);
  }
  import();
  for (const auto& [reason, kind] : cases) {
    const auto locks = locks_of(reason + ".jpg");
    ASSERT_EQ(locks.size(), 1U) << reason;
    EXPECT_EQ(to_string(locks[0].kind), kind) << reason;
    EXPECT_EQ(locks[0].until, k_forever) << reason;
  }
}

TEST_F(StorylineImport, ALockThatAPersonTookAwayStaysAway) {
  add_media("a", "a.jpg", "1");
  add_lock("l", "a", "permanent_reject", std::nullopt);
  import();
  t.store.write(k_importer, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat);
    const auto item = media::MediaRepository(scope).list({}).front();
    media::LockRepository(scope).unlock(item.content, std::nullopt, std::nullopt);
  });
  import();
  EXPECT_TRUE(locks_of("a.jpg").empty());
}

TEST_F(StorylineImport, BothDigestsOfOneContentAreOneAfterTheSyncAndKeepTheirLocks) {
  add_media("a", "a.jpg", "same", crypto::DigestAlgorithm::md5).times_posted = 2;
  add_media("b", "b.jpg", "same").times_posted = 5;
  add_lock("l", "a", "manual_hold", std::nullopt);
  add_lock("m", "b", "recent_post", t.clock.now() + hours{5});
  import();
  const auto result = sync();
  EXPECT_EQ(result.unchanged, 2);
  EXPECT_EQ(result.changes(), 0);
  const auto after = items();
  EXPECT_EQ(after.at("a.jpg").content, after.at("b.jpg").content);
  EXPECT_EQ(after.at("a.jpg").times_posted, 2);
  EXPECT_EQ(after.at("b.jpg").times_posted, 5);
  EXPECT_EQ(locks_of("a.jpg").size(), 2U);
}

TEST_F(StorylineImport, PostsThatAreStillToComeArePlannedOnDaysOfTheirOwn) {
  add_media("a", "a.jpg", "1");
  add_media("b", "b.jpg", "2");
  add_queue("q", "a", "pending", hours{24});
  add_queue("r", "b", "retrying", hours{25});
  import();
  const auto all = posts();
  ASSERT_EQ(all.size(), 2U);
  for (const auto& post : all) {
    EXPECT_EQ(post.state, post::PostState::planned);
    EXPECT_TRUE(post.slot_day);
    EXPECT_FALSE(post.pinned);
  }
  EXPECT_EQ(all[0].due_at, t.clock.now() + hours{24});
}

TEST_F(StorylineImport, WhatTheFormerSystemMayHaveSentSinceIsMissed) {
  add_media("a", "a.jpg", "1");
  add_queue("q", "a", "pending", std::chrono::minutes{0});
  import();
  EXPECT_EQ(posts().at(0).state, post::PostState::missed);
}

TEST_F(StorylineImport, ACardThatArrivedHereAwaitsADecisionAndOthersAreNotFollowed) {
  for (const char* id : {"a", "b", "c"}) add_media(id, std::string(id) + ".jpg", id);
  auto& here = add_queue("q", "a", "processing", hours{-3});
  here.message_id = 5;
  here.telegram_chat_id = -1001;
  auto& elsewhere = add_queue("r", "b", "processing", hours{-2});
  elsewhere.message_id = 6;
  elsewhere.telegram_chat_id = -77;
  add_queue("s", "c", "processing", hours{-1});
  import();
  const auto all = posts();
  EXPECT_EQ(all.at(0).state, post::PostState::awaiting);
  EXPECT_EQ(all.at(0).message, TelegramMessageId{5});
  EXPECT_EQ(all.at(0).expires_at, t.clock.now() + hours{24});
  EXPECT_EQ(all.at(1).state, post::PostState::awaiting);
  EXPECT_EQ(all.at(1).message, std::nullopt);
  EXPECT_EQ(all.at(2).state, post::PostState::unknown);
  EXPECT_EQ(all.at(2).stage, post::Stage::card);
}

TEST_F(StorylineImport, OfTwoQueueRowsWithOneContentTheSentOneCounts) {
  add_media("a", "a.jpg", "same");
  add_media("b", "b.jpg", "same");
  add_queue("q", "a", "pending", hours{1});
  add_queue("r", "b", "processing", hours{2}).message_id = 1;
  const auto report = import();
  ASSERT_EQ(posts().size(), 1U);
  EXPECT_EQ(posts()[0].state, post::PostState::awaiting);
  EXPECT_EQ(report.totals.at(k_queue).refused, 1);
}

TEST_F(StorylineImport, AQueueRowThatTheHistoryAlreadyEndsIsNotPlanned) {
  add_media("a", "a.jpg", "1");
  add_queue("q", "a", "pending", hours{1});
  add_history("h", "a", "q");
  import();
  ASSERT_EQ(posts().size(), 1U);
  EXPECT_EQ(posts()[0].state, post::PostState::posted);
}

TEST_F(StorylineImport, APlannedPostWhoseCardWasSentOverThereSinceIsNotSentAgain) {
  add_media("a", "a.jpg", "1");
  add_queue("q", "a", "pending", hours{1});
  import();
  dump.queue.front().status = "processing";
  dump.queue.front().message_id = 5;
  dump.queue.front().telegram_chat_id = -1001;
  import();
  ASSERT_EQ(posts().size(), 1U);
  EXPECT_EQ(posts()[0].state, post::PostState::awaiting);
  EXPECT_EQ(posts()[0].message, TelegramMessageId{5});
}

TEST_F(StorylineImport, TwoChatsWithTheSameFolderAndFilesStayApart) {
  OldChat other = dump.chats.front();
  other.id = "c2";
  other.telegram_id = -1002;
  dump.chats.push_back(other);
  add_media("a", "a.jpg", "1");
  auto& copy = add_media("b", "a.jpg", "1");
  copy.tenant = "c2";
  copy.times_posted = 7;
  add_lock("l", "b", "permanent_reject", std::nullopt);
  add_queue("q", "b", "pending", hours{1});
  const auto report = import();
  EXPECT_EQ(items().at("a.jpg").times_posted, 0);
  EXPECT_TRUE(locks_of("a.jpg").empty());
  EXPECT_TRUE(posts().empty());
  chat = report.chats.at(1).chat.key;
  EXPECT_EQ(items().at("a.jpg").times_posted, 7);
  EXPECT_EQ(locks_of("a.jpg").size(), 1U);
  EXPECT_EQ(posts().size(), 1U);
}

TEST_F(StorylineImport, WhatAPersonDecidedHereIsNotOverruledByALaterDump) {
  add_media("a", "a.jpg", "1");
  add_queue("q", "a", "pending", hours{1});
  import();
  t.store.write(k_importer, [&](UnitOfWork& unit) {
    unit.db().execute("UPDATE posts SET state = 'canceled', wake_at = NULL");
    unit.chat(chat).audit({.entity = "post", .entity_id = "1", .action = "cancel"});
  });
  dump.queue.clear();
  add_history("h", "a", "q");
  const auto report = import();
  EXPECT_EQ(posts().at(0).state, post::PostState::canceled);
  EXPECT_EQ(report.totals.at(k_history).already, 1);
}

TEST_F(StorylineImport, ASecondImportWritesNoRow) {
  add_media("a", "a.jpg", "1");
  add_lock("l", "a", "skip", t.clock.now() + hours{5});
  add_queue("q", "a", "pending", hours{1});
  add_history("h", "a", "none");
  import();
  const auto before = changes();
  import();
  EXPECT_EQ(changes(), before);
}

TEST_F(StorylineImport, AnAccountThatIsHereIsRecognised) {
  import();
  t.store.write(k_importer, [&](UnitOfWork& unit) {
    AccountRepository(unit.chat(chat)).add({"17841400000000001", "team", AccountLogin::instagram});
  });
  OldAccount account;
  account.id = "e1";
  account.instagram_id = "17841400000000001";
  dump.accounts.push_back(account);
  EXPECT_EQ(import().totals.at(k_accounts).already, 1);
  EXPECT_EQ(import().totals.at(k_accounts).already, 1);
}

TEST_F(StorylineImport, AMixThatIsNotWholeIsRefusedAsAWhole) {
  for (const char* category : {"memes", "merch"}) {
    OldShare share;
    share.id = category;
    share.category = category;
    share.share = 4000;
    share.from = t.clock.now() - hours{1};
    dump.shares.push_back(share);
  }
  EXPECT_EQ(import().totals.at(k_mix_kind).refused, 2);
}

TEST_F(StorylineImport, APausedChatThatIsHereIsPausedOnceAndKeepsItsSettings) {
  t.store.write(k_importer, [&](UnitOfWork& unit) {
    SettingValues values = to_values(ChatSettings{});
    values["posts_per_day"] = "9";
    chat = create_chat(unit, {TelegramChatId{-1001}, "here", values}).key;
  });
  dump.chats.front().settings["posts_per_day"] = "4";
  dump.chats.front().paused = true;
  import();
  const auto settings = [&] {
    return t.store.read([&](UnitOfWork& unit) { return SettingsService(unit.chat(chat)).load(); });
  };
  EXPECT_TRUE(settings().is_paused);
  EXPECT_EQ(settings().posts_per_day, 9);
  t.store.write(k_importer,
                [&](UnitOfWork& unit) { SettingsService(unit.chat(chat)).resume(std::nullopt); });
  import();
  EXPECT_FALSE(settings().is_paused);
}

TEST_F(StorylineImport, AnArchivedChatTakesNothing) {
  import();
  t.store.write(k_importer, [&](UnitOfWork& unit) {
    ChatRepository chats(unit);
    chats.set_state(*chats.find(chat), ChatState::archived, "test");
  });
  EXPECT_EQ(refusal(), ErrorKind::conflict);
}

TEST_F(StorylineImport, AFolderIsNeededOnlyForFilesThatWereThere) {
  dump.chats.front().source_root = "/nowhere/at/all";
  const auto report = import();
  ASSERT_EQ(report.notes.size(), 1U);
  EXPECT_NE(report.notes.front().find("media folder is not here"), std::string::npos);
  add_media("a", "a.jpg", "1");
  EXPECT_EQ(refusal(), ErrorKind::not_found);
}

TEST_F(StorylineImport, FilesAreFoundAgainWhereTheyLieNow) {
  dump.chats.front().source_root = "/old/media/";
  request.media_map["/old/media/"] = folder.path().string();
  add_media("a", "memes/a.jpg", "1").file_path = "/old/media/memes/a.jpg";
  add_media("b", "memes/b.jpg", "2").file_path = "/old/media/../media/memes/b.jpg";
  add_media("c", "c.jpg", "3").file_path = "/old/media-two/c.jpg";
  add_media("d", "d.jpg", "4").file_path = "/old/media/../../etc/passwd";
  EXPECT_EQ(import().totals.at(k_media).refused, 2);
  EXPECT_EQ(items().count("memes/a.jpg"), 1U);
  EXPECT_EQ(items().count("memes/b.jpg"), 1U);
}

}  // namespace
}  // namespace igbot::legacy
