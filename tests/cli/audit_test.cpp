// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "tests/cli/team_cli.hpp"

namespace igbot::test {
namespace {

struct AuditCli : TeamCli {
  nlohmann::json json(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    return nlohmann::json::parse(must_run(arguments).out);
  }
};

TEST_F(AuditCli, SaysWhoChangedASettingWhenAndWhy) {
  must_run({"settings", "set", "posts_per_day", "5", "--reason", "more reach"});
  const auto audit =
      json({"audit", "list", "--entity", "setting", "--entity-id", "posts_per_day"})["audit"];
  ASSERT_EQ(audit.size(), 1u);
  EXPECT_EQ(audit[0]["chat_id"], -1001);
  EXPECT_EQ(audit[0]["before"], "3");
  EXPECT_EQ(audit[0]["after"], "5");
  EXPECT_EQ(audit[0]["reason"], "more reach");
  EXPECT_TRUE(audit[0]["actor"].get<std::string>().starts_with("cli:"));
}

TEST_F(AuditCli, OneChatDoesNotSeeAnother) {
  must_run({"init", "--chat", "-2002", "--name", "others", "--yes"});
  const auto entries = json({"audit", "list", "--chat", "-2002"})["audit"];
  EXPECT_FALSE(entries.empty());
  for (const auto& entry : entries) EXPECT_EQ(entry["chat_id"], -2002);
  EXPECT_EQ(json({"run", "list", "--chat", "-2002"})["runs"].size(), 0u);
  EXPECT_EQ(json({"run", "list", "--chat", "-1001"})["runs"].size(), 1u);
  EXPECT_EQ(cli.run({"audit", "list", "--chat", "-2002", "--all-chats"}).exit_code, 2);
}

TEST_F(AuditCli, TheNextPageBeginsWhereOneEnded) {
  for (const char* value : {"4", "5", "6"}) must_run({"settings", "set", "posts_per_day", value});
  const auto first = json({"audit", "list", "--limit", "2"})["audit"];
  const auto next = json({"audit", "list", "--limit", "1", "--before",
                          std::to_string(first[1]["id"].get<int>())})["audit"];
  EXPECT_EQ(first[1]["after"], "5");
  EXPECT_EQ(next[0]["after"], "4");
  EXPECT_EQ(cli.run({"audit", "list", "--before", "999999"}).exit_code, 5);
}

TEST_F(AuditCli, ARunIsListedWithWhatItDid) {
  const auto runs = json({"run", "list"})["runs"];
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0]["command"], "media sync");
  EXPECT_EQ(runs[0]["exit_code"], 0);
  EXPECT_EQ(runs[0]["summary"]["new"], 2);
  EXPECT_EQ(json({"run", "list", "--failed"})["runs"].size(), 0u);
  EXPECT_TRUE(mentions(must_run({"run", "list", "--failed"}).out, "--all-chats"));
}

}  // namespace
}  // namespace igbot::test
