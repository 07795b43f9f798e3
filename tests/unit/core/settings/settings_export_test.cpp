// SPDX-License-Identifier: MIT
#include "core/settings/settings_export.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/settings/settings_service.hpp"
#include "core/sql/sqlite_connection.hpp"
#include "core/text/redact.hpp"
#include "tests/support/query_plans.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

const Actor k_emil{"cli:emil", "emil"};

ChatKey add_chat(test::TemporaryStore& t, std::int64_t id, ChatState state = ChatState::active) {
  return t.store.write(k_emil, [&](UnitOfWork& unit) {
    const Chat chat = ChatRepository(unit).create(static_cast<TelegramChatId>(id), "a name", state);
    if (state != ChatState::setup) create_chat_settings(unit.chat(chat.key), {});
    return chat.key;
  });
}

std::vector<std::int64_t> exported_ids(test::TemporaryStore& t) {
  return t.store.read([](UnitOfWork& unit) {
    std::vector<std::int64_t> ids;
    for (const ExportedChat& chat : export_all_chats(unit, nullptr).chats) {
      ids.push_back(number(chat.chat_id));
    }
    return ids;
  });
}

TEST(SettingsExport, ChatsStandInOneOrderWhateverTheDatabase) {
  test::TemporaryStore t;
  for (const int id : {-3, 12, -7}) add_chat(t, id);
  EXPECT_EQ(exported_ids(t), (std::vector<std::int64_t>{-7, -3, 12}));
}

TEST(SettingsExport, ArchivedChatsAreThereAndHalfSetUpOnesAreNot) {
  test::TemporaryStore t;
  add_chat(t, -1, ChatState::archived);
  add_chat(t, -2, ChatState::setup);
  add_chat(t, -3, ChatState::unreachable);
  EXPECT_EQ(exported_ids(t), (std::vector<std::int64_t>{-3, -1}));
}

TEST(SettingsExport, ATimedPauseThatIsOverIsNoPause) {
  test::TemporaryStore t;
  const ChatKey chat = add_chat(t, -1);
  t.store.write(k_emil, [&](UnitOfWork& unit) {
    return SettingsService(unit.chat(chat)).pause(unit.now() + std::chrono::hours(1), "lunch");
  });
  t.clock.advance(std::chrono::hours(2));
  t.store.read([](UnitOfWork& unit) {
    const auto settings = to_json(export_all_chats(unit, nullptr))["chats"][0]["settings"];
    EXPECT_EQ(settings["is_paused"], false);
    EXPECT_TRUE(settings["paused_until"].is_null());
    EXPECT_TRUE(settings["pause_reason"].is_null());
  });
}

TEST(SettingsExport, ASealIsPrintedUnharmedAndTheSecretIsNot) {
  test::TemporaryStore t;
  const ChatKey chat = add_chat(t, -1);
  const auto keys = crypto::KeyRing::parse(crypto::generate_key());
  t.store.write(k_emil, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat);
    AccountRepository accounts(scope);
    accounts.add({"178", "brand", AccountLogin::instagram});
    const auto token = CredentialRepository(scope).add(
        {CredentialKind::instagram_token, Secret(std::string(200, 'x')), {}, {}}, keys);
    accounts.set_credential(*accounts.find_by_username("brand"), token);
  });
  t.store.read([&](UnitOfWork& unit) {
    const std::string printed = to_json(export_all_chats(unit, &keys)).dump();
    EXPECT_EQ(text::redact(printed), printed);
    EXPECT_EQ(printed.find("xxxx"), std::string::npos);
  });
}

TEST(SettingsExport, AChatIsReadWithoutReadingAnyTable) {
  test::TemporaryStore t;
  const ChatKey key = add_chat(t, -1);
  const auto inner = sql::open_sqlite(t.store.file());
  test::PlanningConnection db(*inner);
  UnitOfWork unit(db, t.clock.now(), k_emil);
  const auto keys = crypto::KeyRing::parse(crypto::generate_key());
  export_chat(unit.chat(key), {key, TelegramChatId{-1}, {}, "a name", ChatState::active}, &keys);
  EXPECT_GT(db.steps(), 0U);
  EXPECT_EQ(db.scans(), std::vector<std::string>{});
}

}  // namespace
}  // namespace igbot
