// SPDX-License-Identifier: MIT
#include "core/store/run_repository.hpp"

#include <gtest/gtest.h>

#include "core/sql/sqlite_connection.hpp"
#include "tests/support/query_plans.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

class Runs : public ::testing::Test {
 protected:
  void ran(const std::string& command, std::optional<ChatKey> chat, int exit_code = 0) {
    const Timestamp began = t_.clock.now();
    t_.clock.advance(std::chrono::minutes{1});
    t_.store.bookkeep([&](Bookkeeping& unit) {
      record_run(unit, {command, "worker:x", chat, began, exit_code, "{}"});
    });
  }
  std::vector<std::string> listed(const RunFilter& filter) {
    return t_.store.read([&](UnitOfWork& unit) {
      std::vector<std::string> commands;
      for (const RunLine& line : list_runs(unit, filter)) commands.push_back(line.record.command);
      return commands;
    });
  }

  test::TemporaryStore t_;
  ChatKey team_ = t_.add_chat(-1001, "team");
  ChatKey others_ = t_.add_chat(-2002, "others");
};

using Commands = std::vector<std::string>;

TEST_F(Runs, OfOneChatAreShownWithoutThoseOfOthersAndOverSeveral) {
  ran("media sync", team_);
  ran("media sync of others", others_);
  ran("post run", std::nullopt);
  EXPECT_EQ(listed({.chat = team_}), Commands{"media sync"});
  EXPECT_EQ(listed({}), (Commands{"post run", "media sync of others", "media sync"}));
}

TEST_F(Runs, AreNarrowedByCommandTimeAndFailure) {
  ran("media sync", team_, 3);
  const Timestamp later = t_.clock.now();
  ran("post run", team_);
  EXPECT_EQ(listed({.command = "post run"}), Commands{"post run"});
  EXPECT_EQ(listed({.since = later}), Commands{"post run"});
  EXPECT_EQ(listed({.failed_only = true}), Commands{"media sync"});
  EXPECT_EQ(listed({.limit = 1}), Commands{"post run"});
}

TEST_F(Runs, AreFoundWithoutReadingTheWholeTable) {
  const auto inner = sql::open_sqlite(t_.store.file());
  test::PlanningConnection db(*inner);
  UnitOfWork unit(db, t_.clock.now(), Actor{"cli:x", "x"});
  for (const auto& chat : {std::optional(team_), std::optional<ChatKey>()}) {
    list_runs(unit, {.chat = chat});
    list_runs(unit, {.chat = chat, .command = "post run", .since = unit.now()});
    list_runs(unit, {.chat = chat, .failed_only = true});
  }
  EXPECT_EQ(db.scans(), std::vector<std::string>{});
}

}  // namespace
}  // namespace igbot
