// SPDX-License-Identifier: MIT
#include "core/bot/menu/menu_press.hpp"

#include "core/bot/errands.hpp"
#include "tests/unit/core/bot/source/source_chat.hpp"

namespace igbot::test {
namespace {

/// The page of /settings about the source.
class SourceMenu : public SourceChat {
 protected:
  void open_page() {
    write("/settings");
    tap("Media source");
  }
  void connect_brand() {
    log_in();
    tap("📁 Brand");
    tap("✅ Connect");
  }
};

TEST_F(SourceMenu, DriveIsConnectedFromThere) {
  open_page();
  EXPECT_TRUE(shows("No source yet")) << shown();
  tap("Google Drive");
  reply(granted());
  tap("📁 Brand");
  tap("✅ Connect");
  open_page();
  EXPECT_TRUE(shows("Google Drive, Brand &lt;Stories&gt; (brand)")) << shown();
}

TEST_F(SourceMenu, DisconnectingAsksFirstAndErasesTheLogin) {
  connect_brand();
  EXPECT_EQ(credentials(), 1);
  open_page();
  tap("Disconnect");
  EXPECT_TRUE(shows("Disconnect the media source?")) << shown();
  tap("Yes, disconnect", ben);
  EXPECT_EQ(credentials(), 1);
  tap("Yes, disconnect");
  EXPECT_EQ(credentials(), 0);
  EXPECT_EQ(setting("media_source_config"), "{}");
  EXPECT_TRUE(shows("myaccount.google.com/permissions")) << shown();
  EXPECT_TRUE(shows("No source yet")) << shown();
}

TEST_F(SourceMenu, AYesThatWasForAnotherSourceAsksAgain) {
  connect_brand();
  open_page();
  tap("Disconnect");
  world.set("media_source_config", R"({"folder_id": "other"})");
  tap("Yes, disconnect");
  EXPECT_NE(setting("media_source_config"), "{}");
  EXPECT_NE(updates.told.find("changed meanwhile"), std::string::npos) << updates.told;
  tap("Yes, disconnect");
  EXPECT_EQ(setting("media_source_config"), "{}");
}

TEST_F(SourceMenu, AFolderOfTheServerIsTypedLookedIntoAndConfirmed) {
  const auto root = std::filesystem::canonical(world.t.folder.path());
  std::filesystem::create_directories(root / "photos");
  const std::string folder = (root / "photos").string();
  open_page();
  EXPECT_FALSE(shows("below")) << shown();
  rules.local_roots = {root};
  drive.folders[folder] = {"", {{"a", "1", "memes/a.jpg", 10, {}, {}}}};
  open_page();
  tap("📁 Folder on the server");
  reply("/etc");
  EXPECT_TRUE(shows("there is no such folder below those the operator allows")) << shown();
  reply(folder);
  EXPECT_TRUE(shows("1 file in 1 category: memes 1")) << shown();
  tap("Another folder");
  reply(folder);
  tap("✅ Connect");
  EXPECT_EQ(setting("media_source_type"), "local");
  EXPECT_NE(setting("media_source_config").find(folder), std::string::npos);
  EXPECT_EQ(credentials(), 0);
}

TEST_F(SourceMenu, SettingsThatAreNoSourceAreShownAsSuch) {
  world.set("media_source_config", R"({"path": "/srv/photos"})");
  world.set("media_source_type", "google_drive");
  open_page();
  EXPECT_TRUE(shows("must be connected again")) << shown();
}

TEST_F(SourceMenu, AReadingThatGoogleRefusesNamesTheWayBack) {
  connect_brand();
  drive.token_is_dead = true;
  write("/sync");
  EXPECT_TRUE(shows("invalid_grant\n/connect_drive connects it again")) << shown();
  rules.drive.reset();
  write("/sync");
  EXPECT_TRUE(shows("The operator connects it again: igbotctl source connect drive --chat -1001"))
      << shown();
}

TEST_F(SourceMenu, ASourceThatComesWhileTheOldOneIsReadIsReadNext) {
  int opened = 0;
  rules.open_source_of = [&](ChatKey chat) {
    if (++opened == 1) {
      world.t.store.write({"telegram:7", "Anna"}, [&](UnitOfWork& unit) {
        bot::want_new_library_read(unit.chat(chat), anna.id);
      });
    }
    return std::make_unique<DriveFolder>(drive, media::DriveSourceConfig{"empty"});
  };
  write("/sync");
  EXPECT_EQ(opened, 2);
  const std::string all = shown();
  const auto told = all.find("🔄 team: ");
  ASSERT_NE(told, std::string::npos) << all;
  EXPECT_EQ(all.find("🔄 team: ", told + 1), std::string::npos) << all;
}

TEST_F(SourceMenu, TheSetUpGoesOnWithTheLoginAndChangesNoSourceBefore) {
  world.set("media_source_config", R"({"path": "/srv/photos"})");
  write("/init");
  for (const char* label : {"🧪 Dry run", "Skip ▸", "Google Drive", "5", "9-21", "Keep UTC"}) {
    tap(label);
  }
  EXPECT_TRUE(shows("Media: Google Drive, with a login that comes next")) << shown();
  EXPECT_TRUE(google.states.empty());
  tap("✅ Complete setup");
  EXPECT_EQ(setting("posts_per_day"), "5");
  EXPECT_NE(setting("media_source_config").find("/srv/photos"), std::string::npos);
  reply(granted());
  tap("📁 Brand");
  tap("✅ Connect");
  EXPECT_EQ(setting("media_source_type"), "google_drive");
}

}  // namespace
}  // namespace igbot::test
