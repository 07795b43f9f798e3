// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/cli/bot_chat.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

class TelegramCards : public BotChat {
 protected:
  void sql(const std::string& statement) {
    const auto result =
        cli.run_script("sqlite3 \"" + cli.database().string() + "\" \"" + statement + "\"");
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }
  void send_card() { must_run({"post", "next", "--yes"}); }
  void add_account(const std::string& name, int id) {
    sql("INSERT INTO accounts (chat_id, instagram_id, username, login, state, created_at, "
        "updated_at) VALUES (1, '" +
        std::to_string(id) + "', '" + name + "', 'instagram', 'active', 1, 1)");
  }
  std::string status_of(int post) const {
    return json::parse(must_run({"post", "show", std::to_string(post), "--json"}).out)["status"];
  }
};

TEST_F(TelegramCards, AnotherAccountCanBeChosenForOnePost) {
  add_account("brand", 1);
  add_account("shop", 2);
  must_run({"settings", "set", "active_account", "brand"});
  send_card();
  EXPECT_TRUE(mentions(shown(), "📷 @brand")) << shown();
  tap_now("Account ▸");
  EXPECT_TRUE(mentions(shown(), "[✓ @brand]\n[@shop]")) << shown();
  tap_now("@shop");
  EXPECT_TRUE(mentions(shown(), "📷 @shop")) << shown();
  EXPECT_TRUE(mentions(shown(), "[Account ▸]")) << shown();
  EXPECT_EQ(setting("active_account"), "brand\n");
  tap_now("Account ▸");
  tap_now("‹ Back");
  EXPECT_TRUE(mentions(shown(), "[✅ Posted]")) << shown();
}

TEST_F(TelegramCards, AnAccountOfAnotherChatCannotBeChosen) {
  must_run({"init", "--chat", "-1002", "--name", "others", "--yes"});
  sql("INSERT INTO accounts (chat_id, instagram_id, username, login, state, created_at, "
      "updated_at) "
      "VALUES (2, '9', 'foreign', 'instagram', 'active', 1, 1)");
  must_run({"post", "next", "--yes", "--chat", "-1001"});
  const std::int64_t card = telegram.accepted().back().message_id.value();
  const json press{
      {"id", "p1"},
      {"from", {{"id", 7}, {"is_bot", false}, {"first_name", "Anna"}}},
      {"message",
       {{"message_id", card}, {"chat", {{"id", -1001}, {"type", "group"}, {"title", "team"}}}}},
      {"data", "v1:account:1:1"}};
  telegram.api().add_update(json{{"callback_query", press}}.dump());
  EXPECT_EQ(poll()["refused"], 1);
}

TEST_F(TelegramCards, AnExpiredCardSaysSoAndCanBePlannedAgain) {
  send_card();
  sql("UPDATE posts SET expires_at = 1, wake_at = 1");
  must_run({"post", "run"});
  poll();
  EXPECT_EQ(status_of(1), "missed");
  EXPECT_TRUE(mentions(shown(), "⌛ Missed")) << shown();
  tap_now("🗓 Plan again");
  EXPECT_EQ(status_of(1), "planned");
}

TEST_F(TelegramCards, ACardThatFailsOffersAWayOnInItsAlertAndTheAlertIsClosed) {
  telegram.fail_next({.kind = FaultKind::refused,
                      .method = "sendPhoto",
                      .count = 9,
                      .text = "Bad Request: no such file"});
  cli.run({"post", "next", "--yes"});
  sql("UPDATE posts SET failures = 2, next_attempt_at = NULL, wake_at = 1");
  cli.run({"post", "run"});
  telegram.forget_faults();
  poll();
  EXPECT_EQ(status_of(1), "failed");
  EXPECT_TRUE(mentions(shown(), "[🔁 Retry]")) << shown();
  tap_now("🔁 Retry");
  EXPECT_EQ(status_of(1), "planned");
  EXPECT_TRUE(shows("Post 1: planned, by Anna")) << shown();
}

TEST_F(TelegramCards, TheAlertOfADoubtfulCardIsClosedByWhoSettlesIt) {
  telegram.fail_next({.kind = FaultKind::reset_after_accepting});
  EXPECT_NE(cli.run({"post", "next", "--yes"}).exit_code, 0);
  poll();
  EXPECT_TRUE(mentions(shown(), "[Send again][It arrived]")) << shown();
  tap_now("It arrived");
  EXPECT_EQ(status_of(1), "awaiting");
  EXPECT_EQ(shown(), "Post 1: awaiting, by Anna");
  tap_now("✅ Posted", k_ben);
  EXPECT_EQ(status_of(1), "posted");
}

TEST_F(TelegramCards, NamesAndCaptionsFromOutsideAreShownAsTheyAre) {
  write_file(photos(), "memes/<b>&amp; \"🎉\".jpg", jpeg_bytes(64, 64, 9));
  must_run({"media", "sync"});
  const auto media = json::parse(must_run({"media", "list", "--json"}).out)["media"];
  for (const json& item : media) {
    if (!mentions(item["path"], "<b>")) continue;
    const std::string id = std::to_string(item["id"].get<int>());
    std::string caption;
    for (int i = 0; i < 700; ++i) caption += "🎉<";
    must_run({"media", "set", id, "--title", "<i>&</i>", "--caption", caption});
    must_run({"post", "next", "--media", id, "--yes"});
  }
  EXPECT_TRUE(mentions(shown(), "<i>&</i>")) << shown();
  EXPECT_TRUE(mentions(shown(), "<b>&amp; \"🎉\".jpg")) << shown();
  EXPECT_TRUE(refused_calls().empty()) << refused_calls().front();
}

TEST_F(TelegramCards, PostRunSaysOnceWhenCardsAwaitAndNobodyPolls) {
  send_card();
  must_run({"schedule", "create", "--days", "2"});  // today may be over
  sql("UPDATE posts SET sent_at = 1 WHERE state = 'awaiting'");
  sql("UPDATE posts SET due_at = strftime('%s','now') * 1000, wake_at = 1 WHERE state = 'planned'");
  const auto warned = cli.run({"post", "run"});
  EXPECT_EQ(warned.exit_code, 1);
  EXPECT_TRUE(mentions(warned.err, "nobody takes in what people press")) << warned.err;
  sql("UPDATE posts SET wake_at = 1 WHERE state = 'awaiting'");
  EXPECT_EQ(cli.run({"post", "run"}).exit_code, 0);
  poll();
  sql("UPDATE posts SET wake_at = 1 WHERE state = 'awaiting'");
  EXPECT_EQ(cli.run({"post", "run"}).exit_code, 0);
  EXPECT_FALSE(mentions(must_run({"chat", "list"}).err, "nobody"));
}

}  // namespace
}  // namespace igbot::test
