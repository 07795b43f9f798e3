// SPDX-License-Identifier: MIT
#include "core/settings/settings_service.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "core/settings/registry.hpp"
#include "core/time_text.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Actor k_anna{"cli:anna", "anna"};

/// A store with one chat that has its settings.
struct SettingsFixture {
  SettingsFixture() : chat(t.add_chat()) {
    t.store.write(
        k_anna, [&](UnitOfWork& unit) { create_chat_settings(unit.chat(chat), SettingValues{}); });
  }

  template <typename Body>
  auto change(Body body) {
    return t.store.write(k_anna, [&](UnitOfWork& unit) {
      SettingsService service(unit.chat(chat));
      return body(service);
    });
  }
  SettingsOutcome set(const std::string& key, const std::string& value) {
    return change([&](SettingsService& service) { return service.set({{key, value}}, "because"); });
  }
  ChatSettings load() {
    return t.store.read([&](UnitOfWork& unit) { return SettingsService(unit.chat(chat)).load(); });
  }
  std::vector<SettingsSnapshot> history() {
    return t.store.read(
        [&](UnitOfWork& unit) { return SettingsHistory(unit.chat(chat)).latest(0); });
  }
  std::int64_t count(const std::string& table) {
    return t.store.read([&](UnitOfWork& unit) {
      return unit.db().execute("SELECT count(*) FROM " + table).front().integer(0);
    });
  }
  /// A post that is planned for two hours from now.
  void plan_post(const std::string& day, bool pinned) {
    t.store.bookkeep([&](Bookkeeping& unit) {
      unit.db().execute(
          "INSERT OR IGNORE INTO media_sources (id, chat_id, kind, root, config, "
          "created_at) VALUES (1, $1, 'local', '/m', '{}', 0)",
          {chat});
      unit.db().execute(
          "INSERT OR IGNORE INTO media_contents (id, chat_id, sha256, size, "
          "created_at) VALUES (1, $1, 'aa', 1, 0)",
          {chat});
      unit.db().execute(
          "INSERT OR IGNORE INTO media_items (id, chat_id, source_id, identifier, version, "
          "content_id, path, category, mime, size, active, created_at, updated_at) "
          "VALUES (1, $1, 1, 'a.jpg', '1', 1, 'a.jpg', 'x', 'image/jpeg', 1, 1, 0, 0)",
          {chat});
      unit.db().execute(
          "INSERT INTO posts (chat_id, slot_day, slot_index, due_at, media_id, content_id, "
          "category, state, pinned, created_at, updated_at) "
          "VALUES ($1, $2, 0, $3, 1, 1, 'x', 'planned', $4, 0, 0)",
          {chat, day, t.clock.now() + hours(2), pinned});
    });
  }

  test::TemporaryStore t;
  ChatKey chat;
};

ErrorKind kind_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::bug;
}

TEST(SettingsService, ANewChatStoresEverySettingWithItsInitialValues) {
  test::TemporaryStore t;
  const ChatKey chat = t.add_chat();
  t.store.write(k_anna, [&](UnitOfWork& unit) {
    create_chat_settings(unit.chat(chat), {{"posts_per_day", "7"}});
  });
  const auto stored = t.store.read([&](UnitOfWork& unit) {
    return unit.db()
        .execute("SELECT key, value FROM chat_settings WHERE chat_id = $1", {chat})
        .rows;
  });
  EXPECT_EQ(stored.size(), all_settings().size());
  for (const auto& row : stored) {
    const std::string expected =
        row.text(0) == "posts_per_day" ? "7" : setting(row.text(0)).built_in();
    EXPECT_EQ(row.text(1), expected) << row.text(0);
  }
}

