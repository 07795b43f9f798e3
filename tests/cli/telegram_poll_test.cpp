// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/cli/team_cli.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

json a_person(std::int64_t id, const std::string& name) {
  return {{"id", id}, {"is_bot", false}, {"first_name", name}};
}

/// The team with a Telegram that knows its chat, and people in it who press and write.
class TelegramPoll : public TeamCli {
 protected:
  TelegramPoll() : telegram({.chats = {{-1001, "group"}, {-1002, "group"}}}) {
    cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
    cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram.url());
    cli.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
  }

  /// Sends a card and returns its message id.
  std::int64_t send_card() {
    must_run({"post", "next", "--yes"});
    return telegram.accepted().back().message_id.value();
  }
  static json chat_json(std::int64_t chat) {
    return {{"id", chat}, {"type", "group"}, {"title", "team"}};
  }
  void press(const std::string& data, std::int64_t message, const json& who = a_person(7, "Anna"),
             std::int64_t chat = -1001) {
    const std::string id = "press" + std::to_string(++presses_);
    const json query{{"id", id},
                     {"from", who},
                     {"message", {{"message_id", message}, {"chat", chat_json(chat)}}},
                     {"data", data}};
    telegram.api().add_update(json{{"callback_query", query}}.dump());
  }
  void write_text(const std::string& text, std::int64_t chat = -1001,
                  const json& who = a_person(7, "Anna")) {
    const json message{
        {"message_id", 500 + ++presses_}, {"from", who}, {"chat", chat_json(chat)}, {"text", text}};
    telegram.api().add_update(json{{"message", message}}.dump());
  }
  CliResult poll() const { return cli.run({"telegram", "poll", "--once", "--json"}); }
  void must_poll() const {
    const auto result = poll();
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
  std::string status_of(int post) const {
    return json::parse(must_run({"post", "show", std::to_string(post), "--json"}).out)["status"];
  }
  /// The last accepted call of a method.
  RecordedCall last(const std::string& method) const {
    RecordedCall found;
    for (const RecordedCall& call : telegram.calls()) {
      if (call.method == method && call.accepted()) found = call;
    }
    return found;
  }

  TelegramSandbox telegram;
  int presses_ = 0;
};

TEST_F(TelegramPoll, APressDecidesAndTheCardSaysWho) {
  const std::int64_t card = send_card();
  press("v1:done:1:", card);
  must_poll();
  EXPECT_EQ(status_of(1), "posted");
  EXPECT_EQ(last("answerCallbackQuery").text, "Noted as posted");
  EXPECT_TRUE(mentions(last("editMessageCaption").caption, "Posted by Anna"));
}

TEST_F(TelegramPoll, OfTwoWhoPressAtOnceOneWinsAndTheOtherIsToldWho) {
  const std::int64_t card = send_card();
  press("v1:done:1:", card, a_person(7, "Anna"));
  press("v1:skip:1:", card, a_person(8, "Ben"));
  must_poll();
  EXPECT_EQ(status_of(1), "posted");
  EXPECT_TRUE(mentions(last("answerCallbackQuery").text, "Posted by Anna"))
      << last("answerCallbackQuery").text;
}

TEST_F(TelegramPoll, RejectingAsksFirstAndIsForGood) {
  const std::int64_t card = send_card();
  press("v1:reject:1:", card);
  must_poll();
  EXPECT_EQ(status_of(1), "awaiting");
  EXPECT_TRUE(mentions(last("editMessageCaption").keyboard, "v1:reject:1:yes"));
  press("v1:reject:1:no", card);
  must_poll();
  EXPECT_TRUE(mentions(last("editMessageCaption").keyboard, "v1:done:1:"));
  press("v1:reject:1:yes", card);
  must_poll();
  EXPECT_EQ(status_of(1), "rejected");
}

TEST_F(TelegramPoll, ForeignVanishedOldAndSenselessButtonsChangeNothing) {
  const std::int64_t card = send_card();
  must_run({"init", "--chat", "-1002", "--name", "other", "--yes"});
  press("v1:done:1:", card, a_person(9, "Eve"), -1002);
  press("v1:done:77:", card);
  press("v1:done:1:", card + 1000);
  press("v0:done:1:", card);
  press("", card);
  press("v1:done:1:", card, a_person(9, "Eve"), -1999);
  must_poll();
  EXPECT_EQ(json::parse(must_run({"post", "show", "1", "--json", "--chat", "-1001"}).out)["status"],
            "awaiting");
}

