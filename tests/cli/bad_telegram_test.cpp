// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/team_cli.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {
namespace {

/// The same team, and a Telegram that knows it.
class BadTelegram : public TeamCli {
 protected:
  BadTelegram() : telegram({.chats = {{-1001, "group"}, {-1009, "supergroup"}}}) {
    cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
    cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram.url());
    cli.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
  }

  CliResult next() const { return cli.run({"post", "next", "--yes"}); }
  std::string first_status() const {
    const auto listed = nlohmann::json::parse(must_run({"post", "list", "--json"}).out);
    return listed.at("posts").at(0).at("status");
  }
  /// The post waits, as it was, and goes out when the trouble is over.
  void expect_sent_later() {
    EXPECT_EQ(first_status(), "planned");
    EXPECT_EQ(telegram.accepted().size(), 0U);
    cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
    cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram.url());
    EXPECT_EQ(next().exit_code, 0);
    EXPECT_EQ(first_status(), "awaiting");
    EXPECT_EQ(telegram.accepted().size(), 1U);
  }
  void expect_failure(int exit_code, const std::string& message, const std::string& hint) const {
    const auto result = next();
    EXPECT_EQ(result.exit_code, exit_code);
    EXPECT_TRUE(mentions(result.err, "igbotctl: " + message)) << result.err;
    EXPECT_TRUE(mentions(result.err, "hint: " + hint)) << result.err;
    EXPECT_FALSE(mentions(result.out + result.err, k_sandbox_token)) << result.err;
  }

  TelegramSandbox telegram;
};

TEST_F(BadTelegram, WithoutATokenTheCardWaits) {
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", "");
  expect_failure(4, "no bot token is configured", "set IGBOTCTL_TELEGRAM_BOT_TOKEN");
  expect_failure(4, "no bot token is configured", "set IGBOTCTL_TELEGRAM_BOT_TOKEN");
  expect_sent_later();
}

TEST_F(BadTelegram, WithAWrongTokenTheCardWaits) {
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", "123456789:AAwrongTokenOnlyForLoopback_01234");
  expect_failure(4, "telegram refused the bot token", "set telegram.bot_token");
  expect_sent_later();
}

TEST_F(BadTelegram, WhatIsNoTokenAtAllIsRefusedLikeAWrongOne) {
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", "garbage");
  expect_failure(4, "telegram refused the bot token", "set telegram.bot_token");
  expect_sent_later();
}

TEST_F(BadTelegram, WhileItCannotBeReachedTheCardWaits) {
  cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", "http://127.0.0.1:1");
  expect_failure(7, "telegram cannot be reached: ", "check the network and telegram.api_base");
  expect_failure(7, "telegram cannot be reached: ", "check the network and telegram.api_base");
  expect_sent_later();
}

TEST_F(BadTelegram, CronHearsOfItOnce) {
  cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", "http://127.0.0.1:1");
  EXPECT_EQ(next().exit_code, 7);
  const auto later = cli.run({"post", "run"});
  EXPECT_EQ(later.exit_code, 0) << later.err;
  EXPECT_EQ(later.err, "");
}

TEST_F(BadTelegram, AfterTooManyRequestsTheCardWaits) {
  telegram.fail_next({.kind = FaultKind::rate_limited, .value = 1});
  expect_failure(7, "card was not sent: post 1 (", "it stays planned; igbotctl post run");
  EXPECT_EQ(first_status(), "planned");
}

TEST_F(BadTelegram, ARemovedBotMakesTheChatUnreachableUntilItIsBack) {
  telegram.fail_next({.kind = FaultKind::kicked});
  expect_failure(1, "chat team (-1001) cannot be reached: Forbidden: bot was kicked",
                 "add the bot to the chat again, then igbotctl post next --chat -1001");
  EXPECT_TRUE(mentions(must_run({"chat", "list"}).out, "unreachable"));
  EXPECT_EQ(must_run({"post", "run"}).out, "");
  expect_sent_later();
  EXPECT_FALSE(mentions(must_run({"chat", "list"}).out, "unreachable"));
}

TEST_F(BadTelegram, AGroupTurnedSupergroupIsFollowed) {
  telegram.fail_next({.kind = FaultKind::migrated, .value = -1009});
  next();
  must_run({"settings", "get", "posts_per_day", "--chat", "-1009"});
  if (first_status() != "awaiting") must_run({"post", "next", "--yes"});
  ASSERT_EQ(telegram.accepted().size(), 1U);
  EXPECT_EQ(telegram.accepted().front().chat, -1009);
}

TEST_F(BadTelegram, AnApiWithoutTlsElsewhereIsRefused) {
  cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", "http://example.com");
  expect_failure(12, "invalid telegram.api_base: 'http://example.com'", "telegram.api_base takes");
}

TEST_F(BadTelegram, APhotoThatIsTooHeavyGoesAsThePictureInstagramWouldGet) {
  write_file(photos(), "memes/heavy.jpg",
             jpeg_bytes(64, 64, 9) + std::string(std::size_t{11} << 20U, '\0'));
  must_run({"media", "sync"});
  must_run({"post", "next", "--media", "3", "--yes"});
  ASSERT_EQ(telegram.accepted().size(), 1U);
  EXPECT_EQ(telegram.accepted().front().method, "sendPhoto");
  EXPECT_LT(telegram.accepted().front().size, std::size_t{1} << 20U);
}

TEST_F(BadTelegram, APhotoOfImpossibleShapeGoesAsADocument) {
  write_file(photos(), "memes/wide.jpg", jpeg_bytes(12000, 100, 9));
  must_run({"media", "sync"});
  must_run({"post", "next", "--media", "3", "--yes"});
  ASSERT_EQ(telegram.accepted().size(), 1U);
  EXPECT_EQ(telegram.accepted().front().method, "sendDocument");
  EXPECT_TRUE(mentions(telegram.calls().front().outcome, "PHOTO_INVALID_DIMENSIONS"));
}

}  // namespace
}  // namespace igbot::test
