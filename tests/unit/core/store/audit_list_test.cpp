// SPDX-License-Identifier: MIT
#include "core/store/audit_list.hpp"

#include <gtest/gtest.h>

#include "core/sql/sqlite_connection.hpp"
#include "tests/support/query_plans.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

/// Two chats and the installation, with entries a minute apart.
class AuditList : public ::testing::Test {
 protected:
  void change(ChatKey chat, const std::string& entity, const std::string& id,
              const std::string& actor = "cli:anna") {
    t_.clock.advance(std::chrono::minutes{1});
    t_.store.write({actor, actor}, [&](UnitOfWork& unit) {
      unit.chat(chat).audit({.entity = entity, .entity_id = id, .action = "set"});
    });
  }
  std::vector<std::string> listed(const AuditFilter& filter) {
    return t_.store.read([&](UnitOfWork& unit) {
      std::vector<std::string> ids;
      for (const AuditLine& line : list_audit(unit, filter)) {
        ids.push_back(line.record.entry.entity_id);
      }
      return ids;
    });
  }

  test::TemporaryStore t_;
  ChatKey team_ = t_.add_chat(-1001, "team");
  ChatKey others_ = t_.add_chat(-2002, "others");
};

using Ids = std::vector<std::string>;

TEST_F(AuditList, IsThatOfOneChatNewestFirst) {
  change(team_, "setting", "a");
  change(others_, "setting", "b");
  change(team_, "post", "c");
  EXPECT_EQ(listed({.chat = team_}), (Ids{"c", "a", "team"}));
}

TEST_F(AuditList, TheInstallationsOwnIsShownOnlyWithAllChats) {
  t_.store.write({"cli:anna", "anna"}, [](UnitOfWork& unit) {
    unit.audit().add_installation({.entity = "key", .entity_id = "k", .action = "rotated"});
  });
  const Ids all = listed({});
  EXPECT_NE(std::find(all.begin(), all.end(), "k"), all.end());
  const Ids team = listed({.chat = team_});
  EXPECT_EQ(std::find(team.begin(), team.end(), "k"), team.end());
}

TEST_F(AuditList, IsNarrowedByThingActorAndTime) {
  change(team_, "setting", "a");
  const Timestamp after_a = t_.clock.now() + std::chrono::seconds{1};
  change(team_, "setting", "b", "worker:host");
  change(team_, "post", "b");
  EXPECT_EQ(listed({.chat = team_, .entity = "setting"}), (Ids{"b", "a"}));
  EXPECT_EQ(listed({.chat = team_, .entity = "setting", .entity_id = "a"}), (Ids{"a"}));
  EXPECT_EQ(listed({.chat = team_, .actor = "worker:host"}), (Ids{"b"}));
  EXPECT_EQ(listed({.chat = team_, .since = after_a}), (Ids{"b", "b"}));
  EXPECT_EQ(listed({.chat = team_, .until = after_a}), (Ids{"a", "team"}));
}

TEST_F(AuditList, PagesMeetWithoutGapOrRepetitionEvenWithinOneInstant) {
  t_.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
    for (const char* id : {"1", "2", "3", "4", "5"}) {
      unit.chat(team_).audit({.entity = "setting", .entity_id = id, .action = "set"});
    }
  });
  Ids seen;
  AuditFilter page{.chat = team_, .entity = "setting", .limit = 2};
  for (int turn = 0; turn < 3; ++turn) {
    t_.store.read([&](UnitOfWork& unit) {
      for (const AuditLine& line : list_audit(unit, page)) {
        seen.push_back(line.record.entry.entity_id);
        page.before = line.record.id;
      }
    });
  }
  EXPECT_EQ(seen, (Ids{"5", "4", "3", "2", "1"}));
}

TEST_F(AuditList, AnEntryOfAnotherChatIsNoPlaceToGoOnFrom) {
  const auto foreign = t_.store.read(
      [&](UnitOfWork& unit) { return list_audit(unit, {.chat = others_})[0].record.id; });
  EXPECT_THROW(listed({.chat = team_, .before = foreign}), Error);
}

TEST_F(AuditList, ReadsNoWholeTableWhateverIsAskedFor) {
  const auto inner = sql::open_sqlite(t_.store.file());
  test::PlanningConnection db(*inner);
  UnitOfWork unit(db, t_.clock.now(), Actor{"cli:x", "x"});
  const Timestamp now = t_.clock.now();
  for (const auto& chat : {std::optional(team_), std::optional<ChatKey>()}) {
    list_audit(unit, {.chat = chat});
    list_audit(unit, {.chat = chat, .entity = "setting"});
    list_audit(unit, {.chat = chat, .entity = "setting", .entity_id = "a"});
    list_audit(unit, {.chat = chat, .actor = "cli:x"});
    list_audit(unit, {.chat = chat, .since = now, .until = now});
    list_audit(unit, {.chat = chat, .before = 1});
  }
  EXPECT_GT(db.steps(), 0u);
  EXPECT_EQ(db.scans(), std::vector<std::string>{});
}

}  // namespace
}  // namespace igbot
