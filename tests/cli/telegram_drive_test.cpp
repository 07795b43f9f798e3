// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "tests/cli/bot_chat.hpp"
#include "tests/support/drive_sandbox.hpp"
#include "tests/support/loopback_browser.hpp"

namespace igbot::test {
namespace {

/// The team's chat with a Google Drive behind it.
class TelegramDrive : public BotChat {
 protected:
  TelegramDrive() {
    const std::string key = (cli.folder() / "key").string();
    must_run({"key", "generate", key});
    cli.set_environment("IGBOTCTL_KEY_FILE", key);
    for (const char* base : {"API", "OAUTH", "ACCOUNTS"}) {
      cli.set_environment("IGBOTCTL_GOOGLE_" + std::string(base) + "_BASE", drive.url());
    }
    cli.set_environment("IGBOTCTL_GOOGLE_CLIENT_ID", DriveSandbox::k_client_id);
    cli.set_environment("IGBOTCTL_GOOGLE_CLIENT_SECRET", DriveSandbox::k_client_secret);
    telegram.api().set_member(-1001, k_anna.id, "creator");
    const std::string memes = drive.add_folder(stories, "memes");
    drive.add_file(memes, "one.jpg", jpeg_bytes(64, 64, 11));
    drive.add_file(memes, "two.jpg", jpeg_bytes(64, 64, 12));
  }

  /// Where the browser of a person ends who opens the newest login and grants access.
  std::string granted() const {
    std::string address;
    for (const RecordedCall& call : telegram.calls()) {
      if (mentions(call.keyboard, "code_challenge")) address = call.keyboard;
    }
    const auto keyboard = nlohmann::json::parse(address);
    for (const auto& row : keyboard.value("inline_keyboard", keyboard)) {
      for (const auto& button : row) {
        if (button.contains("url")) return open_in_browser(button["url"]);
      }
    }
    ADD_FAILURE() << "no login: " << address;
    return {};
  }

  DriveSandbox drive;
  std::string stories = drive.add_folder(drive.my_drive(), "Stories");
};

TEST_F(TelegramDrive, ATeamConnectsItsFolderFromTheChat) {
  write_now("/connect_drive");
  const std::string pasted = granted();
  reply_now(pasted);
  poll();
  EXPECT_TRUE(shows("Which folder?")) << shown();
  tap_now("📁 Stories");
  poll();
  EXPECT_TRUE(shows("2 files in 1 category: memes 2")) << shown();
  tap_now("✅ Connect");
  poll();
  const auto source =
      nlohmann::json::parse(must_run({"source", "show", "--chat", "-1001", "--json"}).out);
  EXPECT_EQ(source["name"], "Stories");
  EXPECT_EQ(source["credential"], "google_oauth");
  EXPECT_EQ(source["items"], 2) << shown();
  // The bot does not administer this group.
  EXPECT_TRUE(shows("please delete it yourself"));
}

TEST_F(TelegramDrive, AFolderMayBeNamedByItsAddress) {
  const std::string other = drive.add_folder(drive.my_drive(), "Other");
  drive.add_file(other, "x.jpg", jpeg_bytes(64, 64, 21));
  write_now("/connect_drive");
  reply_now(granted());
  poll();
  reply_now("https://drive.google.com/drive/folders/" + other + "?usp=sharing");
  poll();
  EXPECT_TRUE(shows("Other")) << shown();
  tap_now("✖ Cancel");
  EXPECT_EQ(cli.run({"source", "show", "--chat", "-1001"}).exit_code, 0);
  EXPECT_EQ(setting("media_source_type"), "local\n");
}

TEST_F(TelegramDrive, AFolderOfTheServerIsNotNamedAsASetting) {
  const std::string before = setting("media_source_config");
  write_file(cli.folder() / "private", "x.jpg", jpeg_bytes(64, 64, 31));
  write_now("/settings set media_source_config {\"path\":\"" + (cli.folder() / "private").string() +
            "\"}");
  EXPECT_TRUE(shows("the media source is not set as a text")) << shown();
  write_now("/settings set media_source_type s3");
  EXPECT_EQ(setting("media_source_config"), before);
  EXPECT_EQ(setting("media_source_type"), "local\n");
}

}  // namespace
}  // namespace igbot::test
