// SPDX-License-Identifier: MIT
#include "core/settings/settings_import.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "core/settings/settings_export.hpp"
#include "core/settings/settings_service.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

using std::chrono::hours;

const Actor k_carla{"cli:carla", "carla"};
constexpr TelegramChatId k_team{-1001};
const char* const k_token_secret = "the-very-secret-token";

/// A database of its own; `keys` open what it holds.
struct Installation {
  explicit Installation(const Secret& key) : keys(crypto::KeyRing::parse(key)) {}

  std::vector<ImportedChat> import(const SettingsDocument& document, ImportOptions options = {}) {
    options.defaults = to_values(ChatSettings{});
    options.keys = &keys;
    return t.store.write(
        k_carla, [&](UnitOfWork& unit) { return import_settings(unit, document, options); });
  }
  SettingsDocument export_all(bool sealed) {
    return t.store.read(
        [&](UnitOfWork& unit) { return export_all_chats(unit, sealed ? &keys : nullptr); });
  }
  ChatKey key_of(TelegramChatId chat) {
    return t.store.read([&](UnitOfWork& unit) { return ChatRepository(unit).find(chat)->key; });
  }
  template <typename Body>
  auto in_chat(TelegramChatId chat, Body body) {
    const ChatKey key = key_of(chat);
    return t.store.write(k_carla, [&](UnitOfWork& unit) { return body(unit.chat(key)); });
  }
  /// The token of an account, opened; empty when it has none.
  std::string token_of(const std::string& username) {
    return in_chat(k_team, [&](ChatScope scope) -> std::string {
      const auto account = AccountRepository(scope).find_by_username(username);
      if (!account || !account->credential) return {};
      const CredentialRepository credentials(scope);
      return credentials.open(*credentials.find(*account->credential), keys).reveal();
    });
  }
  std::int64_t count(const std::string& table) {
    return t.store.read([&](UnitOfWork& unit) {
      return unit.db().execute("SELECT count(*) FROM " + table).front().integer(0);
    });
  }

  test::TemporaryStore t;
  crypto::KeyRing keys;
};

/// A chat with the account "brand" whose token expires in `life`, and a bucket with its keys.
SettingsDocument sealed_team(Installation& from, hours life = hours(1000)) {
  from.import({{{.chat_id = k_team,
                 .name = "team",
                 .settings = {},
                 .mix = {},
                 .accounts = {{"178", "brand", AccountLogin::instagram}},
                 .credentials = {}}}});
  from.in_chat(k_team, [&](ChatScope scope) {
    CredentialRepository credentials(scope);
    const auto token = credentials.add(
        {CredentialKind::instagram_token, Secret(k_token_secret), {}, scope.now() + life},
        from.keys);
    AccountRepository accounts(scope);
    accounts.set_credential(*accounts.find_by_username("brand"), token);
    const auto bucket =
        credentials.add({CredentialKind::s3_keys, Secret("bucket-secret"), {}, {}}, from.keys);
    SettingsService(scope).set({{"active_account", "brand"},
                                {"media_source_type", "s3"},
                                {"media_source_config", R"({"bucket":"b","credential":)" +
                                                            std::to_string(number(bucket)) + "}"}},
                               "set up");
  });
  return from.export_all(true);
}

/// What an import throws; ErrorKind::bug for nothing.
Error import_failure(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error;
  }
  return {ErrorKind::bug, "nothing was thrown"};
}

TEST(SettingsImport, SealedSecretsMoveToAMachineThatSharesTheKey) {
  const Secret key = crypto::generate_key();
  Installation from(key);
  Installation to(key);
  const SettingsDocument document = sealed_team(from);
  const auto imported = to.import(document).at(0);
  EXPECT_EQ(imported.action, ImportAction::created);
  EXPECT_EQ(imported.credentials,
            (std::vector<std::string>{"instagram_token of brand", "s3_keys of the source"}));
  EXPECT_EQ(to.token_of("brand"), k_token_secret);
  to.in_chat(k_team, [](ChatScope scope) {
    EXPECT_EQ(AccountRepository(scope).find_by_username("brand")->state, AccountState::active);
  });
  EXPECT_EQ(to_json(to.export_all(false)), to_json(from.export_all(false)));
}

