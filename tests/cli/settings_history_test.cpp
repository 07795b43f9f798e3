// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/team_cli.hpp"

namespace igbot::test {
namespace {

/// posts_per_day went from 3 to 5, then the mix was set; `at` are the instants of the three
/// entries, oldest first.
class SettingsHistoryCli : public TeamCli {
 protected:
  SettingsHistoryCli() {
    must_run({"settings", "set", "posts_per_day", "5"});
    must_run({"mix", "set", "memes=100"});
    const auto entries = json({"settings", "history"})["history"];
    for (const auto& entry : entries) at.insert(at.begin(), entry["at"].get<std::string>());
  }

  nlohmann::json json(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    return nlohmann::json::parse(must_run(arguments).out);
  }
  int posts_per_day_at(const std::string& time) const {
    return json({"settings", "history", "--at", time})["settings"]["posts_per_day"].get<int>();
  }

  std::vector<std::string> at;
};

TEST_F(SettingsHistoryCli, AnEntryIsInForceFromItsVeryInstantUntilTheNext) {
  ASSERT_EQ(at.size(), 3U);
  EXPECT_EQ(posts_per_day_at(at[0]), 3);
  EXPECT_EQ(posts_per_day_at(at[1]), 5);
  EXPECT_EQ(posts_per_day_at("now"), 5);
  const auto first = json({"settings", "history", "--at", at[0]});
  EXPECT_EQ(first["valid_from"], at[0]);
  EXPECT_EQ(first["valid_to"], at[1]);
  EXPECT_TRUE(json({"settings", "history", "--at", at[2]})["valid_to"].is_null());
}

TEST_F(SettingsHistoryCli, BeforeTheChatThereIsNothingAndTheFutureIsNotKnown) {
  EXPECT_EQ(cli.run({"settings", "history", "--at", "2020-01-01"}).exit_code, 5);
  EXPECT_EQ(cli.run({"settings", "diff", "--at", "2020-01-01"}).exit_code, 5);
  for (const char* verb : {"history", "diff"}) {
    const auto future = cli.run({"settings", verb, "--at", "+1h"});
    EXPECT_EQ(future.exit_code, 2);
    EXPECT_TRUE(mentions(future.err, "time has not come yet")) << future.err;
  }
}

TEST_F(SettingsHistoryCli, DiffPrintsWhatChangedBetweenTwoTimes) {
  EXPECT_EQ(must_run({"settings", "diff", "--at", at[0], "--at", at[1]}).out,
            "posts_per_day: 3 → 5\n");
  EXPECT_EQ(must_run({"settings", "diff", "--at", at[1], "--at", at[1]}).out, "unchanged\n");
  const auto document = json({"settings", "diff", "--at", at[0], "--at", at[1]});
  EXPECT_EQ(document["chat_id"], -1001);
  EXPECT_EQ(document["from"], at[0]);
  EXPECT_EQ(document["to"], at[1]);
  EXPECT_EQ(document["changes"],
            nlohmann::json::parse(R"([{"key": "posts_per_day", "before": 3, "after": 5}])"));
}

TEST_F(SettingsHistoryCli, DiffWithOneTimeComparesWithNowTheMixIncluded) {
  EXPECT_EQ(must_run({"settings", "diff", "--at", at[1]}).out,
            "mix: all categories equal → memes=100\n");
  EXPECT_EQ(json({"settings", "diff", "--at", at[0]})["changes"],
            nlohmann::json::parse(R"([{"key": "posts_per_day", "before": 3, "after": 5},
                                      {"key": "mix", "before": {}, "after": {"memes": 1.0}}])"));
}

TEST_F(SettingsHistoryCli, DiffTakesOneOrTwoTimes) {
  EXPECT_EQ(cli.run({"settings", "diff"}).exit_code, 2);
  EXPECT_EQ(cli.run({"settings", "diff", "--at", at[0], "--at", at[1], "--at", at[2]}).exit_code,
            2);
}

TEST_F(SettingsHistoryCli, RevertGoesBackToAnEntryAndSaysSo) {
  const auto first = json({"settings", "history"})["history"].back()["id"].dump();
  EXPECT_EQ(must_run({"settings", "revert", first, "-n"}).out,
            "posts_per_day: 5 → 3\nmix: memes=100 → all categories equal\n");
  EXPECT_EQ(setting("posts_per_day"), "5\n");
  const auto reverted = json({"settings", "revert", first, "--yes"});
  EXPECT_EQ(reverted["chat_id"], -1001);
  EXPECT_EQ(reverted["id"].dump(), first);
  EXPECT_EQ(reverted["changes"].size(), 2U);
  EXPECT_EQ(reverted["withheld"], nlohmann::json::array());
  EXPECT_EQ(setting("posts_per_day"), "3\n");
  const auto history = json({"settings", "history"})["history"];
  EXPECT_EQ(history.size(), 4U);
  EXPECT_EQ(history[0]["reason"], "revert to " + first);
  EXPECT_EQ(must_run({"settings", "revert", first}).out, "unchanged\n");
}

TEST_F(SettingsHistoryCli, RevertAsksAndKeepsState) {
  const auto first = json({"settings", "history"})["history"].back()["id"].dump();
  must_run({"settings", "set", "dry_run_mode", "false"});
  const auto live = json({"settings", "history"})["history"][0]["id"].dump();
  const auto unasked = cli.run({"settings", "revert", first});
  EXPECT_EQ(unasked.exit_code, 2);
  EXPECT_TRUE(mentions(unasked.err, "add --yes")) << unasked.err;
  must_run({"settings", "revert", first, "--yes"});
  EXPECT_EQ(setting("dry_run_mode"), "true\n");
  EXPECT_EQ(must_run({"settings", "revert", live, "--yes", "--reason", "again"}).out,
            "posts_per_day: 3 → 5\nmix: all categories equal → memes=100\n"
            "kept dry_run_mode: true, not false (only with --include-state)\n");
  EXPECT_EQ(json({"settings", "history"})["history"][0]["reason"], "again");
  must_run({"settings", "revert", live, "--yes", "--include-state"});
  EXPECT_EQ(setting("dry_run_mode"), "false\n");
}

TEST_F(SettingsHistoryCli, RevertTakesOnlyEntriesOfTheChat) {
  must_run({"init", "--chat", "-2002", "--name", "others", "--yes"});
  const auto others = json({"settings", "history", "--chat", "others"})["history"][0]["id"].dump();
  EXPECT_EQ(cli.run({"settings", "revert", others, "--chat", "team", "--yes"}).exit_code, 5);
  EXPECT_EQ(cli.run({"settings", "revert", "4711", "--chat", "team", "--yes"}).exit_code, 5);
  EXPECT_EQ(cli.run({"settings", "revert", "first", "--chat", "team", "--yes"}).exit_code, 2);
}

}  // namespace
}  // namespace igbot::test
