// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "tests/cli/team_cli.hpp"

namespace igbot::test {

/// The chat "team" in Berlin with six photos and a plan of three posts in May 2036, long before and
/// after which nothing is planned. Posts 1 to 3 have the items of memes/a.jpg to memes/c.jpg.
class PlanCli : public TeamCli {
 protected:
  PlanCli() {
    for (const char* name : {"c", "d", "e", "f"}) {
      write_file(photos(), std::string("memes/") + name + ".jpg", jpeg_bytes(64, 64, name[0]));
    }
    must_run({"media", "sync"});
    must_run({"settings", "set", "posting_timezone", "Europe/Berlin"});
    nlohmann::json posts = nlohmann::json::array();
    posts.push_back({{"due_at", "2036-05-01 15:00"}, {"path", "memes/a.jpg"}});
    posts.push_back({{"due_at", "2036-05-01 19:00"}, {"path", "memes/b.jpg"}});
    posts.push_back({{"due_at", "2036-05-02 15:00"}, {"path", "memes/c.jpg"}});
    const CliResult planned = apply({{"kind", "igbotctl-plan"},
                                     {"schema_version", 1},
                                     {"chat_id", -1001},
                                     {"posts", std::move(posts)}});
    EXPECT_EQ(planned.exit_code, 0) << planned.err;
  }

  std::vector<std::string> export_words(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"schedule", "export", "--from", "2036-05-01"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  nlohmann::json exported() const { return nlohmann::json::parse(must_run(export_words()).out); }
  /// The posts alone: equal when the plan is.
  nlohmann::json plan() const { return exported()["posts"]; }
  CliResult apply(const nlohmann::json& document, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"schedule", "apply", "-"});
    return cli.run(more, document.dump(2));
  }
};

}  // namespace igbot::test
