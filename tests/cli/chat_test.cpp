// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "tests/cli/team_cli.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {
namespace {

TEST(CliChat, AMistypedNameIsAnsweredWithTheChatThatWasMeant) {
  const CliRunner cli;
  cli.run({"init", "--chat", "-1001", "--name", "Team Berlin", "--yes"});
  const auto result = cli.run({"settings", "list", "--chat", "Team Brelin"});
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_NE(result.err.find("did you mean Team Berlin?"), std::string::npos) << result.err;
}

struct ChatCli : TeamCli {
  nlohmann::json json(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    return nlohmann::json::parse(must_run(arguments).out);
  }
};

TEST_F(ChatCli, AnArchivedChatCanBeReadAndNothingElse) {
  must_run({"schedule", "create", "--days", "2"});
  const auto post =
      std::to_string(json({"post", "list", "--status", "planned"})["posts"][0]["id"].get<int>());
  const auto archived = json({"chat", "archive", "--reason", "they left", "--yes"});
  EXPECT_EQ(archived["changed"], true);
  EXPECT_GT(archived["open_posts"], 0);

  for (const std::vector<std::string>& reading : {std::vector<std::string>{"settings", "list"},
                                                  {"settings", "history"},
                                                  {"post", "list"},
                                                  {"queue", "list"},
                                                  {"media", "list"},
                                                  {"mix", "show"},
                                                  {"chat", "show"},
                                                  {"chat", "list"},
                                                  {"post", "run"},
                                                  {"post", "run", "--explain"}}) {
    EXPECT_EQ(cli.run(reading).exit_code, 0) << reading[0] << ' ' << reading[1];
  }
  for (const std::vector<std::string>& changing :
       {std::vector<std::string>{"settings", "set", "posts_per_day", "5"},
        {"pause"},
        {"mix", "set", "memes=100"},
        {"schedule", "create"},
        {"schedule", "clear", "--yes"},
        {"post", "skip", post},
        {"post", "next", "--yes"},
        {"media", "sync"},
        {"media", "lock", "1"},
        {"media", "set", "1", "--title", "x"},
        {"chat", "rename", "other"},
        {"init", "--chat", "-1001", "--posts-per-day", "9", "--yes"}}) {
    const auto result = cli.run(changing);
    EXPECT_EQ(result.exit_code, 6) << changing[0] << ' ' << changing[1] << ": " << result.err;
    EXPECT_TRUE(mentions(result.err, "igbotctl chat unarchive")) << result.err;
  }

  must_run({"chat", "unarchive", "--reason", "they came back"});
  must_run({"settings", "set", "posts_per_day", "5"});
  EXPECT_EQ(json({"post", "list", "--status", "planned"})["posts"][0]["id"].get<int>(),
            std::stoi(post));
}

TEST_F(ChatCli, ArchivingAsksFirst) {
  EXPECT_EQ(cli.run({"chat", "archive"}).exit_code, 2);
  const auto refused = cli.run_on_terminal({"chat", "archive"}, {{"?", "n\n"}});
  EXPECT_EQ(refused.exit_code, 6) << refused.out;
  EXPECT_EQ(json({"chat", "archive", "-n"})["changed"], true);
  EXPECT_EQ(json({"chat", "show"})["state"], "active");
}

TEST_F(ChatCli, TheListIsNarrowedByStateAndProblem) {
  must_run({"init", "--chat", "-2002", "--name", "others", "--yes"});
  must_run({"chat", "archive", "--chat", "-2002", "--yes"});
  EXPECT_EQ(json({"chat", "list"})["chats"].size(), 2u);
  EXPECT_EQ(json({"chat", "list", "--state", "archived"})["chats"][0]["chat_id"], -2002);
  EXPECT_EQ(json({"chat", "list", "--problem"})["chats"].size(), 0u);
  EXPECT_EQ(cli.run({"chat", "list", "--problem"}).out, "no such chat\n");
}

TEST_F(ChatCli, ARoleForWhoWasNeverSeenIsRefused) {
  EXPECT_EQ(cli.run({"chat", "role", "@nobody", "editor"}).exit_code, 5);
  EXPECT_EQ(cli.run({"chat", "role", "@nobody", "boss"}).exit_code, 2);
}

TEST_F(ChatCli, AnInvitationIsALinkToTheBotThatCanBeTakenBack) {
  TelegramSandbox telegram({.chats = {{-1001, "group"}}});
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
  cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram.url());
  const auto made = json({"chat", "invite"});
  const std::string url = made["group_url"];
  EXPECT_TRUE(url.starts_with("https://t.me/")) << url;
  const std::string token = url.substr(url.find("?startgroup=") + 12);
  EXPECT_EQ(token.size(), 32u);
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                    "_-"),
            std::string::npos);
  EXPECT_TRUE(mentions(made["private_url"], "?start=" + token));
  EXPECT_EQ(json({"chat", "invite", "--list"})["invites"].size(), 1u);
  must_run({"chat", "invite", "--revoke", std::to_string(made["id"].get<int>())});
  EXPECT_EQ(cli.run({"chat", "invite", "--list"}).out, "no invitation is open\n");
  EXPECT_EQ(cli.run({"chat", "invite", "--revoke", "1"}).exit_code, 5);
  EXPECT_EQ(cli.run({"chat", "invite", "-n"}).exit_code, 0);
  EXPECT_EQ(cli.run({"chat", "invite", "--list"}).out, "no invitation is open\n");
}

TEST_F(ChatCli, WithoutABotThereIsNoInvitation) {
  const auto result = cli.run({"chat", "invite"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_TRUE(mentions(result.err, "no bot token is configured")) << result.err;
  EXPECT_EQ(cli.run({"chat", "invite", "--list"}).out, "no invitation is open\n");
}

}  // namespace
}  // namespace igbot::test
