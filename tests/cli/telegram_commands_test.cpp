// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/cli/bot_chat.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

/// A word that looks like an access token of Meta.
constexpr const char* k_token = "IGAA0123456789typed0123456789into0123456789chat0123456789";

class TelegramCommands : public BotChat {
 protected:
  void sql(const std::string& statement) {
    const auto result =
        cli.run_script("sqlite3 \"" + cli.database().string() + "\" \"" + statement + "\"");
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }
  /// Every planned post lies days back.
  void make_overdue() { sql("UPDATE posts SET due_at = due_at - 3 * 86400000 WHERE 1"); }
  std::string statuses() const {
    std::string all;
    const json list = json::parse(must_run({"post", "list", "--json"}).out);
    for (const json& post : list["posts"]) {
      all += post["status"].get<std::string>() + " ";
    }
    return all;
  }
};

TEST_F(TelegramCommands, HelpListsWhatTelegramOffers) {
  const auto offered = json::parse(must_run({"telegram", "setup", "--json"}).out)["commands"];
  write_now("/help");
  for (const json& command : offered) {
    EXPECT_TRUE(mentions(shown(), "/" + command.get<std::string>())) << command;
  }
  const auto commands_of = [&](std::int64_t person) {
    return telegram.api().commands_for(-1001, person).size();
  };
  EXPECT_EQ(commands_of(k_anna.id), offered.size());
  EXPECT_LT(commands_of(k_ben.id), offered.size());
}

TEST_F(TelegramCommands, ACommandForAnotherBotIsNotAnswered) {
  write("/status@another_bot");
  write("/dance@another_bot");
  poll();
  EXPECT_TRUE(all_shown().empty());
  write_now("/STATUS@igbot_sandbox_bot");
  EXPECT_TRUE(mentions(shown(), "Posting")) << shown();
}

TEST_F(TelegramCommands, ScheduleAndClearSayWhatTheShellSays) {
  write_now("/schedule 2");
  EXPECT_TRUE(mentions(shown(), "planned 2 posts for team")) << shown();
  write_now("/schedule 2");
  EXPECT_TRUE(mentions(shown(), "unfilled")) << shown();
  write_now("/schedule 31");
  EXPECT_TRUE(mentions(shown(), "a number from 1 to 30")) << shown();
  write_now("/clear");
  EXPECT_TRUE(mentions(shown(), "Cancel 2 planned posts?")) << shown();
  EXPECT_EQ(statuses(), "planned planned ");
  tap_now("No");
  EXPECT_EQ(statuses(), "planned planned ");
  write_now("/clear");
  tap_now("Yes, cancel them");
  EXPECT_EQ(statuses(), "canceled canceled ");
  EXPECT_TRUE(mentions(shown(), "canceled 2 planned posts")) << shown();
}

TEST_F(TelegramCommands, MixIsShownSetAndRefusedAsOnTheShell) {
  write_now("/mix");
  EXPECT_TRUE(mentions(shown(), "memes: not in the mix, 2 items")) << shown();
  write_now("/mix memes=60 merch=30");
  EXPECT_TRUE(mentions(shown(), "100")) << shown();
  write_now("/mix memes=60 merch=40");
  EXPECT_EQ(shown(), "Mix: memes=60 merch=40");
  EXPECT_TRUE(mentions(must_run({"mix", "show"}).out, "60"));
  write_now("/mix equal");
  EXPECT_TRUE(mentions(shown(), "equal")) << shown();
}

TEST_F(TelegramCommands, HistoryStatsAndLocksTellWhatThereIs) {
  must_run({"post", "next", "--yes"});
  must_run({"post", "reject", "1", "--yes"});
  write_now("/history");
  EXPECT_TRUE(mentions(shown(), "rejected by")) << shown();
  write_now("/stats");
  EXPECT_TRUE(mentions(shown(), "Media 2, never posted 2, locked 1, gone 0")) << shown();
  write_now("/locks");
  EXPECT_TRUE(mentions(shown(), "for good")) << shown();
}

TEST_F(TelegramCommands, SyncReadsTheLibraryAndTellsTheResult) {
  write_file(photos(), "merch/<c> & 🎉.jpg", jpeg_bytes(64, 64, 3));
  write_now("/sync");
  EXPECT_TRUE(shows("Reading the library"));
  EXPECT_TRUE(shows("1 new, 2 unchanged")) << shown();
  const auto audit = must_run({"audit", "list", "--limit", "5"}).out;
  EXPECT_TRUE(mentions(audit, "Anna")) << audit;
}

