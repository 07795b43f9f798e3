// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/sql/sqlite_connection.hpp"
#include "tests/cli/team_cli.hpp"
#include "tests/support/drive_sandbox.hpp"

namespace igbot::test {

/// The team of TeamCli with a key, and a Google Drive with a folder "Stories" in it.
class SourceCli : public TeamCli {
 protected:
  SourceCli() {
    const std::string key = (cli.folder() / "key").string();
    must_run({"key", "generate", key});
    cli.set_environment("IGBOTCTL_KEY_FILE", key);
    cli.set_environment("IGBOTCTL_GOOGLE_API_BASE", drive.url());
    cli.set_environment("IGBOTCTL_GOOGLE_OAUTH_BASE", drive.url());
    cli.set_environment("IGBOTCTL_GOOGLE_ACCOUNTS_BASE", drive.url());
    cli.set_environment("IGBOTCTL_GOOGLE_CLIENT_ID", DriveSandbox::k_client_id);
    cli.set_environment("IGBOTCTL_GOOGLE_CLIENT_SECRET", DriveSandbox::k_client_secret);
    const std::string memes = drive.add_folder(stories, "memes");
    drive.add_file(memes, "one.jpg", jpeg_bytes(64, 64, 11));
    two = drive.add_file(memes, "two.jpg", jpeg_bytes(64, 64, 12));
    drive.add_file(drive.add_folder(stories, "merch"), "cup.jpg", jpeg_bytes(64, 64, 13));
  }

  nlohmann::json json(std::vector<std::string> words, const std::string& input = {}) const {
    words.emplace_back("--json");
    const CliResult result = cli.run(words, input);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return nlohmann::json::parse(result.out.empty() ? "{}" : result.out);
  }
  /// By the service account, the folder "Stories".
  CliResult connect_drive(std::vector<std::string> more = {"--yes"}) const {
    std::vector<std::string> words{"source",      "connect",  "drive",
                                   "--key-stdin", "--folder", stories};
    words.insert(words.end(), more.begin(), more.end());
    return cli.run(words, DriveSandbox::service_account_json());
  }
  std::int64_t count(const std::string& sql) const {
    return sql::open_sqlite(cli.database(), {sql::OpenMode::read, {}})
        ->execute(sql)
        .front()
        .integer(0);
  }
  /// Expects that exit code, and the words in what it says.
  static void expect_refused(const CliResult& result, int code,
                             const std::vector<std::string>& words) {
    EXPECT_EQ(result.exit_code, code) << result.out << result.err;
    for (const std::string& word : words) EXPECT_TRUE(mentions(result.err, word)) << result.err;
  }

  DriveSandbox drive;
  std::string stories = drive.add_folder(drive.my_drive(), "Stories");
  std::string two;
};

}  // namespace igbot::test
