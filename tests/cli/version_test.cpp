// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/cli_runner.hpp"

namespace igbot::test {
namespace {

TEST(Version, TextAndJsonNameTheSameCommit) {
  const CliRunner cli;
  const auto document = nlohmann::json::parse(cli.run({"version", "--json"}).out);
  std::string expected = "igbotctl " + document["version"].get<std::string>();
  if (!document["commit"].is_null()) {
    expected += " (commit " + document["commit"].get<std::string>() + ")";
  }
  EXPECT_EQ(cli.run({"version"}).out, expected + "\n");
}

TEST(Version, NamesTheSchemaThatANewDatabaseGets) {
  const CliRunner cli;
  cli.run({"init", "--chat", "-1001", "--name", "Shop", "--yes"});
  const auto version = nlohmann::json::parse(cli.run({"version", "--json"}).out);
  const auto database = nlohmann::json::parse(cli.run({"db", "status", "--json"}).out);
  EXPECT_EQ(version["database_schema"], database["schema"]);
}

}  // namespace
}  // namespace igbot::test