TEST(SettingsService, AChangeIsStoredAuditedAndSnapshottedTogether) {
  SettingsFixture f;
  f.t.clock.advance(minutes(1));
  const auto outcome = f.set("posts_per_day", "5");

  EXPECT_EQ(outcome.changes, (std::vector<SettingChange>{{"posts_per_day", "3", "5"}}));
  EXPECT_EQ(f.load().posts_per_day, 5);
  const auto history = f.history();
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].actor.name, "anna");
  EXPECT_EQ(history[0].reason, "because");
  EXPECT_FALSE(history[0].valid_to);
  EXPECT_EQ(history[1].valid_to, history[0].valid_from);
  const auto audited = f.t.store.read(
      [&](UnitOfWork& unit) { return unit.chat(f.chat).audited("setting", "posts_per_day"); });
  ASSERT_EQ(audited.size(), 1U);
  EXPECT_EQ(audited[0].entry.before, "3");
  EXPECT_EQ(audited[0].entry.after, "5");
  EXPECT_EQ(audited[0].actor.id, "cli:anna");
}

TEST(SettingsService, SettingWhatIsAlreadySoWritesNothing) {
  SettingsFixture f;
  const auto audits = f.count("audit_log");
  EXPECT_TRUE(f.set("posts_per_day", "3").changes.empty());
  EXPECT_EQ(f.count("audit_log"), audits);
  EXPECT_EQ(f.history().size(), 1U);
}

TEST(SettingsService, OneInvalidValueOfSeveralChangesNothing) {
  SettingsFixture f;
  EXPECT_EQ(kind_of([&] {
              f.change([](SettingsService& service) {
                return service.set({{"posts_per_day", "5"}, {"repost_ttl_days", "0"}}, {});
              });
            }),
            ErrorKind::usage);
  EXPECT_EQ(f.load().posts_per_day, 3);
}

TEST(SettingsService, SeveralSettingsAreOneChange) {
  SettingsFixture f;
  const auto outcome = f.change([](SettingsService& service) {
    return service.set({{"posts_per_day", "5"}, {"posting_hours", "9-21"}}, {});
  });
  EXPECT_EQ(outcome.changes.size(), 3U);
  EXPECT_EQ(f.load().posting_hours_start, 9);
  EXPECT_EQ(f.load().posting_hours_end, 21);
  EXPECT_EQ(f.history().size(), 2U);
}

TEST(SettingsService, ToggleInvertsAndRefusesWhatIsNotABoolean) {
  SettingsFixture f;
  const auto toggle = [&](const std::string& key) {
    return f.change([&](SettingsService& service) { return service.toggle(key, {}); });
  };
  toggle("dry_run_mode");
  EXPECT_FALSE(f.load().dry_run_mode);
  toggle("dry_run_mode");
  EXPECT_TRUE(f.load().dry_run_mode);
  EXPECT_EQ(kind_of([&] { toggle("posts_per_day"); }), ErrorKind::usage);
}

TEST(SettingsService, UnsetWritesThePresentDefault) {
  SettingsFixture f;
  f.set("posts_per_day", "9");
  f.set("repost_ttl_days", "90");
  f.change([](SettingsService& service) {
    return service.unset({"posts_per_day", "repost_ttl_days"}, {{"posts_per_day", "4"}}, {});
  });
  EXPECT_EQ(f.load().posts_per_day, 4);
  EXPECT_EQ(f.load().repost_ttl_days, 30);
}

TEST(SettingsService, PauseStateIsNotSetByHand) {
  SettingsFixture f;
  EXPECT_EQ(kind_of([&] { f.set("paused_by", "someone"); }), ErrorKind::usage);
}

TEST(SettingsService, AnAccountOfAnotherChatIsRefused) {
  SettingsFixture f;
  const ChatKey other = f.t.add_chat(-2002, "others");
  f.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "INSERT INTO accounts (chat_id, instagram_id, username, login, state, "
        "created_at, updated_at) VALUES ($1, '1', 'shop', 'instagram', 'active', "
        "0, 0)",
        {other});
  });
  EXPECT_EQ(kind_of([&] { f.set("active_account", "shop"); }), ErrorKind::usage);
}

