// SPDX-License-Identifier: MIT
#include "core/settings/settings_history.hpp"

#include <gtest/gtest.h>

#include "core/settings/settings_service.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

using std::chrono::hours;

const Actor k_boris{"cli:boris", "boris"};

/// A chat set up at `start`, with posts_per_day 4 after one hour and 5 after two.
struct HistoryFixture {
  HistoryFixture() : start(t.clock.now()), chat(t.add_chat()) {
    t.store.write(k_boris, [&](UnitOfWork& unit) { create_chat_settings(unit.chat(chat), {}); });
    for (const char* value : {"4", "5"}) {
      t.clock.advance(hours(1));
      t.store.write(k_boris, [&](UnitOfWork& unit) {
        return SettingsService(unit.chat(chat)).set({{"posts_per_day", value}}, {});
      });
    }
  }

  std::optional<std::string> posts_per_day_at(Timestamp instant) {
    return t.store.read([&](UnitOfWork& unit) -> std::optional<std::string> {
      const auto found = SettingsHistory(unit.chat(chat)).at(instant);
      if (!found) return std::nullopt;
      return found->settings.find("posts_per_day")->second;
    });
  }

  test::TemporaryStore t;
  Timestamp start;
  ChatKey chat;
};

TEST(SettingsHistory, APointInTimeShowsWhatWasInForceThen) {
  HistoryFixture f;
  EXPECT_FALSE(f.posts_per_day_at(f.start - hours(1)));
  EXPECT_EQ(f.posts_per_day_at(f.start), "3");
  EXPECT_EQ(f.posts_per_day_at(f.start + hours(1) - std::chrono::milliseconds(1)), "3");
  EXPECT_EQ(f.posts_per_day_at(f.start + hours(1)), "4");
  EXPECT_EQ(f.posts_per_day_at(f.start + hours(100)), "5");
}

TEST(SettingsHistory, ATimedPauseIsInForceOnlyUntilItsEnd) {
  HistoryFixture f;
  const Timestamp end = f.t.clock.now() + hours(2);
  f.t.store.write(k_boris, [&](UnitOfWork& unit) {
    return SettingsService(unit.chat(f.chat)).pause(end, "lunch");
  });
  const auto paused_at = [&](Timestamp instant) {
    return f.t.store.read([&](UnitOfWork& unit) {
      return SettingsHistory(unit.chat(f.chat)).at(instant)->settings.find("is_paused")->second;
    });
  };
  EXPECT_EQ(paused_at(end - std::chrono::milliseconds(1)), "true");
  EXPECT_EQ(paused_at(end), "false");
}

TEST(SettingsHistory, OfTwoChangesInOneInstantTheLaterIsInForce) {
  HistoryFixture f;
  const Timestamp instant = f.t.clock.now();
  for (const char* value : {"6", "7"}) {
    f.t.store.write(k_boris, [&](UnitOfWork& unit) {
      return SettingsService(unit.chat(f.chat)).set({{"posts_per_day", value}}, {});
    });
  }
  EXPECT_EQ(f.posts_per_day_at(instant), "7");
  EXPECT_EQ(f.posts_per_day_at(instant - std::chrono::milliseconds(1)), "4");
}

TEST(SettingsHistory, AClockThatStepsBackLeavesNoInstantWithoutAnswer) {
  HistoryFixture f;
  f.t.clock.advance(-std::chrono::minutes(90));
  f.t.store.write(k_boris, [&](UnitOfWork& unit) {
    return SettingsService(unit.chat(f.chat)).set({{"posts_per_day", "8"}}, {});
  });
  EXPECT_EQ(f.posts_per_day_at(f.start), "3");
  for (auto later = std::chrono::minutes(30); later < hours(4); later += std::chrono::minutes(10)) {
    EXPECT_EQ(f.posts_per_day_at(f.start + later), "8") << later.count();
  }
}

TEST(SettingsHistory, SnapshotsComeNewestFirstInPages) {
  HistoryFixture f;
  f.t.store.read([&](UnitOfWork& unit) {
    const SettingsHistory history(unit.chat(f.chat));
    const auto page = history.latest(2);
    ASSERT_EQ(page.size(), 2U);
    EXPECT_EQ(page[0].settings.find("posts_per_day")->second, "5");
    const auto rest = history.latest(2, page[1].id);
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest[0].reason, "Initial setup");
  });
}

TEST(SettingsHistory, OneSnapshotIsCurrentAndEachFollowsTheOther) {
  HistoryFixture f;
  const auto all = f.t.store.read(
      [&](UnitOfWork& unit) { return SettingsHistory(unit.chat(f.chat)).latest(0); });
  ASSERT_EQ(all.size(), 3U);
  EXPECT_FALSE(all[0].valid_to);
  EXPECT_EQ(all[1].valid_to, all[0].valid_from);
  EXPECT_EQ(all[2].valid_to, all[1].valid_from);
}

TEST(SettingsHistory, AChangeOfTheMixIsAnEntryToo) {
  HistoryFixture f;
  f.t.clock.advance(hours(1));
  f.t.store.write(k_boris, [&](UnitOfWork& unit) {
    auto scope = unit.chat(f.chat);
    scope.db().execute(
        "INSERT INTO category_mix (chat_id, category, share, valid_from, is_current, changed_by) "
        "VALUES ($1, 'merch', 3000, $2, 1, 'x'), ($1, 'memes', 7000, $2, 1, 'x')",
        {f.chat, unit.now()});
    scope.audit({.entity = "mix", .entity_id = "", .action = "set"});
    add_snapshot(scope, "more memes");
  });
  f.t.store.read([&](UnitOfWork& unit) {
    const SettingsHistory history(unit.chat(f.chat));
    const auto newest = history.latest(1).at(0);
    EXPECT_EQ(newest.mix, (MixShares{{"memes", 7000}, {"merch", 3000}}));
    const auto before = history.previous(newest);
    ASSERT_TRUE(before);
    EXPECT_EQ(changes_between(*before, newest),
              (std::vector<SettingChange>{{"mix", "{}", R"({"memes":7000,"merch":3000})"}}));
  });
}

TEST(SettingsHistory, AnotherChatsSnapshotIsNotFound) {
  HistoryFixture f;
  const ChatKey other = f.t.add_chat(-2002, "others");
  f.t.store.read([&](UnitOfWork& unit) {
    const auto id = SettingsHistory(unit.chat(f.chat)).latest(1).at(0).id;
    EXPECT_FALSE(SettingsHistory(unit.chat(other)).find(id));
    EXPECT_TRUE(SettingsHistory(unit.chat(f.chat)).find(id));
  });
}

}  // namespace
}  // namespace igbot