TEST_F(TelegramCommands, ASyncWhoseSourceIsGoneSaysSo) {
  std::filesystem::rename(photos(), photos() + "-away");
  write_now("/sync");
  EXPECT_TRUE(mentions(shown(), "could not be read")) << shown();
}

TEST_F(TelegramCommands, ResumeWithOverduePostsAsksWhatBecomesOfThem) {
  must_run({"schedule", "create", "--days", "2"});
  must_run({"pause"});
  make_overdue();
  write_now("/resume");
  EXPECT_TRUE(mentions(shown(), "2 posts are overdue")) << shown();
  EXPECT_EQ(setting("is_paused"), "true\n");
  tap_now("Stay paused");
  EXPECT_EQ(setting("is_paused"), "true\n");
  write_now("/resume");
  tap_now("Clear");
  EXPECT_EQ(setting("is_paused"), "false\n");
  EXPECT_EQ(statuses(), "missed missed ");
  EXPECT_TRUE(mentions(shown(), "2 posts marked missed")) << shown();
}

TEST_F(TelegramCommands, OverduePostsCanBeRescheduledFromTheMenuToo) {
  must_run({"schedule", "create", "--days", "2"});
  must_run({"pause"});
  make_overdue();
  write_now("/settings");
  tap_now("🟢 Paused");
  tap_now("Reschedule");
  EXPECT_EQ(setting("is_paused"), "false\n");
  EXPECT_EQ(statuses(), "planned planned ");
  EXPECT_TRUE(mentions(shown(), "comes at")) << shown();
}

TEST_F(TelegramCommands, CleanupSparesWhatSomebodyStillNeeds) {
  must_run({"post", "next", "--yes"});
  must_run({"post", "next", "--yes"});
  must_run({"post", "skip", "2"});
  write("/status");
  write("/help");
  poll();
  EXPECT_EQ(all_shown().size(), 4U);
  write_now("/cleanup");
  ASSERT_EQ(all_shown().size(), 1U);
  EXPECT_TRUE(mentions(shown(), "[✅ Posted]")) << shown();
}

TEST_F(TelegramCommands, ATokenTypedIntoTheChatIsDeletedWhereTheBotMay) {
  telegram.api().set_member(-1001, 123456789, "administrator");
  write("/settings set caption_style " + std::string(k_token));
  const std::int64_t message = 1;
  poll();
  EXPECT_TRUE(telegram.api().message(-1001, message)->is_deleted);
  EXPECT_TRUE(mentions(shown(), "do not belong in a chat")) << shown();
  EXPECT_FALSE(shows("please delete it yourself"));
}

TEST_F(TelegramCommands, ATokenThatTheBotMayNotDeleteIsToldOf) {
  write_now("/dryrun off " + std::string(k_token));
  poll();
  EXPECT_EQ(setting("dry_run_mode"), "true\n");
  EXPECT_TRUE(shows("do not belong in a chat"));
  EXPECT_TRUE(shows("please delete it yourself"));
  for (const RecordedCall& call : telegram.calls()) {
    EXPECT_FALSE(mentions(call.text, k_token)) << call.text;
  }
}

TEST_F(TelegramCommands, SourcesThatNeedKeysAreExplained) {
  telegram.api().set_member(-1001, k_anna.id, "creator");
  write_now("/connect_drive");
  EXPECT_TRUE(mentions(shown(), "igbotctl source connect drive --chat -1001")) << shown();
  write_now("/connect_s3");
  EXPECT_TRUE(mentions(shown(), "igbotctl source connect s3 --chat -1001")) << shown();
}

TEST_F(TelegramCommands, QueueOffersTheCardsThatAwaitADecision) {
  must_run({"post", "next", "--yes"});
  write_now("/queue");
  tap_now("Show card 1");
  EXPECT_EQ(statuses(), "awaiting ");
  EXPECT_TRUE(mentions(shown(), "[✅ Posted]")) << shown();
  int cards = 0;
  for (const std::string& text : all_shown()) cards += mentions(text, "[✅ Posted]") ? 1 : 0;
  EXPECT_EQ(cards, 1);
  tap_now("✅ Posted");
  EXPECT_EQ(statuses(), "posted ");
}

}  // namespace
}  // namespace igbot::test