TEST(SettingsImport, TheCiphertextOfAnExportIsNoneOfTheDatabase) {
  Installation from(crypto::generate_key());
  const SettingsDocument document = sealed_team(from);
  from.in_chat(k_team, [&](ChatScope scope) {
    for (const Credential& stored : CredentialRepository(scope).all()) {
      for (const ExportedCredential& exported : *document.chats[0].credentials) {
        EXPECT_NE(stored.sealed.bytes, exported.sealed.bytes);
        const crypto::SealedFor own{scope.key(), to_string(stored.kind), number(stored.id)};
        EXPECT_EQ(import_failure([&] { from.keys.open(exported.sealed, own); }).kind(),
                  ErrorKind::auth);
        EXPECT_EQ(import_failure([&] {
                    from.keys.open(stored.sealed, sealed_for_export(k_team, exported));
                  }).kind(),
                  ErrorKind::auth);
      }
    }
  });
}

TEST(SettingsImport, AMissingKeyIsNamedAndNothingIsWritten) {
  Installation from(crypto::generate_key());
  Installation to(crypto::generate_key());
  const SettingsDocument document = sealed_team(from);
  const Error error = import_failure([&] { to.import(document); });
  EXPECT_EQ(error.kind(), ErrorKind::auth);
  EXPECT_NE(std::string(error.what()).find(from.keys.ids().front()), std::string::npos);
  EXPECT_NE(std::string(error.what()).find("chat -1001"), std::string::npos);
  EXPECT_NE(error.hint().find("--secrets=omit"), std::string::npos);
  EXPECT_EQ(to.count("chats"), 0);
  EXPECT_EQ(to.count("audit_log"), 0);
}

TEST(SettingsImport, SecretsCanBeLeftAsideAndTheAccountThenNeedsAToken) {
  Installation from(crypto::generate_key());
  Installation to(crypto::generate_key());
  const auto imported = to.import(sealed_team(from), {.omit_secrets = true}).at(0);
  EXPECT_TRUE(imported.credentials.empty());
  ASSERT_EQ(imported.withheld.size(), 1U);
  EXPECT_EQ(imported.withheld[0].key, "credentials");
  EXPECT_EQ(to.token_of("brand"), "");
  to.in_chat(k_team, [](ChatScope scope) {
    EXPECT_EQ(AccountRepository(scope).find_by_username("brand")->state, AccountState::dead);
    EXPECT_EQ(SettingsService(scope).load().active_account, "brand");
  });
  EXPECT_EQ(to_json(to.export_all(false)), to_json(from.export_all(false)));
}

TEST(SettingsImport, WhatWasChangedAfterTheExportIsRefused) {
  const Secret key = crypto::generate_key();
  Installation from(key);
  const SettingsDocument good = sealed_team(from);
  const std::vector<std::function<void(ExportedChat&)>> tampering{
      [](ExportedChat& chat) { chat.credentials->at(0).sealed.bytes[30] ^= 1; },
      [](ExportedChat& chat) { chat.credentials->at(0).sealed.bytes.resize(10); },
      [](ExportedChat& chat) { chat.credentials->at(0).expires_at = k_forever; },
      [](ExportedChat& chat) { chat.chat_id = TelegramChatId{-1002}; },
      [](ExportedChat& chat) {
        chat.accounts[0].instagram_id = "179";
        chat.credentials->at(0).account = "179";
      },
      [](ExportedChat& chat) {
        std::swap(chat.credentials->at(0).sealed, chat.credentials->at(1).sealed);
      }};
  for (std::size_t i = 0; i < tampering.size(); ++i) {
    SettingsDocument bad = good;
    tampering[i](bad.chats[0]);
    Installation to(key);
    EXPECT_EQ(import_failure([&] { to.import(bad); }).kind(), ErrorKind::auth) << i;
    EXPECT_EQ(to.count("chats"), 0) << i;
  }
}

