// SPDX-License-Identifier: MIT
#include "core/bot/source/source_connect.hpp"

#include "tests/unit/core/bot/source/source_chat.hpp"

namespace igbot::test {
namespace {

using SourceConnect = SourceChat;

TEST_F(SourceConnect, AFolderOfDriveIsConnectedFromTheLoginToTheFirstReading) {
  write("/connect_drive");
  const auto& link = world.messenger.sent.front();
  ASSERT_EQ(link.keyboard.size(), 1U);
  EXPECT_EQ(link.keyboard[0][0].url,
            "https://accounts.google.example/auth?state=" + google.states.back());
  reply(granted());
  EXPECT_TRUE(is_erased(TelegramMessageId{last_update}));
  tap("📁 Brand");
  EXPECT_TRUE(shows("<b>Brand &lt;Stories&gt; (brand)</b>")) << shown();
  EXPECT_TRUE(shows("3 files in 2 categories: memes 2, merch 1")) << shown();
  EXPECT_EQ(setting("media_source_config"), "{}");
  tap("✅ Connect");
  EXPECT_EQ(updates.told, "Connected");
  EXPECT_EQ(setting("media_source_type"), "google_drive");
  world.t.store.read([&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(world.chat);
    const auto credential =
        find_source_credential(scope, SettingsService(scope).load().media_source_config);
    ASSERT_TRUE(credential);
    EXPECT_EQ(CredentialRepository(scope).open(*credential, keys).reveal(),
              std::string(R"({"refresh_token":")") + k_refresh_token + "\"}");
  });
  EXPECT_EQ(world.text("SELECT DISTINCT actor FROM audit_log WHERE reason = "
                       "'connected in Telegram'"),
            "telegram:7");
  EXPECT_TRUE(shows("🔄 team: ")) << shown();
  EXPECT_EQ(conversations(), 0);
}

TEST_F(SourceConnect, AFolderIsAlsoNamedByTheAddressOfItsPage) {
  log_in();
  reply("my photos please");
  EXPECT_TRUE(shows("⚠ this names no folder")) << shown();
  reply("https://drive.google.com/drive/folders/brand");
  tap("✅ Connect");
  EXPECT_NE(setting("media_source_config").find("\"folder_id\":\"brand\""), std::string::npos);
}

TEST_F(SourceConnect, WhatIsNoAddressOfALoginIsExplainedAndAskedForAgain) {
  write("/connect_drive");
  for (const char* wrong : {"hello", "https://example.com/?state=a&code=b"}) {
    reply(wrong);
    EXPECT_EQ(step(), "login");
  }
  EXPECT_TRUE(shows("⚠ this is not")) << shown();
  reply(granted());
  EXPECT_EQ(step(), "folder");
}

TEST_F(SourceConnect, WhoDeclinesIsToldAndNothingIsLeft) {
  write("/connect_drive");
  reply(address(google.states.back(), "&error=access_denied"));
  EXPECT_TRUE(shows("the person declined\n/connect_drive begins anew")) << shown();
  EXPECT_EQ(conversations(), 0);
}

TEST_F(SourceConnect, ACodeThatGoogleRefusesEndsItWithWordsForTheChat) {
  write("/connect_drive");
  reply(address(google.states.back(), "&code=4/invented"));
  EXPECT_TRUE(shows("google refuses the code: invalid_grant\n/connect_drive begins anew"))
      << shown();
  EXPECT_FALSE(shows("igbotctl source")) << shown();
  EXPECT_EQ(conversations(), 0);
}

TEST_F(SourceConnect, ALoginOfSomebodyElseIsNotTakenAndStaysTheirs) {
  write("/connect_drive", cleo);
  const std::string cleos = granted();
  const auto cleos_question = newest_question();
  write("/connect_drive");
  reply(cleos);
  EXPECT_TRUE(shows("⚠ Not connected")) << shown();
  reply(address("invented-state-invented-state-00", "&code=4/x"));
  EXPECT_EQ(google.verifiers.size(), 0U);
  write(cleos, cleo, cleos_question);
  EXPECT_EQ(google.verifiers.size(), 1U);
  EXPECT_EQ(step(), "folder");
}

TEST_F(SourceConnect, NothingButTheReplyOfWhoBeganIsTaken) {
  write("/connect_drive");
  write(granted());
  reply(granted(), cleo);
  write(granted(), anna, TelegramMessageId{5});
  EXPECT_EQ(google.verifiers.size(), 0U);
  EXPECT_EQ(step(), "login");
}

TEST_F(SourceConnect, EachStepExpires) {
  write("/connect_drive");
  world.t.clock.advance(std::chrono::minutes{11});
  reply(granted());
  EXPECT_EQ(google.verifiers.size(), 0U);
  EXPECT_TRUE(shows("not open for you any more")) << shown();
  EXPECT_TRUE(is_erased(TelegramMessageId{last_update}));
  log_in();
  world.t.clock.advance(std::chrono::minutes{59});
  tap("📁 Brand");
  world.t.clock.advance(std::chrono::minutes{61});
  tap("✅ Connect");
  EXPECT_TRUE(shows("nothing was connected")) << shown();
  EXPECT_EQ(setting("media_source_config"), "{}");
  EXPECT_EQ(conversations(), 0);
}

TEST_F(SourceConnect, AFolderThatIsNotThereIsAskedForAgain) {
  log_in();
  reply("nowhere");
  EXPECT_TRUE(shows("⚠ there is no such folder: nowhere\nis it shared")) << shown();
  EXPECT_EQ(step(), "folder");
  tap("📁 Brand");
  tap("Another folder");
  tap("📁 Empty");
  EXPECT_TRUE(shows("There is no photo or video in it yet")) << shown();
  tap("✅ Connect");
  EXPECT_NE(setting("media_source_config").find("\"folder_id\":\"empty\""), std::string::npos);
}

TEST_F(SourceConnect, ProblemsAndWhatIsReplacedAreToldBefore) {
  world.set("media_source_config", R"({"path": "/srv/photos"})");
  drive.folders["brand"].problems = {{"memes/x.jpg", "it may not be downloaded"}};
  log_in();
  tap("📁 Brand");
  EXPECT_TRUE(shows("not usable: memes/x.jpg (it may not be downloaded)")) << shown();
  EXPECT_TRUE(shows("It replaces /srv/photos")) << shown();
  tap("✖ Cancel");
  EXPECT_NE(setting("media_source_config").find("/srv/photos"), std::string::npos);
  EXPECT_EQ(conversations(), 0);
}

TEST_F(SourceConnect, ALoginThatDiesOnTheWayEndsIt) {
  log_in();
  drive.token_is_dead = true;
  tap("📁 Brand");
  EXPECT_TRUE(shows("google refuses the login: invalid_grant\n/connect_drive begins anew"))
      << shown();
  EXPECT_EQ(conversations(), 0);
}

TEST_F(SourceConnect, ItGoesOnAfterACrashInEveryStepAndNothingLiesInTheClear) {
  write("/connect_drive");
  const std::vector<std::string> code{"good-code-of-anna"};
  google.crashes = true;
  EXPECT_THROW(reply(granted()), std::runtime_error);
  EXPECT_EQ(step(), "connecting");
  EXPECT_TRUE(found_in_the_clear(code).empty()) << found_in_the_clear(code).front();
  google.crashes = false;
  drive.crashes = true;
  EXPECT_THROW(poll(), std::runtime_error);
  EXPECT_EQ(step(), "listing");
  const std::vector<std::string> secrets{code.front(), "refresh-token-of-anna",
                                         google.verifiers.at(0)};
  EXPECT_TRUE(found_in_the_clear(secrets).empty()) << found_in_the_clear(secrets).front();
  drive.crashes = false;
  poll();
  EXPECT_EQ(step(), "folder");
  drive.crashes = true;
  EXPECT_THROW(reply("brand"), std::runtime_error);
  EXPECT_EQ(step(), "looking");
  drive.crashes = false;
  poll();
  EXPECT_EQ(step(), "found");
  EXPECT_EQ(google.verifiers.size(), 1U);
  EXPECT_TRUE(found_in_the_clear(secrets).empty()) << found_in_the_clear(secrets).front();
  tap("✅ Connect");
  EXPECT_EQ(credentials(), 1);
  EXPECT_TRUE(found_in_the_clear(secrets).empty()) << found_in_the_clear(secrets).front();
  EXPECT_FALSE(found_in_the_clear({"folder_id"}).empty());
}

TEST_F(SourceConnect, TheButtonsAreForWhoBegan) {
  log_in();
  tap("📁 Brand", cleo);
  EXPECT_EQ(updates.told, "Anna is connecting this; /connect_drive begins one of your own");
  tap("📁 Brand");
  tap("✅ Connect", cleo);
  EXPECT_EQ(setting("media_source_config"), "{}");
  tap("✅ Connect", ben);
  EXPECT_NE(updates.told.find("may not"), std::string::npos) << updates.told;
  EXPECT_EQ(setting("media_source_config"), "{}");
}

TEST_F(SourceConnect, WhoMayNotAdministerAnyMoreConnectsNothing) {
  log_in();
  tap("📁 Brand");
  updates.admins.erase(anna.id);
  world.t.clock.advance(std::chrono::minutes{11});
  tap("✅ Connect");
  EXPECT_EQ(setting("media_source_config"), "{}");
  EXPECT_EQ(credentials(), 0);
}

TEST_F(SourceConnect, ASecondBeginningMakesTheFirstOver) {
  log_in();
  const auto before = shown_now();
  const auto list = std::find_if(before.begin(), before.end(), [](const auto& each) {
    return each.second.html.find("Which folder?") != std::string::npos;
  });
  ASSERT_NE(list, before.end());
  const auto old_question = newest_question();
  write("/connect_drive");
  write("brand", anna, old_question);
  press(list->first, list->second.keyboard[0][0].callback_data, anna);
  EXPECT_EQ(updates.told, "These buttons are over; the newest message counts");
  EXPECT_EQ(step(), "login");
  reply(granted());
  EXPECT_EQ(step(), "folder");
}

TEST_F(SourceConnect, WhoMayNotAdministerIsRefused) {
  write("/connect_drive", ben);
  write("/connect_s3", ben);
  EXPECT_TRUE(shows("Ben may not do this")) << shown();
  EXPECT_TRUE(google.states.empty());
  EXPECT_EQ(conversations(), 0);
}

TEST_F(SourceConnect, WithoutAClientOfGooglesTheOperatorConnects) {
  rules.drive.reset();
  write("/connect_drive");
  EXPECT_TRUE(shows("igbotctl source connect drive --chat -1001 --key-file FILE")) << shown();
  EXPECT_EQ(conversations(), 0);
}

TEST_F(SourceConnect, WithoutAReadableKeyNoLoginBegins) {
  rules.drive->keys = []() -> crypto::KeyRing {
    throw Error(ErrorKind::config, "the key cannot be read: /etc/key");
  };
  write("/connect_drive");
  EXPECT_TRUE(shows("connected by the operator")) << shown();
  EXPECT_TRUE(google.states.empty());
}

TEST_F(SourceConnect, S3IsConnectedOnTheServer) {
  world.set("media_source_type", "s3");
  world.set("media_source_config", R"({"bucket": "stories", "prefix": "brand/"})");
  write("/connect_s3");
  EXPECT_TRUE(shows("igbotctl source connect s3 --chat -1001")) << shown();
  EXPECT_TRUE(shows("s3://stories/brand/")) << shown();
}

}  // namespace
}  // namespace igbot::test
