// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/run.hpp"
#include "core/media/lock_repository.hpp"
#include "core/media/media_repository.hpp"
#include "core/schedule/mix_service.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/chat_repository.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::cli {
namespace {

using nlohmann::json;

struct MediaRun {
  int code = 0;
  std::string out;
  std::string err;
  json document() const { return json::parse(out); }
};

/// The media commands against a real database and a real folder, without a terminal.
class MediaCommands : public ::testing::Test {
 protected:
  MediaCommands() { add_synced_chat(-1001, "team", folder.path()); }

  void add_synced_chat(std::int64_t id, const std::string& name,
                       const std::filesystem::path& source) {
    t.store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
      const Chat chat =
          ChatRepository(unit).create(static_cast<TelegramChatId>(id), name, ChatState::active);
      create_chat_settings(unit.chat(chat.key),
                           {{"media_source_config", json{{"path", source.string()}}.dump()}});
    });
  }
  MediaRun run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "media");
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Io io{.in = in, .out = out, .err = err};
    const Environment environment(
        {{"IGBOTCTL_DATABASE_PATH", t.store.file().string()}, {"HOME", t.folder.path().string()}});
    const int code = run_cli(std::move(arguments), environment, t.clock, io);
    return {code, out.str(), err.str()};
  }
  void photo(const std::string& path, const std::string& text) {
    test::write_photo(folder.path(), path, text);
  }

  test::TemporaryStore t;
  test::TemporaryFolder folder;
};

TEST_F(MediaCommands, SyncPrintsOneSummaryLine) {
  photo("memes/a.jpg", "1");
  photo("b.jpg", "1");
  const auto first = run({"sync"});
  EXPECT_EQ(first.code, 0);
  EXPECT_EQ(first.out, "team: 1 new, 1 copied\n");
  EXPECT_EQ(first.err, "");
  EXPECT_EQ(run({"sync"}).out, "team: 2 unchanged\n");
}

TEST_F(MediaCommands, SyncAsJsonHasTheFieldsScriptsRelyOn) {
  photo("a.jpg", "1");
  test::write_file(folder.path(), "bad.jpg", "text");
  test::write_file(folder.path(), "notes.txt", "text");
  const auto result = run({"sync", "--json"});
  EXPECT_EQ(result.code, 3);
  const json document = result.document();
  EXPECT_EQ(document.at("schema_version"), 1);
  EXPECT_EQ(document.at("new"), 1);
  EXPECT_EQ(document.at("skipped"), 1);
  EXPECT_EQ(document.at("errors"), 1);
  EXPECT_EQ(document.at("problems").at(0).at("path"), "bad.jpg");
  for (const char* field :
       {"changed", "moved", "copied", "unchanged", "deactivated", "reactivated"}) {
    EXPECT_EQ(document.at(field), 0) << field;
  }
  EXPECT_EQ(json::parse(result.err).at("error").at("exit_code"), 3);
}

TEST_F(MediaCommands, ADrySyncLeavesTheLibraryEmpty) {
  photo("a.jpg", "1");
  EXPECT_EQ(run({"sync", "-n"}).out, "team: 1 new (dry run)\n");
  EXPECT_TRUE(run({"list", "--json"}).document().at("media").empty());
}

TEST_F(MediaCommands, KeptFilesAreAConflictAndTheFlagLetsThemGo) {
  photo("a.jpg", "1");
  photo("b.jpg", "2");
  photo("c.jpg", "3");
  run({"sync"});
  std::filesystem::remove(folder.path() / "a.jpg");
  std::filesystem::remove(folder.path() / "b.jpg");
  const auto refused = run({"sync"});
  EXPECT_EQ(refused.code, 6);
  EXPECT_NE(refused.err.find("2 of 3 files are gone"), std::string::npos);
  EXPECT_NE(refused.err.find("--allow-mass-delete"), std::string::npos);
  EXPECT_EQ(run({"sync", "--allow-mass-delete"}).out, "team: 2 gone, 1 unchanged\n");
}

TEST_F(MediaCommands, AnEmptySourceIsAConflictThatNoFlagLifts) {
  photo("a.jpg", "1");
  run({"sync"});
  std::filesystem::remove(folder.path() / "a.jpg");
  const auto refused = run({"sync", "--allow-mass-delete"});
  EXPECT_EQ(refused.code, 6);
  EXPECT_EQ(refused.err.find("--allow-mass-delete"), std::string::npos) << refused.err;
}

