// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/sql/sqlite_connection.hpp"
#include "tests/cli/team_cli.hpp"
#include "tests/support/graph_sandbox.hpp"

namespace igbot::test {

inline constexpr const char* k_shop_id = "17841400000000001";
inline constexpr const char* k_shop_token = "IGAAshop0123456789shop0123456789shop0123456789ab";

/// The team of TeamCli with a key, and a Graph API with one business account, @shop, and a token
/// for it that is two days old.
class AccountCli : public TeamCli {
 protected:
  AccountCli() {
    const std::string key = (cli.folder() / "key").string();
    must_run({"key", "generate", key});
    cli.set_environment("IGBOTCTL_KEY_FILE", key);
    cli.set_environment("IGBOTCTL_INSTAGRAM_API_BASE", graph.url());
    cli.set_environment("IGBOTCTL_INSTAGRAM_FACEBOOK_API_BASE", graph.url());
    cli.set_environment("IGBOTCTL_INSTAGRAM_APP_ID", graph.api().app().id);
    cli.set_environment("IGBOTCTL_INSTAGRAM_APP_SECRET", graph.api().app().secret);
    cli.set_environment("IGBOTCTL_INSTAGRAM_REDIRECT_URI", graph.api().app().redirect_uri);
    graph.api().add_account({.id = k_shop_id, .username = "shop"});
    graph.api().issue_token({.accounts = {k_shop_id}}, k_shop_token);
  }

  CliResult add(const std::string& token, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"account", "add", "--token-stdin"};
    words.insert(words.end(), more.begin(), more.end());
    return cli.run(words, token);
  }
  nlohmann::json json(std::vector<std::string> words, const std::string& input = {}) const {
    words.emplace_back("--json");
    const CliResult result = cli.run(words, input);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return nlohmann::json::parse(result.out);
  }
  nlohmann::json accounts() const { return json({"account", "list"})["accounts"]; }
  void change_rows(const std::string& statement) const {
    sql::open_sqlite(cli.database())->execute(statement);
  }
  /// Expects that exit code, and the words in what it says.
  static void expect_refused(const CliResult& result, int code,
                             const std::vector<std::string>& words) {
    EXPECT_EQ(result.exit_code, code) << result.out << result.err;
    for (const std::string& word : words) EXPECT_TRUE(mentions(result.err, word)) << result.err;
    EXPECT_FALSE(mentions(result.out + result.err, k_shop_token));
  }

  GraphSandbox graph;
};

}  // namespace igbot::test
