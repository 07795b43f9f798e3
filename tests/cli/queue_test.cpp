// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/text/text.hpp"
#include "tests/cli/team_cli.hpp"

namespace igbot::test {
namespace {

struct QueueCli : TeamCli {
  QueueCli() {
    for (int i = 10; i < 30; ++i) {
      write_file(photos(), "merch/" + std::to_string(i) + ".jpg", jpeg_bytes(64, 64, i));
    }
    must_run({"media", "sync"});
    must_run({"settings", "set", "posting_hours", "0-0"});
    must_run({"schedule", "create", "--days", "4"});
  }
  nlohmann::json json(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    return nlohmann::json::parse(must_run(arguments).out);
  }
};

TEST_F(QueueCli, TheCalendarHasEveryPlannedPostOnItsLocalDay) {
  const auto document = json({"queue", "calendar", "--days", "7"});
  EXPECT_EQ(document["timezone"], "UTC");
  std::size_t posts = 0;
  for (const auto& day : document["days"]) {
    for (const auto& post : day["posts"]) {
      ++posts;
      EXPECT_EQ(post["due_at"].get<std::string>().substr(0, 10), day["date"]);
    }
  }
  EXPECT_EQ(posts, json({"queue", "list"})["posts"].size());
  EXPECT_GT(posts, 0u);
}

TEST_F(QueueCli, TheCalendarFitsEightyColumnsWhereThereIsNoTerminal) {
  const auto result = must_run({"queue", "calendar"});
  std::istringstream lines(result.out);
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_LE(text::utf8_decode(line).size(), 80u) << line;
  }
  EXPECT_GE(count, 19) << result.out;
  EXPECT_TRUE(mentions(result.out, "· posting hours")) << result.out;
  EXPECT_TRUE(mentions(result.out, "now ")) << result.out;
  EXPECT_FALSE(mentions(result.out, "\x1b[")) << "no colour without a terminal";
}

TEST_F(QueueCli, TheCalendarIsColouredOnATerminal) {
  cli.set_environment("TERM", "xterm");
  const auto result = cli.run_on_terminal({"queue", "calendar"}, {});
  EXPECT_TRUE(mentions(result.out, "\x1b[7m")) << result.out;
  const auto plain = cli.run_on_terminal({"queue", "calendar", "--color", "never"}, {});
  EXPECT_FALSE(mentions(plain.out, "\x1b[")) << plain.out;
}

TEST_F(QueueCli, ADayShowsWhatIsDueThenInAnyState) {
  const auto today = json({"queue", "list", "--day", "today"})["posts"];
  const auto tomorrow = json({"queue", "list", "--day", "tomorrow"})["posts"];
  ASSERT_EQ(tomorrow.size(), 3u);
  const auto id = std::to_string(tomorrow[0]["id"].get<int>());
  must_run({"post", "skip", id, "--reason", "too dark"});
  const auto after = json({"queue", "list", "--day", "tomorrow"})["posts"];
  ASSERT_EQ(after.size(), 3u);
  EXPECT_EQ(after[0]["status"], "skipped");
  EXPECT_EQ(after[0]["reason"], "too dark");
  EXPECT_EQ(json({"queue", "list"})["posts"].size(), today.size() + 8)
      << "without a day only what has not ended";
  EXPECT_TRUE(mentions(must_run({"queue", "list", "--day", "tomorrow"}).out, "too dark"));
}

TEST_F(QueueCli, APostShowsWhenItComesWhoPlannedItAndWhatCanBeDone) {
  const auto id = std::to_string(json({"queue", "list"})["posts"][0]["id"].get<int>());
  const auto shown = must_run({"post", "show", id}).out;
  EXPECT_TRUE(mentions(shown, " (in ")) << shown;
  EXPECT_TRUE(mentions(shown, "schedule created")) << shown;
  EXPECT_TRUE(mentions(shown, "can be: skip, reject, cancel, move\n")) << shown;
  const auto document = json({"post", "show", id});
  EXPECT_EQ(document["timeline"][0]["action"], "planned");
  EXPECT_TRUE(document["timeline"][0]["actor"].get<std::string>().starts_with("cli:"));
  EXPECT_EQ(document["can_be"], nlohmann::json({"skip", "reject", "cancel", "move"}));
  must_run({"post", "reject", id, "--yes"});
  const auto rejected = json({"post", "show", id});
  const auto& lock = rejected["timeline"].back();
  EXPECT_EQ(lock["action"], "content locked: reject");
  EXPECT_EQ(lock["after"], "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(rejected["can_be"], nlohmann::json::array());
  EXPECT_TRUE(mentions(must_run({"post", "show", id}).out, "nothing can be done"));
}

}  // namespace
}  // namespace igbot::test