TEST(SettingsService, APauseSaysWhoWhenAndWhy) {
  SettingsFixture f;
  f.change([](SettingsService& service) { return service.pause({}, "holiday"); });
  const ChatSettings settings = f.load();
  EXPECT_TRUE(settings.is_paused);
  EXPECT_EQ(settings.paused_by, "anna");
  EXPECT_EQ(settings.paused_at, f.t.clock.now());
  EXPECT_EQ(settings.pause_reason, "holiday");
}

TEST(SettingsService, PausingAgainKeepsWhenThePauseBegan) {
  SettingsFixture f;
  const Timestamp began = f.t.clock.now();
  f.change([](SettingsService& service) { return service.pause({}, "holiday"); });
  f.t.clock.advance(hours(1));
  EXPECT_TRUE(
      f.change([](SettingsService& service) { return service.pause({}, {}); }).changes.empty());
  f.change([&](SettingsService& service) { return service.pause(f.t.clock.now() + hours(2), {}); });
  EXPECT_EQ(f.load().paused_at, began);
  EXPECT_EQ(f.load().paused_until, f.t.clock.now() + hours(2));
  EXPECT_EQ(f.load().pause_reason, "holiday");
}

TEST(SettingsService, ResumeClearsThePauseAndBothAreInTheHistory) {
  SettingsFixture f;
  f.change([](SettingsService& service) { return service.pause({}, "holiday"); });
  f.t.clock.advance(hours(1));
  f.change([](SettingsService& service) { return service.resume({}); });
  EXPECT_FALSE(f.load().is_paused);
  EXPECT_FALSE(f.load().paused_by);
  const auto history = f.history();
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(history[0].settings.find("is_paused")->second, "false");
  EXPECT_EQ(history[1].settings.find("is_paused")->second, "true");
  EXPECT_EQ(history[0].valid_from - history[1].valid_from, hours(1));
}

TEST(SettingsService, ATimedPauseIsOverForEveryReaderAtItsEnd) {
  SettingsFixture f;
  f.change([&](SettingsService& service) { return service.pause(f.t.clock.now() + hours(2), {}); });
  f.t.clock.advance(hours(2) - std::chrono::milliseconds(1));
  EXPECT_TRUE(f.load().is_paused);
  f.t.clock.advance(std::chrono::milliseconds(1));
  EXPECT_FALSE(f.load().is_paused);
  EXPECT_FALSE(f.load().paused_until);
}

TEST(SettingsService, TheWorkerRecordsTheEndOfATimedPauseOnce) {
  SettingsFixture f;
  f.change([&](SettingsService& service) { return service.pause(f.t.clock.now() + hours(2), {}); });
  const auto end = [&] {
    return f.change([](SettingsService& service) { return service.end_timed_pause(); });
  };
  const std::string over = utc_text(f.t.clock.now() + hours(2));
  EXPECT_FALSE(end());
  f.t.clock.advance(hours(3));
  EXPECT_TRUE(end());
  EXPECT_FALSE(end());
  ASSERT_EQ(f.history().size(), 3U);
  EXPECT_EQ(f.history()[0].reason, "the timed pause was over at " + over);
}

TEST(SettingsService, APauseThatWouldEndInThePastIsRefused) {
  SettingsFixture f;
  EXPECT_EQ(kind_of([&] {
              f.change([&](SettingsService& service) {
                return service.pause(f.t.clock.now() - minutes(1), {});
              });
            }),
            ErrorKind::usage);
}

TEST(SettingsService, SettingIsPausedActsAsPauseAndResume) {
  SettingsFixture f;
  f.set("is_paused", "on");
  EXPECT_EQ(f.load().paused_by, "anna");
  f.set("is_paused", "off");
  EXPECT_FALSE(f.load().paused_by);
}

TEST(SettingsService, SettingIsPausedPausesForTheReasonGiven) {
  SettingsFixture f;
  f.set("is_paused", "on");
  EXPECT_EQ(f.load().pause_reason, "because");
}