TEST(SettingsImport, ImportingTheSameSecretsAgainWritesNothing) {
  Installation one(crypto::generate_key());
  const SettingsDocument document = sealed_team(one);
  const auto entries = one.count("audit_log");
  EXPECT_EQ(one.import(document).at(0).action, ImportAction::unchanged);
  EXPECT_EQ(one.count("audit_log"), entries);
  EXPECT_EQ(one.count("credentials"), 2);
}

TEST(SettingsImport, ANewerTokenReplacesAnOlderOneAndNeverTheOtherWayRound) {
  Installation one(crypto::generate_key());
  const SettingsDocument older = sealed_team(one, hours(10));
  const auto refresh = [&](const char* secret, hours life) {
    one.in_chat(k_team, [&](ChatScope scope) {
      const auto account = AccountRepository(scope).find_by_username("brand");
      CredentialRepository(scope).replace(
          *account->credential,
          {CredentialKind::instagram_token, Secret(secret), {}, scope.now() + life}, one.keys);
    });
  };
  refresh("refreshed", hours(500));
  const SettingsDocument newer = one.export_all(true);
  const auto imported = one.import(older).at(0);
  EXPECT_EQ(imported.action, ImportAction::unchanged);
  ASSERT_EQ(imported.withheld.size(), 1U);
  EXPECT_EQ(imported.withheld[0].why, "the stored one is newer");
  EXPECT_EQ(one.token_of("brand"), "refreshed");
  refresh("old", hours(5));
  one.import(newer);
  EXPECT_EQ(one.token_of("brand"), "refreshed");
}

TEST(SettingsImport, ATokenWhoseKeyIsLostIsReplaced) {
  const Secret key = crypto::generate_key();
  Installation from(key);
  const SettingsDocument document = sealed_team(from, hours(5));
  Installation to(key);
  to.import(document);
  to.in_chat(k_team, [&](ChatScope scope) {
    const auto lost = crypto::KeyRing::parse(crypto::generate_key());
    const auto account = AccountRepository(scope).find_by_username("brand");
    CredentialRepository(scope).replace(
        *account->credential,
        {CredentialKind::instagram_token, Secret("lost"), {}, scope.now() + hours(500)}, lost);
  });
  EXPECT_EQ(to.import(document).at(0).credentials.size(), 1U);
  EXPECT_EQ(to.token_of("brand"), k_token_secret);
}

TEST(SettingsImport, ASourceKeepsItsCredentialWhereItLeadsToTheSameAddress) {
  Installation one(crypto::generate_key());
  sealed_team(one);
  SettingsDocument document = one.export_all(false);
  std::string& config = document.chats[0].settings["media_source_config"];
  config = R"({"bucket":"other","credential":"s3_keys"})";
  one.import(document);
  const auto stored = [&] {
    return one.in_chat(k_team, [](ChatScope scope) {
      return nlohmann::json::parse(SettingsService(scope).load().media_source_config);
    });
  };
  EXPECT_TRUE(stored()["credential"].is_number()) << stored();
  config = R"({"bucket":"other","credential":"s3_keys","endpoint":"https://elsewhere.example"})";
  const auto imported = one.import(document).at(0);
  EXPECT_EQ(stored()["credential"], "s3_keys");
  ASSERT_EQ(imported.withheld.size(), 1U);
  EXPECT_EQ(imported.withheld[0].key, "credentials");
}

TEST(SettingsImport, TheIdOfACredentialNeverLeavesTheDatabase) {
  Installation one(crypto::generate_key());
  sealed_team(one);
  one.in_chat(k_team, [](ChatScope scope) {
    SettingsService(scope).set({{"media_source_config", R"({"bucket":"b","credential":4711})"}},
                               {});
  });
  for (const bool sealed : {true, false}) {
    const auto config = to_json(one.export_all(sealed))["chats"][0]["source"]["config"];
    EXPECT_TRUE(config["credential"].is_null()) << config;
  }
}