TEST_F(MediaCommands, AMissingFolderFailsAndNamesIt) {
  std::filesystem::remove_all(folder.path());
  const auto result = run({"sync"});
  EXPECT_EQ(result.code, 1);
  EXPECT_NE(result.err.find(folder.path().string()), std::string::npos);
}

TEST_F(MediaCommands, NamesThatAreNoUtf8DoNotBreakJson) {
  photo("odd\xFF.jpg", "1");
  run({"sync"});
  const auto listed = run({"list", "--json"});
  EXPECT_EQ(listed.code, 0);
  EXPECT_EQ(listed.document().at("media").at(0).at("path"), "odd\xEF\xBF\xBD.jpg");
}

TEST_F(MediaCommands, ListAsJsonHasTheFieldsScriptsRelyOn) {
  photo("memes/a.jpg", "1");
  run({"sync"});
  const json item = run({"list", "--json"}).document().at("media").at(0);
  EXPECT_EQ(item.at("id"), 1);
  EXPECT_EQ(item.at("path"), "memes/a.jpg");
  EXPECT_EQ(item.at("category"), "memes");
  EXPECT_EQ(item.at("active"), true);
  EXPECT_EQ(item.at("times_posted"), 0);
  EXPECT_TRUE(item.at("locked_until").is_null());
  EXPECT_EQ(item.at("content_hash").get<std::string>().size(), 64U);
}