TEST(SettingsService, AChatWhoseTimedPauseIsOverIsPausedAnewByEveryWayToPause) {
  SettingsFixture f;
  const auto pause_and_outlive = [&] {
    f.change(
        [&](SettingsService& service) { return service.pause(f.t.clock.now() + hours(2), "x"); });
    f.t.clock.advance(hours(3));
    EXPECT_FALSE(f.load().is_paused);
  };
  pause_and_outlive();
  f.set("is_paused", "on");
  EXPECT_TRUE(f.load().is_paused);
  EXPECT_EQ(f.load().paused_at, f.t.clock.now());
  f.set("is_paused", "off");
  pause_and_outlive();
  f.change([](SettingsService& service) { return service.toggle("is_paused", {}); });
  EXPECT_TRUE(f.load().is_paused);
  EXPECT_FALSE(f.load().paused_until);
}

TEST(SettingsService, AChangeOfThePlansShapeCountsThePlannedPostsThatStay) {
  SettingsFixture f;
  f.plan_post("2026-09-21", false);
  f.plan_post("2026-09-22", false);
  f.plan_post("2026-09-23", true);
  EXPECT_EQ(f.set("posts_per_day", "5").planned_posts, 2);
  EXPECT_EQ(f.set("repost_ttl_days", "31").planned_posts, 0);
}

TEST(SettingsService, AChangeOfThePlansShapeWakesThePlannerOfAChatThatHasOne) {
  SettingsFixture f;
  const auto wake = [&] {
    return f.t.store.read([](UnitOfWork& unit) {
      return unit.db().execute("SELECT plan_wake_at FROM chats").front().optional_timestamp(0);
    });
  };
  f.set("posts_per_day", "5");
  EXPECT_FALSE(wake());
  f.t.store.bookkeep(
      [](Bookkeeping& unit) { unit.db().execute("UPDATE chats SET auto_plan = 1"); });
  f.set("posts_per_day", "6");
  EXPECT_EQ(wake(), f.t.clock.now());
}

TEST(SettingsService, AChangeInOneChatLeavesTheOthersAlone) {
  SettingsFixture f;
  const ChatKey other = f.t.add_chat(-2002, "others");
  f.t.store.write(k_anna, [&](UnitOfWork& unit) { create_chat_settings(unit.chat(other), {}); });
  f.set("posts_per_day", "5");
  const auto theirs =
      f.t.store.read([&](UnitOfWork& unit) { return SettingsService(unit.chat(other)).load(); });
  EXPECT_EQ(theirs.posts_per_day, 3);
}

TEST(SettingsService, TwoProcessesThatToggleAtOnceBothCount) {
  SettingsFixture f;
  SystemClock clock;
  constexpr int k_each = 25;
  const auto toggle_often = [&] {
    Store own({.file = f.t.store.file()}, clock);
    for (int i = 0; i < k_each; ++i) {
      own.write(k_anna, [&](UnitOfWork& unit) {
        return SettingsService(unit.chat(f.chat)).toggle("dry_run_mode", {});
      });
    }
  };
  std::thread first(toggle_often);
  std::thread second(toggle_often);
  first.join();
  second.join();
  const auto history = f.history();
  ASSERT_EQ(history.size(), 1U + 2 * k_each);
  for (std::size_t i = 0; i + 1 < history.size(); ++i) {
    EXPECT_NE(history[i].settings.find("dry_run_mode")->second,
              history[i + 1].settings.find("dry_run_mode")->second);
  }
}

TEST(CreateChat, TheFirstWriteCreatesAChatAndTheSecondFindsIt) {
  test::TemporaryStore t;
  SettingValues initial = to_values(ChatSettings{});
  initial["posts_per_day"] = "8";
  const InitialChat admin{static_cast<TelegramChatId>(-77), "admin", initial};
  const auto create = [&] {
    return t.store.write(k_anna, [&](UnitOfWork& unit) { return create_chat(unit, admin).key; });
  };
  const ChatKey key = create();
  EXPECT_EQ(create(), key);
  const auto settings =
      t.store.read([&](UnitOfWork& unit) { return SettingsService(unit.chat(key)).load(); });
  EXPECT_EQ(settings.posts_per_day, 8);
}

}  // namespace
}  // namespace igbot