TEST(SettingsImport, AnArchivedChatIsRefusedAndOneInSetupIsCompleted) {
  Installation one(crypto::generate_key());
  const SettingsDocument document{
      {{.chat_id = k_team, .name = "team", .settings = {{"posts_per_day", "7"}}}}};
  one.t.store.write(k_carla, [](UnitOfWork& unit) {
    ChatRepository(unit).create(k_team, "half", ChatState::setup);
  });
  const auto completed = one.import(document).at(0);
  EXPECT_EQ(completed.action, ImportAction::created);
  EXPECT_EQ(completed.changes,
            (std::vector<SettingChange>{{"name", "half", "team"}, {"posts_per_day", "3", "7"}}));
  EXPECT_EQ(one.count("chat_settings_history"), 1);
  one.t.store.write(k_carla, [](UnitOfWork& unit) {
    ChatRepository chats(unit);
    EXPECT_EQ(chats.find(k_team)->state, ChatState::active);
    chats.set_state(*chats.find(k_team), ChatState::archived, "over");
  });
  const Error error = import_failure([&] { one.import(document); });
  EXPECT_EQ(error.kind(), ErrorKind::conflict);
  EXPECT_EQ(error.hint(), "igbotctl chat unarchive --chat -1001");
}

TEST(SettingsImport, AChatUnderItsFormerIdIsTheSameChatAndMayNotStandThereTwice) {
  Installation one(crypto::generate_key());
  const ExportedChat old{.chat_id = k_team, .name = "team", .settings = {}};
  one.import({{old}});
  one.t.store.write(k_carla, [](UnitOfWork& unit) {
    ChatRepository chats(unit);
    chats.migrate(*chats.find(k_team), TelegramChatId{-1009});
  });
  EXPECT_EQ(one.import({{old}}).at(0).chat_id, TelegramChatId{-1009});
  ExportedChat present = old;
  present.chat_id = TelegramChatId{-1009};
  EXPECT_EQ(import_failure([&] { one.import({{old, present}}); }).kind(), ErrorKind::usage);
  EXPECT_EQ(one.count("chats"), 1);
}

TEST(SettingsImport, AnAccountKeepsTheNameItHasByNow) {
  Installation one(crypto::generate_key());
  ExportedChat chat{.chat_id = k_team,
                    .name = "team",
                    .settings = {},
                    .mix = {},
                    .accounts = {{"178", "newname", AccountLogin::instagram}},
                    .credentials = {}};
  one.import({{chat}});
  chat.accounts[0].username = "oldname";
  chat.settings = {{"active_account", "oldname"}};
  const auto imported = one.import({{chat}}).at(0);
  EXPECT_EQ(imported.changes, (std::vector<SettingChange>{{"active_account", "", "newname"}}));
  ASSERT_EQ(imported.withheld.size(), 1U);
  EXPECT_EQ(imported.withheld[0].kept, "newname");
}

TEST(SettingsImport, APauseThatIsTakenOverIsTheImportersAndOneThatIsOverIsNone) {
  Installation one(crypto::generate_key());
  const Timestamp end = one.t.clock.now() + hours(2);
  const SettingsDocument paused{{{.chat_id = k_team,
                                  .name = "team",
                                  .settings = {{"is_paused", "true"},
                                               {"paused_until", std::to_string(to_millis(end))},
                                               {"pause_reason", "lunch"}}}}};
  one.import(paused, {.include_state = true});
  const auto settings = [&] {
    return one.in_chat(k_team, [](ChatScope scope) { return SettingsService(scope).load(); });
  };
  EXPECT_EQ(settings().paused_by, "carla");
  EXPECT_EQ(settings().paused_at, one.t.clock.now());
  EXPECT_EQ(settings().paused_until, end);
  EXPECT_EQ(settings().pause_reason, "lunch");
  one.t.clock.advance(hours(3));
  EXPECT_EQ(one.import(paused, {.include_state = true}).at(0).action, ImportAction::unchanged);
  EXPECT_FALSE(settings().is_paused);
}

TEST(SettingsImport, SettingsThatShapeThePlanCountWhatStays) {
  Installation one(crypto::generate_key());
  one.import({{{.chat_id = k_team, .name = "team", .settings = {}}}});
  const auto imported =
      one.import({{{.chat_id = k_team, .settings = {{"posts_per_day", "9"}}}}}).at(0);
  EXPECT_EQ(imported.planned_posts, 0);
  EXPECT_EQ(one.count("chat_settings_history"), 2);
}

}  // namespace
}  // namespace igbot