TEST_F(TelegramPoll, ACardWhoseAnswerWasLostIsSettledByPressingIt) {
  telegram.fail_next({.kind = FaultKind::reset_after_accepting});
  EXPECT_NE(cli.run({"post", "next", "--yes"}).exit_code, 0);
  ASSERT_EQ(status_of(1), "unknown");
  press("v1:done:1:", telegram.accepted().front().message_id.value());
  must_poll();
  EXPECT_EQ(status_of(1), "posted");
}

TEST_F(TelegramPoll, NothingIsTakenInTwiceWhenThePollerDiesBeforeItConfirms) {
  const std::int64_t card = send_card();
  press("v1:skip:1:", card);
  must_poll();
  // Not confirmed yet: the next request does that, and brings nothing again.
  EXPECT_EQ(json::parse(poll().out)["updates"], 0);
  EXPECT_EQ(json::parse(poll().out)["updates"], 0);
}

TEST_F(TelegramPoll, UnderRolesAMemberOnlyLooks) {
  must_run({"settings", "set", "access_policy", "roles"});
  const std::int64_t card = send_card();
  press("v1:done:1:", card);
  EXPECT_EQ(json::parse(poll().out)["refused"], 1);
  EXPECT_EQ(status_of(1), "awaiting");
  EXPECT_TRUE(mentions(last("answerCallbackQuery").text, "may not do this"));
  must_run({"chat", "role", "7", "editor"});
  press("v1:done:1:", card);
  must_poll();
  EXPECT_EQ(status_of(1), "posted");
}

TEST_F(TelegramPoll, AChatAdministratorIsAskedForAndMay) {
  must_run({"settings", "set", "access_policy", "roles"});
  telegram.api().set_member(-1001, 7, "administrator");
  const std::int64_t card = send_card();
  press("v1:done:1:", card);
  must_poll();
  EXPECT_EQ(status_of(1), "posted");
}

TEST_F(TelegramPoll, InAChannelOnlyItsAdministratorsAct) {
  const std::int64_t card = send_card();
  const json channel{{"id", -1001}, {"type", "channel"}, {"title", "team"}};
  const auto press_there = [&](std::int64_t user) {
    const std::string id = "there" + std::to_string(++presses_);
    const json query{{"id", id},
                     {"from", a_person(user, "Anna")},
                     {"message", {{"message_id", card}, {"chat", channel}}},
                     {"data", "v1:skip:1:"}};
    telegram.api().add_update(json{{"callback_query", query}}.dump());
    must_poll();
  };
  press_there(8);
  press_there(8);
  EXPECT_EQ(status_of(1), "awaiting");
  telegram.api().set_member(-1001, 7, "creator");
  press_there(7);
  EXPECT_EQ(status_of(1), "skipped");
}

TEST_F(TelegramPoll, TheFileComesAsADocument) {
  const std::int64_t card = send_card();
  press("v1:file:1:", card);
  must_poll();
  EXPECT_TRUE(last("sendDocument").file_name.ends_with(".jpg")) << last("sendDocument").file_name;
}

TEST_F(TelegramPoll, CommandsDoWhatTheShellDoes) {
  write_text("/pause 2h holiday <3");
  must_poll();
  EXPECT_EQ(setting("is_paused"), "true\n");
  EXPECT_EQ(setting("pause_reason"), "holiday <3\n");
  EXPECT_TRUE(mentions(last("sendMessage").text, "Paused by Anna")) << last("sendMessage").text;
  write_text("/resume back");
  write_text("/dryrun off launch");
  must_poll();
  EXPECT_EQ(setting("is_paused"), "false\n");
  EXPECT_EQ(setting("dry_run_mode"), "false\n");
  write_text("/next");
  must_poll();
  EXPECT_EQ(status_of(1), "awaiting");
  write_text("/status");
  write_text("/queue");
  write_text("/help");
  must_poll();
  EXPECT_TRUE(mentions(last("sendMessage").text, "/dryrun")) << last("sendMessage").text;
}

TEST_F(TelegramPoll, AWrongCommandIsExplainedInTheChat) {
  write_text("/pause 2parsecs");
  write_text("/dance");
  must_poll();
  EXPECT_EQ(setting("is_paused"), "false\n");
  EXPECT_TRUE(mentions(last("sendMessage").text, "/help")) << last("sendMessage").text;
}