TEST_F(MediaCommands, ListFiltersByCategoryLockAndActivity) {
  photo("memes/a.jpg", "1");
  photo("merch/b.jpg", "2");
  photo("merch/c.jpg", "3");
  run({"sync"});
  std::filesystem::remove(folder.path() / "merch/c.jpg");
  run({"sync"});
  const auto paths = [&](const std::vector<std::string>& flags) {
    std::vector<std::string> arguments{"list", "--json"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    std::vector<std::string> found;
    const json document = run(arguments).document();
    for (const auto& item : document.at("media")) found.push_back(item.at("path"));
    return found;
  };
  const std::string id =
      run({"list", "--category", "memes", "--json"}).document().at("media").at(0).at("id").dump();
  run({"lock", id});
  EXPECT_EQ(paths({"--category", "merch"}), std::vector<std::string>{"merch/b.jpg"});
  EXPECT_EQ(paths({"--locked"}), std::vector<std::string>{"memes/a.jpg"});
  EXPECT_EQ(paths({"--inactive"}), std::vector<std::string>{"merch/c.jpg"});
  EXPECT_EQ(paths({"--limit", "1"}).size(), 1U);
}

TEST_F(MediaCommands, SetKeepsTextsAndAnEmptyTextClears) {
  photo("a.jpg", "1");
  run({"sync"});
  EXPECT_EQ(run({"set", "1", "--title", "Hello", "--tags", "a, b c"}).out, "item 1: changed\n");
  EXPECT_EQ(run({"set", "1", "--title", "Hello"}).out, "item 1: unchanged\n");
  json shown = run({"show", "1", "--json"}).document();
  EXPECT_EQ(shown.at("title"), "Hello");
  EXPECT_EQ(shown.at("tags"), json::array({"a", "b", "c"}));
  run({"set", "1", "--title", ""});
  EXPECT_TRUE(run({"show", "1", "--json"}).document().at("title").is_null());
  EXPECT_EQ(run({"show", "1", "--json"}).document().at("tags").size(), 3U);
}

TEST_F(MediaCommands, SetRefusesWhatACardCannotCarry) {
  photo("a.jpg", "1");
  run({"sync"});
  EXPECT_EQ(run({"set", "1"}).code, 2);
  EXPECT_EQ(run({"set", "1", "--link", "javascript:alert(1)"}).code, 2);
  EXPECT_EQ(run({"set", "1", "--caption", std::string(2201, 'x')}).code, 2);
  EXPECT_EQ(run({"set", "1", "--title", "\xFF"}).code, 2);
  EXPECT_EQ(run({"set", "7", "--title", "x"}).code, 5);
}

TEST_F(MediaCommands, LockHoldsTheContentAndUnlockFreesIt) {
  photo("a.jpg", "1");
  photo("copy.jpg", "1");
  run({"sync"});
  EXPECT_EQ(run({"lock", "1", "--for", "2h", "--reason", "later"}).code, 0);
  const json copy = run({"show", "2", "--json"}).document();
  EXPECT_EQ(copy.at("locks").at(0).at("kind"), "hold");
  EXPECT_EQ(copy.at("locks").at(0).at("reason"), "later");
  EXPECT_EQ(run({"unlock", "2", "--kind", "skip"}).out, "item 2: was not locked\n");
  EXPECT_EQ(run({"unlock", "2"}).out,
            "item 2: unlocked (hold until 2026-09-21 16:13 +00:00), its copy included\n"
            "undo: igbotctl media lock 2 --until 2026-09-21T16:13:20Z\n");
  EXPECT_TRUE(run({"show", "1", "--json"}).document().at("locks").empty());
}

TEST_F(MediaCommands, LockTellsOfCopiesAndHowItIsTakenBack) {
  photo("a.jpg", "1");
  photo("copy.jpg", "1");
  photo("other.jpg", "2");
  run({"sync"});
  const json listed = run({"list", "--json"}).document().at("media");
  const auto id = [&](std::size_t at) { return listed.at(at).at("id").dump(); };
  const std::string first = id(0);
  const std::string other = id(2);
  EXPECT_EQ(run({"lock", first, other}).out,
            "item " + first + ": held for ever, its copy included\nitem " + other +
                ": held for ever\nundo: igbotctl media unlock " + first + " " + other +
                " --kind hold\n");
  EXPECT_EQ(run({"lock", other, "--forever"}).out,
            "item " + other + ": held for ever, unchanged\n");
  EXPECT_EQ(run({"lock", other, "--for", "2h"}).out,
            "item " + other + ": held until 2026-09-21 16:13 +00:00 (before: for ever)\n" +
                "undo: igbotctl media lock " + other + " --forever\n");
}

TEST_F(MediaCommands, ADryLockSaysWhatWouldChangeAndChangesNothing) {
  photo("a.jpg", "1");
  run({"sync"});
  EXPECT_EQ(run({"lock", "1", "-n"}).out, "item 1: held for ever (dry run)\n");
  EXPECT_TRUE(run({"show", "1", "--json"}).document().at("locks").empty());
  run({"lock", "1"});
  const json dry = run({"lock", "1", "-n", "--json"}).document().at("items").at(0);
  EXPECT_EQ(dry.at("changed"), false);
  EXPECT_EQ(dry.at("before"), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(run({"unlock", "1", "-n"}).out, "item 1: unlocked (hold for ever) (dry run)\n");
  EXPECT_EQ(run({"show", "1", "--json"}).document().at("locks").size(), 1U);
}

TEST_F(MediaCommands, OfSeveralItemsOneThatIsMissingStopsAll) {
  photo("a.jpg", "1");
  run({"sync"});
  EXPECT_EQ(run({"lock", "1", "7"}).code, 5);
  EXPECT_TRUE(run({"show", "1", "--json"}).document().at("locks").empty());
  run({"lock", "1"});
  EXPECT_EQ(run({"unlock", "1", "7"}).code, 5);
  EXPECT_EQ(run({"show", "1", "--json"}).document().at("locks").size(), 1U);
}

TEST_F(MediaCommands, ForUntilAndForEverExcludeEachOther) {
  EXPECT_EQ(run({"lock", "1", "--for", "2h", "--forever"}).code, 2);
  EXPECT_EQ(run({"lock", "1", "--until", "2030-01-01", "--forever"}).code, 2);
  EXPECT_EQ(run({"lock", "1", "--until", "2030-01-01", "--for", "2h"}).code, 2);
}

TEST_F(MediaCommands, UnlockNamesEveryLockAndWhatItKept) {
  photo("a.jpg", "1");
  run({"sync"});
  t.store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(ChatRepository(unit).all().front().key);
    const auto content = media::MediaRepository(scope).find(MediaId{1})->content;
    media::LockRepository locks(scope);
    locks.lock(content, media::LockKind::recent_post, unit.now() + std::chrono::hours{2}, {});
    locks.lock(content, media::LockKind::reject, k_forever, {});
  });
  EXPECT_EQ(run({"unlock", "1", "--kind", "recent_post"}).out,
            "item 1: unlocked (recent_post until 2026-09-21 16:13 +00:00)\n"
            "  recent_post: it was posted lately and may be posted again now\n"
            "undo: igbotctl media lock 1 --until 2026-09-21T16:13:20Z\n");
  EXPECT_EQ(run({"unlock", "1", "--reason", "a mistake"}).out,
            "item 1: unlocked (reject for ever)\n"
            "  reject: it was rejected and may be chosen again\n"
            "undo: igbotctl media lock 1 --forever\n");
}

