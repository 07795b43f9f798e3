// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "tests/cli/bot_chat.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

constexpr std::int64_t k_new = -1002;

/// A second chat that nobody has set up, and a folder it may take its media from.
class TelegramInit : public BotChat {
 protected:
  TelegramInit() {
    cli.set_environment("IGBOTCTL_MEDIA_LOCAL_ROOTS", (cli.folder() / "shared").string());
    write_file((cli.folder() / "shared").string(), "brand/memes/a.jpg", jpeg_bytes(64, 64, 7));
    write_file((cli.folder() / "shared").string(), "brand/merch/b.jpg", jpeg_bytes(64, 64, 8));
    telegram.api().set_member(k_new, k_anna.id, "creator");
    telegram.api().set_member(k_new, k_ben.id, "administrator");
  }

  std::string brand() const { return (cli.folder() / "shared" / "brand").string(); }
  /// The word that an invitation's link hands to /start.
  std::string invitation() const {
    const auto made = json::parse(must_run({"chat", "invite", "--json"}).out);
    const std::string url = made["group_url"];
    return url.substr(url.find('=') + 1);
  }
  void begin() { write_now("/start@igbot_sandbox_bot " + invitation(), k_anna, k_new); }
  void tap_new(const std::string& label, const SandboxPerson& who = k_anna) {
    tap_now(label, who, k_new);
  }
  std::string state() const {
    return json::parse(must_run({"chat", "show", "--json", "--chat", std::to_string(k_new)}).out)
        .value("state", "");
  }
  std::string new_setting(const std::string& key) const {
    return must_run({"settings", "get", key, "--chat", std::to_string(k_new)}).out;
  }
  /// Everything up to the summary, with defaults where there are any.
  void answer_everything() {
    tap_new("🧪 Dry run");
    tap_new("Skip ▸");
    tap_new("📁 Folder on the server");
    reply_now(brand(), k_anna, k_new);
    tap_new("5");
    tap_new("9-21");
    tap_new("Europe/Berlin");
  }
};

TEST_F(TelegramInit, AnInvitationLeadsThroughTheWizardToAChatThatIsSetUp) {
  begin();
  EXPECT_EQ(state(), "setup");
  EXPECT_TRUE(mentions(shown(k_new), "Setting up Neue <Gruppe> 🎉")) << shown(k_new);
  answer_everything();
  EXPECT_TRUE(mentions(shown(k_new), "2 files in 2 categories")) << shown(k_new);
  EXPECT_TRUE(mentions(shown(k_new), "Posts per day: 5")) << shown(k_new);
  EXPECT_TRUE(mentions(shown(k_new), "9-21 Europe/Berlin")) << shown(k_new);
  EXPECT_EQ(state(), "setup");
  tap_new("✅ Complete setup");
  EXPECT_EQ(state(), "active");
  EXPECT_EQ(new_setting("posts_per_day"), "5\n");
  EXPECT_EQ(new_setting("posting_hours_end"), "21\n");
  EXPECT_EQ(new_setting("dry_run_mode"), "true\n");
  EXPECT_TRUE(mentions(new_setting("media_source_config"), brand()));
  EXPECT_TRUE(shows("2 new", k_new));
  const auto members = must_run({"chat", "members", "--chat", std::to_string(k_new)}).out;
  EXPECT_TRUE(mentions(members, "owner")) << members;
  tap_new("🗓 Create schedule");
  EXPECT_TRUE(mentions(shown(k_new), "planned 2 posts")) << shown(k_new);
  const auto history = must_run({"settings", "history", "--chat", std::to_string(k_new)}).out;
  EXPECT_TRUE(mentions(history, "Initial setup")) << history;
  EXPECT_TRUE(refused_calls().empty()) << refused_calls().front();
}

TEST_F(TelegramInit, NobodyWithoutAnInvitationBeginsAndEachChatGetsOneHint) {
  write("/init", k_anna, k_new);
  write("/init", k_anna, k_new);
  poll();
  EXPECT_EQ(all_shown(k_new).size(), 1U);
  EXPECT_TRUE(mentions(shown(k_new), "takes an invitation")) << shown(k_new);
  write_now("/start nonsense", k_anna, k_new);
  EXPECT_TRUE(mentions(shown(k_new), "this invitation is not known")) << shown(k_new);
  EXPECT_FALSE(mentions(must_run({"chat", "list"}).out, std::to_string(k_new)));
}

TEST_F(TelegramInit, AnInvitationIsGoodForOneChatAndNotUsedUpByWhoMayNot) {
  const std::string token = invitation();
  write_now("/start " + token, k_eve, k_new);
  EXPECT_TRUE(mentions(shown(k_new), "Only an administrator")) << shown(k_new);
  write_now("/start " + token, k_anna, k_new);
  EXPECT_EQ(state(), "setup");
  write_now("/start " + token, k_ben, k_ben.id);
  EXPECT_TRUE(mentions(shown(k_ben.id), "was used already")) << shown(k_ben.id);
}

