// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/cli_runner.hpp"

namespace igbot::test {
namespace {

TEST(CliConfig, ShowMasksSecretsAndNamesOrigins) {
  CliRunner cli;
  cli.set_environment("TELEGRAM_BOT_TOKEN", "sesame");
  cli.write("config/igbotctl/config.toml", "[post]\njobs = 2\n");
  const auto text = cli.run({"config", "show", "--origin"});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_EQ(text.out.find("sesame"), std::string::npos);

  const auto json = nlohmann::json::parse(cli.run({"config", "show", "--origin", "--json"}).out);
  EXPECT_EQ(json["schema_version"], 1);
  std::map<std::string, nlohmann::json> values;
  for (const auto& entry : json["values"]) values[entry["key"]] = entry;
  EXPECT_EQ(values["telegram.bot_token"]["value"], "[redacted]");
  EXPECT_EQ(values["telegram.bot_token"]["origin"], "environment");
  EXPECT_EQ(values["post.jobs"]["value"], "2");
  EXPECT_EQ(values["post.jobs"]["origin"], "config");
  EXPECT_EQ(values["database.path"]["from"], "IGBOTCTL_DATABASE_PATH");
  EXPECT_EQ(values["log.level"]["origin"], "default");
  EXPECT_TRUE(values["google.client_secret"]["value"].is_null());
}

TEST(CliConfig, AHalfWrittenFileEndsWith12AndItsLine) {
  CliRunner cli;
  const auto file = cli.write("broken.toml", "[post]\njobs = \n");
  const auto result = cli.run({"config", "check", "--config", file.string()});
  EXPECT_EQ(result.exit_code, 12);
  EXPECT_NE(result.err.find("broken.toml:2"), std::string::npos) << result.err;
  EXPECT_TRUE(result.out.empty());
}

TEST(CliConfig, AFailureIsOneJsonObjectOnStandardError) {
  CliRunner cli;
  const auto file = cli.write("broken.toml", "[post]\njob = 3\n");
  const auto result = cli.run({"config", "check", "--json", "--config", file.string()});
  EXPECT_EQ(result.exit_code, 12);
  const auto error = nlohmann::json::parse(result.err)["error"];
  EXPECT_EQ(error["kind"], "config");
  EXPECT_NE(error["hint"].get<std::string>().find("post.jobs"), std::string::npos);
}

TEST(CliConfig, CheckFindsASecretFileThatCannotBeRead) {
  CliRunner cli;
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN_FILE", (cli.folder() / "none").string());
  EXPECT_EQ(cli.run({"config", "check"}).exit_code, 12);
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN_FILE", cli.write("t", "123:x\n").string());
  EXPECT_EQ(cli.run({"config", "check"}).exit_code, 0);
}

TEST(CliConfig, PathNamesTheFileThisRunReads) {
  CliRunner cli;
  EXPECT_EQ(cli.run({"config", "path"}).out,
            (cli.folder() / "config/igbotctl/config.toml").string() + "\n");
  EXPECT_EQ(cli.run({"config", "path", "--config", "/x/y.toml"}).out, "/x/y.toml\n");
}

}  // namespace
}  // namespace igbot::test