TEST_F(MediaCommands, ATimedLockEndsByItself) {
  photo("a.jpg", "1");
  run({"sync"});
  run({"lock", "1", "--for", "2h"});
  t.clock.advance(std::chrono::hours{2});
  EXPECT_TRUE(run({"show", "1", "--json"}).document().at("locked_until").is_null());
}

TEST_F(MediaCommands, AnEndInThePastIsRefused) {
  photo("a.jpg", "1");
  run({"sync"});
  EXPECT_EQ(run({"lock", "1", "--until", "2001-01-01"}).code, 2);
}

TEST_F(MediaCommands, StatsAndCategoriesCountTheLibrary) {
  photo("memes/a.jpg", "1");
  photo("memes/b.jpg", "1");
  photo("merch/c.jpg", "2");
  run({"sync"});
  // Ids follow the order of reading, which is not that of the names.
  const json listed = run({"list", "--json"}).document().at("media");
  ASSERT_EQ(listed.at(0).at("path"), "memes/a.jpg");
  run({"lock", std::to_string(listed.at(0).at("id").get<int>())});
  const json stats = run({"stats", "--json"}).document();
  EXPECT_EQ(stats.at("active"), 3);
  EXPECT_EQ(stats.at("copies"), 1);
  EXPECT_EQ(stats.at("locked"), 2);
  const json categories = run({"categories", "--json"}).document().at("categories");
  EXPECT_EQ(categories.at(0).at("category"), "memes");
  EXPECT_EQ(categories.at(0).at("active"), 2);
  EXPECT_EQ(categories.at(1).at("locked"), 0);
  // Both memes are one locked content; merch alone fills a third of the first day.
  EXPECT_EQ(categories.at(0).at("share"), 0.5);
  EXPECT_EQ(categories.at(0).at("runway_days"), 0);
  EXPECT_EQ(stats.at("runway_days"), 0);
}

TEST_F(MediaCommands, CategoriesSayHowLongTheyLast) {
  for (int i = 0; i < 8; ++i) photo("memes/" + std::to_string(i) + ".jpg", std::to_string(i));
  for (int i = 0; i < 8; ++i) photo("never/" + std::to_string(i) + ".jpg", "n" + std::to_string(i));
  run({"sync"});
  t.store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(ChatRepository(unit).all().front().key);
    SettingsService(scope).set({{"posts_per_day", "2"}}, std::nullopt);
    schedule::MixService(scope).set({{"memes", 10000}}, std::nullopt);
  });
  const json categories = run({"categories", "--json"}).document().at("categories");
  EXPECT_EQ(categories.at(0).at("runway_days"), 4);
  EXPECT_EQ(categories.at(0).at("share"), 1.0);
  EXPECT_TRUE(categories.at(1).at("runway_days").is_null());
  EXPECT_TRUE(categories.at(1).at("share").is_null());
  EXPECT_EQ(run({"stats", "--json"}).document().at("runway_days"), 4);
  EXPECT_EQ(run({"categories"}).out,
            "CATEGORY  SHARE  ACTIVE  NEW  LOCKED  GONE  SIZE  RUNWAY\n"
            "memes     100 %  8       8    0       0     88 B  4 d\n"
            "never     never  8       8    0       0     96 B  -\n");
  t.store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(ChatRepository(unit).all().front().key);
    SettingsService(scope).set({{"repost_ttl_days", "1"}}, std::nullopt);
    schedule::MixService(scope).set({{"memes", 5000}, {"new ones", 5000}}, std::nullopt);
  });
  const json without = run({"categories", "--json"}).document().at("categories");
  EXPECT_EQ(without.at(0).at("runway_days"), 365);
  EXPECT_EQ(without.at(2).at("category"), "new ones");
  EXPECT_EQ(without.at(2).at("active"), 0);
  EXPECT_EQ(without.at(2).at("runway_days"), 0);
}