TEST_F(TelegramInit, TheOperatorMayOpenItToAllOrCloseIt) {
  cli.set_environment("IGBOTCTL_TELEGRAM_INIT", "off");
  write_now("/init", k_anna, k_new);
  EXPECT_TRUE(mentions(shown(k_new), "The operator does that")) << shown(k_new);
  cli.set_environment("IGBOTCTL_TELEGRAM_INIT", "open");
  write_now("/init", k_ben, k_ben.id);
  EXPECT_TRUE(mentions(shown(k_ben.id), "Step 1 of 5")) << shown(k_ben.id);
}

TEST_F(TelegramInit, CancelKeepsNothingAndInitBeginsAnewWithoutAnotherInvitation) {
  begin();
  tap_new("🚀 Live");
  EXPECT_TRUE(mentions(shown(k_new), "live, really?")) << shown(k_new);
  tap_new("Yes, live");
  tap_new("✖ Cancel");
  EXPECT_TRUE(mentions(shown(k_new), "Canceled")) << shown(k_new);
  EXPECT_EQ(state(), "setup");
  write_now("/init", k_anna, k_new);
  EXPECT_TRUE(mentions(shown(k_new), "Step 1 of 5")) << shown(k_new);
}

TEST_F(TelegramInit, BackGoesOneStepHoweverOftenItIsTapped) {
  begin();
  tap_new("🧪 Dry run");
  tap_new("Skip ▸");
  tap("‹ Back", k_anna, k_new);
  tap("‹ Back", k_anna, k_new);
  poll();
  EXPECT_TRUE(mentions(shown(k_new), "Step 2 of 5")) << shown(k_new);
}

TEST_F(TelegramInit, AFolderOutsideOrMissingIsRefusedInTheSameWords) {
  begin();
  tap_new("🧪 Dry run");
  tap_new("Skip ▸");
  tap_new("📁 Folder on the server");
  for (const std::string& path :
       {photos(), std::string("/etc"), brand() + "/none", brand() + "/../../photos"}) {
    reply_now(path, k_anna, k_new);
    EXPECT_TRUE(mentions(shown(k_new), "there is no such folder below")) << shown(k_new);
  }
  reply_now("brand", k_anna, k_new);
  EXPECT_TRUE(mentions(shown(k_new), "a whole path is needed")) << shown(k_new);
  reply_now(brand(), k_anna, k_new);
  EXPECT_TRUE(mentions(shown(k_new), "Step 4 of 5")) << shown(k_new);
}

TEST_F(TelegramInit, WithoutLocalRootsNoFolderIsOffered) {
  cli.set_environment("IGBOTCTL_MEDIA_LOCAL_ROOTS", "");
  begin();
  tap_new("🧪 Dry run");
  tap_new("Skip ▸");
  EXPECT_FALSE(mentions(shown(k_new), "📁")) << shown(k_new);
}

TEST_F(TelegramInit, AnotherAdministratorIsToldWhoIsAtItAndMayTakeOver) {
  begin();
  tap_new("🧪 Dry run");
  tap_new("Skip ▸", k_ben);
  EXPECT_TRUE(mentions(told(), "Anna is setting this chat up")) << told();
  write_now("/init", k_ben, k_new);
  EXPECT_TRUE(mentions(shown(k_new), "Anna is setting this chat up")) << shown(k_new);
  tap_new("Take over", k_ben);
  EXPECT_TRUE(mentions(shown(k_new), "Step 2 of 5")) << shown(k_new);
  tap_new("Skip ▸", k_ben);
  EXPECT_TRUE(mentions(shown(k_new), "Step 3 of 5")) << shown(k_new);
}

TEST_F(TelegramInit, ARerunEditsWhatIsThereAndNothingIsInForceBeforeTheEnd) {
  write_now("/init", k_ben);
  EXPECT_TRUE(mentions(shown(), "Ben may not do this")) << shown();
  write_now("/init");
  EXPECT_TRUE(mentions(shown(), "Changing team")) << shown();
  tap_now("🧪 Dry run");
  tap_now("Skip ▸");
  EXPECT_TRUE(mentions(shown(), photos())) << shown();
  tap_now("Keep what there is");
  tap_now("✏ Custom");
  reply_now("12");
  tap_now("13-1");
  tap_now("Keep UTC");
  EXPECT_EQ(setting("posts_per_day"), "3\n");
  tap_now("✅ Complete setup");
  EXPECT_EQ(setting("posts_per_day"), "12\n");
  EXPECT_TRUE(mentions(setting("media_source_config"), photos()));
}

TEST_F(TelegramInit, AChatThatIsBeingSetUpTakesNoOtherCommandOrButton) {
  begin();
  write_now("/pause", k_anna, k_new);
  EXPECT_TRUE(mentions(shown(k_new), "being set up")) << shown(k_new);
  EXPECT_EQ(cli.run({"schedule", "create", "--chat", std::to_string(k_new)}).exit_code, 5);
}

}  // namespace
}  // namespace igbot::test