TEST_F(TelegramPoll, AChatGivesTwentyCommandsAMinuteAndIsToldOnce) {
  for (int i = 0; i < 30; ++i) write_text("/status");
  must_poll();
  int sent = 0;
  for (const RecordedCall& call : telegram.accepted()) sent += call.method == "sendMessage" ? 1 : 0;
  EXPECT_EQ(sent, 21);
  EXPECT_TRUE(mentions(last("sendMessage").text, "Too many commands"));
}

TEST_F(TelegramPoll, AChatThatIsNotSetUpGetsOneHint) {
  for (int i = 0; i < 3; ++i) write_text("/status", -1002);
  must_poll();
  int sent = 0;
  for (const RecordedCall& call : telegram.accepted()) sent += call.method == "sendMessage" ? 1 : 0;
  EXPECT_EQ(sent, 1);
  EXPECT_TRUE(mentions(last("sendMessage").text, "not set up"));
}

TEST_F(TelegramPoll, ARemovedBotMakesTheChatUnreachableUntilItIsBack) {
  const auto standing = [&](const std::string& status) {
    const json change{{"chat", chat_json(-1001)},
                      {"from", a_person(7, "Anna")},
                      {"new_chat_member",
                       {{"user", {{"id", 123456789}, {"is_bot", true}, {"first_name", "Bot"}}},
                        {"status", status}}}};
    telegram.api().add_update(json{{"my_chat_member", change}}.dump());
    must_poll();
    return json::parse(must_run({"chat", "show", "--json"}).out)["state"];
  };
  EXPECT_EQ(standing("kicked"), "unreachable");
  EXPECT_EQ(standing("member"), "active");
}

TEST_F(TelegramPoll, AGroupThatBecameASupergroupIsFollowedAndItsCardsComeAnew) {
  send_card();
  telegram.api().add_chat({-1009, "supergroup"});
  const json message{
      {"message_id", 900}, {"chat", chat_json(-1001)}, {"migrate_to_chat_id", -1009}};
  telegram.api().add_update(json{{"message", message}}.dump());
  must_poll();
  must_run({"post", "run"});
  EXPECT_EQ(telegram.accepted().back().chat, -1009);
  EXPECT_EQ(telegram.accepted().back().method, "sendPhoto");
  EXPECT_EQ(status_of(1), "awaiting");
}

TEST_F(TelegramPoll, AWebhookAndASecondPollerAreExplained) {
  telegram.api().set_webhook(true);
  const auto refused = poll();
  EXPECT_EQ(refused.exit_code, 6);
  EXPECT_TRUE(mentions(refused.err, "igbotctl telegram setup")) << refused.err;
  // While it lasts cron hears nothing more of it.
  EXPECT_EQ(poll().exit_code, 0);
  must_run({"telegram", "setup"});
  must_poll();
}

TEST_F(TelegramPoll, AServiceThatCannotGoOnSaysWhyEachTime) {
  telegram.api().set_webhook(true);
  for (int start = 0; start < 2; ++start) {
    const auto ended = cli.run({"telegram", "poll"});
    EXPECT_EQ(ended.exit_code, 6);
    EXPECT_TRUE(mentions(ended.err, "igbotctl telegram setup")) << ended.err;
  }
}

TEST_F(TelegramPoll, ARefusedTokenAndANetworkThatIsDownHaveTheirCodes) {
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", "123456789:AAwrongTokenOnlyForLoopback_01234");
  EXPECT_EQ(poll().exit_code, 4);
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
  must_poll();
  cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", "http://127.0.0.1:1");
  EXPECT_EQ(poll().exit_code, 7);
}

TEST_F(TelegramPoll, AServiceEndsCleanlyWhenItIsAskedTo) {
  write_text("/status");
  auto running = cli.start({"telegram", "poll"});
  while (telegram.calls().empty()) std::this_thread::yield();
  running.signal(SIGTERM);
  EXPECT_EQ(running.wait().exit_code, 0);
}

TEST_F(TelegramPoll, SetupTellsWhoTheBotIsAndRegistersItsCommands) {
  const auto setup = json::parse(must_run({"telegram", "setup", "--json"}).out);
  EXPECT_EQ(setup["username"], "igbot_sandbox_bot");
  EXPECT_EQ(last("setMyCommands").outcome, "accepted");
}

}  // namespace
}  // namespace igbot::test