TEST_F(MediaCommands, AnItemOfAnotherChatIsNotFound) {
  test::TemporaryFolder theirs;
  add_synced_chat(-1002, "other", theirs.path());
  test::write_photo(theirs.path(), "a.jpg", "1");
  run({"sync", "--chat", "-1002"});
  EXPECT_EQ(run({"show", "1", "--chat", "-1002"}).code, 0);
  EXPECT_EQ(run({"show", "1", "--chat", "-1001"}).code, 5);
  EXPECT_EQ(run({"set", "1", "--title", "x", "--chat", "-1001"}).code, 5);
  EXPECT_EQ(run({"lock", "1", "--chat", "-1001"}).code, 5);
  EXPECT_EQ(run({"unlock", "1", "--chat", "-1001"}).code, 5);
  EXPECT_TRUE(run({"list", "--chat", "-1001", "--json"}).document().at("media").empty());
  EXPECT_EQ(run({"stats", "--chat", "-1001", "--json"}).document().at("active"), 0);
}

TEST_F(MediaCommands, CronIsSilentWhileNothingIsDueOrNew) {
  photo("a.jpg", "1");
  EXPECT_EQ(run({"sync", "--all-chats"}).out, "team: 1 new\n");
  photo("b.jpg", "2");
  EXPECT_EQ(run({"sync", "--all-chats"}).out, "");  // listed less than media_sync_minutes ago
  t.clock.advance(std::chrono::minutes{60});
  EXPECT_EQ(run({"sync", "--all-chats"}).out, "team: 1 new, 1 unchanged\n");
  t.clock.advance(std::chrono::minutes{60});
  const auto idle = run({"sync", "--all-chats"});
  EXPECT_EQ(idle.code, 0);
  EXPECT_EQ(idle.out + idle.err, "");
}

TEST_F(MediaCommands, CronTellsAFailureOnceAndGoesOnWithTheOtherChats) {
  test::TemporaryFolder theirs;
  add_synced_chat(-1002, "a-broken", theirs.path() / "missing");
  photo("a.jpg", "1");
  const auto first = run({"sync", "--all-chats"});
  EXPECT_EQ(first.code, 1);
  EXPECT_EQ(first.out, "team: 1 new\n");
  EXPECT_NE(first.err.find("a-broken"), std::string::npos);
  const auto second = run({"sync", "--all-chats"});
  EXPECT_EQ(second.code, 0);
  EXPECT_EQ(second.out + second.err, "");
  std::filesystem::create_directory(theirs.path() / "missing");
  EXPECT_EQ(run({"sync", "--all-chats"}).code, 0);
  std::filesystem::remove(theirs.path() / "missing");
  EXPECT_EQ(run({"sync", "--all-chats"}).code, 1);
}

TEST_F(MediaCommands, CronTellsABadFileOnce) {
  test::write_file(folder.path(), "bad.jpg", "text");
  EXPECT_EQ(run({"sync", "--all-chats"}).code, 3);
  t.clock.advance(std::chrono::minutes{60});
  const auto second = run({"sync", "--all-chats"});
  EXPECT_EQ(second.code, 0);
  EXPECT_EQ(second.out + second.err, "");
}

TEST_F(MediaCommands, CronLeavesAlonePausedSyncsAndChatsWithoutASource) {
  photo("a.jpg", "1");
  t.store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
    const auto chat = ChatRepository(unit).find(TelegramChatId{-1001});
    SettingsService(unit.chat(chat->key)).set({{"media_sync_enabled", "false"}}, std::nullopt);
    const Chat bare = ChatRepository(unit).create(TelegramChatId{-5}, "bare", ChatState::active);
    create_chat_settings(unit.chat(bare.key), {});
  });
  const auto result = run({"sync", "--all-chats"});
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.out + result.err, "");
}

TEST_F(MediaCommands, AChatWithoutASourceIsToldHowToGetOne) {
  t.store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
    const Chat bare = ChatRepository(unit).create(TelegramChatId{-5}, "bare", ChatState::active);
    create_chat_settings(unit.chat(bare.key), {});
  });
  const auto result = run({"sync", "--chat", "-5"});
  EXPECT_EQ(result.code, 5);
  EXPECT_NE(result.err.find("igbotctl source connect"), std::string::npos);
}

}  // namespace
}  // namespace igbot::cli
