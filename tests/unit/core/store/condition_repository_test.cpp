// SPDX-License-Identifier: MIT
#include "core/store/condition_repository.hpp"

#include <gtest/gtest.h>

#include "tests/support/query_plans.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

bool begin_condition(Store& store, std::optional<ChatKey> chat, const std::string& detail) {
  return store.bookkeep([&](Bookkeeping& unit) {
    return ConditionRepository(unit).begin(chat, "media_sync", "", detail);
  });
}

bool end_condition(Store& store, std::optional<ChatKey> chat) {
  return store.bookkeep(
      [&](Bookkeeping& unit) { return ConditionRepository(unit).end(chat, "media_sync", ""); });
}

TEST(Conditions, OneThatLastsIsNewsOnlyOnce) {
  test::TemporaryStore t;
  const ChatKey chat = t.add_chat();
  EXPECT_TRUE(begin_condition(t.store, chat, "folder is gone"));
  EXPECT_FALSE(begin_condition(t.store, chat, "folder is gone"));
}

TEST(Conditions, AnotherDetailIsNewsAndKeepsItsBeginning) {
  test::TemporaryStore t;
  const ChatKey chat = t.add_chat();
  const Timestamp began = t.clock.now();
  begin_condition(t.store, chat, "folder is gone");
  t.clock.advance(std::chrono::hours{1});
  EXPECT_TRUE(begin_condition(t.store, chat, "folder is unreadable"));
  const auto open =
      t.store.read([&](UnitOfWork& unit) { return ConditionRepository(unit).open(chat); });
  ASSERT_EQ(open.size(), 1U);
  EXPECT_EQ(open[0].detail, "folder is unreadable");
  EXPECT_EQ(open[0].began_at, began);
}

TEST(Conditions, AfterItsEndItMayBeginAgain) {
  test::TemporaryStore t;
  const ChatKey chat = t.add_chat();
  begin_condition(t.store, chat, "folder is gone");
  EXPECT_TRUE(end_condition(t.store, chat));
  EXPECT_FALSE(end_condition(t.store, chat));
  EXPECT_TRUE(begin_condition(t.store, chat, "folder is gone"));
}

TEST(Conditions, ThoseOfOneChatAreNotThoseOfAnotherOrOfTheInstallation) {
  test::TemporaryStore t;
  const ChatKey one = t.add_chat(-1, "one");
  const ChatKey two = t.add_chat(-2, "two");
  begin_condition(t.store, one, "x");
  EXPECT_TRUE(begin_condition(t.store, two, "x"));
  EXPECT_TRUE(begin_condition(t.store, std::nullopt, "x"));
  EXPECT_FALSE(begin_condition(t.store, std::nullopt, "x"));
  end_condition(t.store, one);
  EXPECT_FALSE(begin_condition(t.store, two, "x"));
}

TEST(Conditions, NoQueryReadsTheWholeTable) {
  test::TemporaryStore t;
  const ChatKey chat = t.add_chat();
  const auto scans = t.store.bookkeep([&](Bookkeeping& unit) {
    test::PlanningConnection db(unit.db());
    Bookkeeping planned(db, unit.now());
    ConditionRepository conditions(planned);
    conditions.begin(chat, "k", "", "d");
    conditions.begin(chat, "k", "", "e");
    conditions.end(chat, "k", "");
    conditions.open(chat);
    EXPECT_GT(db.steps(), 0U);
    return db.scans();
  });
  EXPECT_TRUE(scans.empty()) << scans.front();
}

}  // namespace
}  // namespace igbot
