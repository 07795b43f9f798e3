// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/cli/bot_chat.hpp"

namespace igbot::test {
namespace {

using TelegramMenu = BotChat;

TEST_F(TelegramMenu, SettingsShowsHowTheChatIsSetAndATapChangesItInPlace) {
  write_now("/settings");
  EXPECT_TRUE(mentions(shown(), "dry run")) << shown();
  EXPECT_TRUE(mentions(shown(), "[🟢 Dry run: on]")) << shown();
  tap_now("🟢 Dry run: on");
  EXPECT_EQ(setting("dry_run_mode"), "false\n");
  EXPECT_TRUE(mentions(shown(), "[⚪ Dry run: off]")) << shown();
  EXPECT_TRUE(mentions(shown(), "by Anna")) << shown();
  EXPECT_EQ(all_shown().size(), 1U);
  EXPECT_EQ(told(), "Dry run: off");
}

TEST_F(TelegramMenu, TwoTapsOnTheSameToggleDoNotCancelOut) {
  write_now("/settings");
  tap("🟢 Dry run");
  tap("🟢 Dry run", k_ben);
  poll();
  EXPECT_EQ(setting("dry_run_mode"), "false\n");
  EXPECT_TRUE(mentions(told(), "Unchanged")) << told();
}

TEST_F(TelegramMenu, ATypedValueIsAskedForInAReplyAndAWrongOneIsExplained) {
  must_run({"schedule", "create", "--days", "2"});
  write_now("/settings");
  tap_now("Posts per day");
  EXPECT_TRUE(mentions(shown(), "1..50")) << shown();
  tap_now("✏ Custom");
  EXPECT_TRUE(mentions(shown(), "Reply to this message")) << shown();
  reply_now("a few");
  EXPECT_TRUE(mentions(shown(), "invalid posts_per_day: 'a few'")) << shown();
  reply_now("7");
  EXPECT_EQ(setting("posts_per_day"), "7\n");
  EXPECT_TRUE(shows("✅ Posts per day: 7"));
  EXPECT_TRUE(shows("[Posts per day: 7 ▸]"));
  EXPECT_TRUE(mentions(shown(), "keep their times")) << shown();
  tap_now("🗓 Replan");
  EXPECT_TRUE(shows("Planned anew by Anna"));
  EXPECT_TRUE(mentions(shown(), "planned")) << shown();
}

TEST_F(TelegramMenu, OnlyTheReplyOfWhoWasAskedIsTakenAsAValue) {
  write_now("/settings");
  tap_now("Posts per day");
  tap_now("✏ Custom");
  reply("9", k_ben);
  write("9");
  poll();
  EXPECT_EQ(setting("posts_per_day"), "3\n");
  reply_now("9");
  EXPECT_EQ(setting("posts_per_day"), "9\n");
}

TEST_F(TelegramMenu, HoursAreOneChangeAndTheZoneIsChosenOrTyped) {
  write_now("/settings");
  tap_now("Hours");
  tap_now("13-1");
  EXPECT_EQ(setting("posting_hours_start"), "13\n");
  EXPECT_EQ(setting("posting_hours_end"), "1\n");
  tap_now("Time zone");
  tap_now("Asia/Kolkata");
  EXPECT_EQ(setting("posting_timezone"), "Asia/Kolkata\n");
  tap_now("Time zone");
  tap_now("✏ Custom");
  reply_now("Mars/Base");
  EXPECT_TRUE(mentions(shown(), "Mars/Base")) << shown();
  reply_now("Australia/Lord_Howe");
  EXPECT_EQ(setting("posting_timezone"), "Australia/Lord_Howe\n");
}

TEST_F(TelegramMenu, EverySettingOfTheRegistryIsThere) {
  write_now("/settings");
  tap_now("More settings");
  for (const char* label :
       {"Jitter", "Plan ahead", "Approval", "Card expiry", "Overdue posts", "Overdue limit",
        "Repost after", "Skip for", "Media sync", "Sync every", "Captions", "Access"}) {
    EXPECT_TRUE(mentions(shown(), label)) << label << " in\n" << shown();
  }
  tap_now("Captions");
  tap_now("simple");
  EXPECT_EQ(setting("caption_style"), "simple\n");
  tap_now("‹ Back");
  EXPECT_TRUE(mentions(shown(), "✖ Close")) << shown();
  tap_now("✖ Close");
  EXPECT_TRUE(mentions(shown(), "Closed")) << shown();
}

TEST_F(TelegramMenu, HistoryIsShownInPiecesDownToTheInitialSetup) {
  for (int value = 4; value <= 10; ++value) {
    must_run({"settings", "set", "posts_per_day", std::to_string(value), "--reason",
              "try <" + std::to_string(value) + ">"});
  }
  write_now("/settings history");
  EXPECT_TRUE(mentions(shown(), "posts_per_day: 9 → 10")) << shown();
  EXPECT_TRUE(mentions(shown(), "try <10>")) << shown();
  EXPECT_FALSE(mentions(shown(), "Initial setup"));
  tap_now("Load more");
  EXPECT_TRUE(mentions(shown(), "posts_per_day: 3 → 4")) << shown();
  EXPECT_TRUE(mentions(shown(), "Initial setup")) << shown();
}

TEST_F(TelegramMenu, TheShellsWordsWorkBehindSettings) {
  write_now("/settings set posts_per_day 5 more of it");
  EXPECT_EQ(setting("posts_per_day"), "5\n");
  EXPECT_TRUE(shows("posts_per_day: 3 → 5"));
  EXPECT_TRUE(mentions(must_run({"settings", "history", "--limit", "1"}).out, "more of it"));
  write_now("/settings get posts_per_day");
  EXPECT_TRUE(mentions(shown(), "posts_per_day=5")) << shown();
  write_now("/settings set posts_per_day 99");
  EXPECT_TRUE(mentions(shown(), "invalid posts_per_day: '99'")) << shown();
  write_now("/settings dance");
  EXPECT_TRUE(mentions(shown(), "not understood: /settings dance")) << shown();
}

TEST_F(TelegramMenu, ExportSendsTheSameDocumentAsTheShell) {
  write_now("/settings export");
  RecordedCall sent;
  for (const RecordedCall& call : telegram.accepted()) {
    if (call.method == "sendDocument") sent = call;
  }
  EXPECT_EQ(sent.file_name, "settings-1001.json");
  const std::string exported = must_run({"settings", "export"}).out;
  EXPECT_EQ(sent.size, exported.size());
}

TEST_F(TelegramMenu, ResetAsksFirstTakesAnAdministratorAndNeverGoesLive) {
  must_run({"settings", "set", "posts_per_day", "8", "dry_run_mode", "false"});
  write_now("/settings");
  tap_now("Reset to defaults", k_ben);
  EXPECT_TRUE(mentions(told(), "Ben may not do this")) << told();
  tap_now("Reset to defaults");
  EXPECT_EQ(setting("posts_per_day"), "8\n");
  tap_now("Yes, reset");
  EXPECT_EQ(setting("posts_per_day"), "3\n");
  EXPECT_EQ(setting("dry_run_mode"), "true\n");
  EXPECT_EQ(setting("media_source_config"),
            must_run({"settings", "get", "media_source_config"}).out);
  EXPECT_TRUE(mentions(setting("media_source_config"), "photos"));
}

TEST_F(TelegramMenu, AnAdministratorOfTheChatIsRecognisedWhenItMatters) {
  write_now("/settings");
  tap_now("More settings");
  tap_now("Access");
  tap_now("roles", k_ben);
  EXPECT_EQ(setting("access_policy"), "everyone\n");
  tap_now("roles");
  EXPECT_EQ(setting("access_policy"), "roles\n");
  tap_now("‹ Back", k_ben);
  tap_now("🟢 Dry run", k_ben);
  EXPECT_EQ(setting("dry_run_mode"), "true\n");
}

TEST_F(TelegramMenu, WhoIsNoAdministratorAnyMoreIsNotTakenForOne) {
  write_now("/settings");
  tap_now("Reset to defaults");
  must_run({"chat", "members"});
  telegram.api().set_member(-1001, k_anna.id, "member");
  cli.run_script(
      "sqlite3 \"$IGBOTCTL_DATABASE_PATH\" 'UPDATE memberships SET admin_checked_at = 0'");
  tap_now("Yes, reset");
  EXPECT_TRUE(mentions(told(), "Anna may not do this")) << told();
}

TEST_F(TelegramMenu, APublicChatWhereEverybodyMayActIsWarned) {
  telegram.api().add_update(
      R"({"message":{"message_id":900,"from":{"id":7,"is_bot":false,"first_name":"Anna"},)"
      R"("chat":{"id":-1001,"type":"group","title":"team","username":"everybody_sees"},)"
      R"("text":"/settings"}})");
  poll();
  EXPECT_TRUE(mentions(shown(), "public name")) << shown();
}

}  // namespace
}  // namespace igbot::test
