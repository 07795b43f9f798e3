// SPDX-License-Identifier: MIT
#include "core/media/source_service.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/settings/settings_service.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::media {
namespace {

const Actor k_operator{"cli:test", "test"};

class ChatSource : public ::testing::Test {
 protected:
  ChatSource() : chat(t.add_chat()), keys(crypto::KeyRing::parse(crypto::generate_key())) {
    t.store.write(k_operator, [&](UnitOfWork& unit) {
      create_chat_settings(unit.chat(chat), {});
      unit.chat(chat).audit({.entity = "chat", .entity_id = "1", .action = "set up"});
    });
  }
  template <typename Body>
  auto with(Body body) {
    return t.store.write(k_operator, [&](UnitOfWork& unit) {
      SourceService service(unit.chat(chat));
      return body(service);
    });
  }
  ConnectedSource connect(const SourceConfig& config, std::optional<std::string> secret = {}) {
    return with([&](SourceService& service) {
      WantedSource wanted{config, std::nullopt};
      if (secret) {
        wanted.credential = NewCredential{CredentialKind::google_oauth, Secret(*secret), {}, {}};
      }
      return service.connect(wanted, &keys, "a reason");
    });
  }
  std::optional<PresentSource> present() {
    return t.store.read([&](UnitOfWork& unit) { return SourceService(unit.chat(chat)).present(); });
  }
  std::string opened() {
    return t.store.read([&](UnitOfWork& unit) {
      const CredentialRepository credentials(unit.chat(chat));
      return credentials.open(present_in(unit).credential.value(), keys).reveal();
    });
  }
  PresentSource present_in(UnitOfWork& unit) {
    return SourceService(unit.chat(chat)).present().value();
  }
  std::size_t credentials() {
    return t.store.read(
        [&](UnitOfWork& unit) { return CredentialRepository(unit.chat(chat)).all().size(); });
  }

  test::TemporaryStore t;
  ChatKey chat;
  crypto::KeyRing keys;
};

const DriveSourceConfig k_folder{"folder-1", "", "Stories"};

TEST_F(ChatSource, IsNoneUntilOneIsConnected) {
  EXPECT_FALSE(present());
  EXPECT_THROW(with([](SourceService& s) { return s.disconnect(nullptr, {}); }), Error);
}

TEST_F(ChatSource, IsConnectedWithItsSecretSealedAndAHistoryEntry) {
  const auto connected = connect(k_folder, "refresh");
  EXPECT_TRUE(connected.is_new);
  EXPECT_FALSE(connected.replaced);
  EXPECT_EQ(opened(), "refresh");
  EXPECT_EQ(std::get<DriveSourceConfig>(present()->config), k_folder);
  const auto reasons = t.store.read([&](UnitOfWork& unit) {
    return unit.db()
        .execute("SELECT COUNT(*) FROM chat_settings_history WHERE reason = 'a reason'")
        .front()
        .integer(0);
  });
  EXPECT_EQ(reasons, 1);
  const auto clear = t.store.read([&](UnitOfWork& unit) {
    return unit.db()
        .execute("SELECT value FROM chat_settings WHERE key = 'media_source_config'")
        .front()
        .text(0);
  });
  EXPECT_EQ(clear.find("refresh"), std::string::npos);
}

TEST_F(ChatSource, ANewSecretTakesThePlaceOfTheOld) {
  connect(k_folder, "first");
  connect(k_folder, "second");
  EXPECT_EQ(opened(), "second");
  EXPECT_EQ(credentials(), 1U);
}

TEST_F(ChatSource, TheSameSourceWithoutANewSecretKeepsItsOwn) {
  connect(k_folder, "first");
  DriveSourceConfig renamed = k_folder;
  renamed.name = "Stories 2027";
  connect(renamed);
  EXPECT_EQ(opened(), "first");
  EXPECT_EQ(describe(present()->config), "Stories 2027 (folder-1)");
}

TEST_F(ChatSource, AnotherSourceErasesTheSecretOfTheFormer) {
  connect(k_folder, "first");
  const auto connected = connect(LocalSourceConfig{"/srv/photos"});
  EXPECT_EQ(connected.replaced, std::optional<SourceConfig>(k_folder));
  EXPECT_EQ(credentials(), 0U);
  EXPECT_FALSE(present()->credential);
  EXPECT_FALSE(present()->refers_to_lost_credential);
}

TEST_F(ChatSource, DisconnectingErasesTheSecretAndHandsOutALoginToRevokeWhenAsked) {
  connect(k_folder, "refresh");
  const auto kept_back = t.store.rehearse(k_operator, [&](UnitOfWork& unit) {
    return SourceService(unit.chat(chat)).disconnect(nullptr, {});
  });
  EXPECT_FALSE(kept_back.revocable);
  EXPECT_TRUE(kept_back.is_login);
  const auto disconnected =
      with([&](SourceService& service) { return service.disconnect(&keys, {}); });
  EXPECT_EQ(disconnected.revocable->reveal(), "refresh");
  EXPECT_TRUE(disconnected.had_credential);
  EXPECT_EQ(credentials(), 0U);
  EXPECT_FALSE(present());
}

TEST_F(ChatSource, OfASecretThatIsGoneItIsSaidSo) {
  connect(k_folder, "refresh");
  t.store.write(k_operator, [&](UnitOfWork& unit) {
    CredentialRepository credentials(unit.chat(chat));
    credentials.erase(credentials.all().front().id);
  });
  EXPECT_TRUE(present()->refers_to_lost_credential);
}

}  // namespace
}  // namespace igbot::media
