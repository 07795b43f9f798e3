// SPDX-License-Identifier: MIT
#include "core/account/sealed_secrets.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "core/account/credential_repository.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

using crypto::KeyRing;

const Actor k_rotating{"cli:ana", "ana"};

/// Two chats, a key each secret is sealed with, and a new key before it.
class SealedSecretsTest : public testing::Test {
 protected:
  CredentialId add(ChatKey of, const std::string& secret, const KeyRing& with) {
    return world.store.write(k_rotating, [&](UnitOfWork& unit) {
      return CredentialRepository(unit.chat(of))
          .add({.kind = CredentialKind::instagram_token, .secret = Secret(secret)}, with);
    });
  }
  std::string secret_of(ChatKey of, CredentialId id, const KeyRing& with) {
    return world.store.read([&](UnitOfWork& unit) {
      const CredentialRepository credentials(unit.chat(of));
      return credentials.open(credentials.find(id).value(), with).reveal();
    });
  }
  Rotation rotate(const KeyRing& with, LostSecrets lost = LostSecrets::refuse) {
    return world.store.write(
        k_rotating, [&](UnitOfWork& unit) { return SealedSecrets(unit).rotate(with, lost); });
  }
  auto uses() {
    return world.store.read([](UnitOfWork& unit) { return SealedSecrets(unit).uses(); });
  }
  void execute(const std::string& sql, const std::vector<sql::Value>& params = {}) {
    world.store.bookkeep([&](Bookkeeping& unit) { unit.db().execute(sql, params); });
  }
  std::int64_t audited() {
    return world.store.read([](UnitOfWork& unit) {
      return unit.db()
          .execute("SELECT COUNT(*) FROM audit_log WHERE entity = 'key' AND action = 'rotated'")
          .front()
          .integer(0);
    });
  }

  test::TemporaryStore world;
  ChatKey chat = world.add_chat();
  ChatKey other_chat = world.add_chat(-1002, "other");
  Secret old_key = crypto::generate_key();
  KeyRing old_ring = KeyRing::parse(old_key);
  Secret new_key = crypto::generate_key();
  KeyRing new_ring = KeyRing::parse(new_key);
  KeyRing both = KeyRing::parse(Secret(new_key.reveal() + "\n" + old_key.reveal()));
};

TEST_F(SealedSecretsTest, EverySealedColumnOfTheSchemaIsInTheList) {
  std::set<std::string> schema;
  world.store.read([&](UnitOfWork& unit) {
    const auto columns = unit.db().execute(
        "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND c.name LIKE 'sealed%'");
    for (const auto& row : columns.rows) schema.insert(row.text(0) + "." + row.text(1));
  });
  std::set<std::string> listed;
  for (const SealedColumn& column : sealed_columns()) {
    listed.insert(column.table + "." + column.column);
  }
  EXPECT_EQ(listed, schema);
}

TEST_F(SealedSecretsTest, RotationSealsEverythingWithTheFirstKey) {
  const CredentialId one = add(chat, "one", old_ring);
  const CredentialId two = add(other_chat, "two", old_ring);
  const CredentialId three = add(other_chat, "three", new_ring);
  const Rotation rotation = rotate(both);
  EXPECT_EQ(rotation.sealed_anew, 2);
  EXPECT_EQ(rotation.droppable, old_ring.ids());
  EXPECT_EQ(secret_of(chat, one, new_ring), "one");
  EXPECT_EQ(secret_of(other_chat, two, new_ring), "two");
  EXPECT_EQ(secret_of(other_chat, three, new_ring), "three");
  EXPECT_EQ(audited(), 1);
}

TEST_F(SealedSecretsTest, DraftsAndVerifiersRotateToo) {
  const auto verifier_owner = owner_of_oauth_verifier(chat, "abc");
  const auto verifier = old_ring.seal(Secret("verifier"), verifier_owner);
  execute(
      "INSERT INTO oauth_states (state_hash, chat_id, actor, kind, sealed_verifier, key_id, "
      "expires_at) VALUES ('abc', $1, 'cli:ana', 'google', $2, $3, 1)",
      {chat, sql::Blob{verifier.bytes}, verifier.key_id});
  const auto draft_owner = owner_of_conversation_draft(chat, "init", 42);
  const auto draft = old_ring.seal(Secret("draft"), draft_owner);
  execute(
      "INSERT INTO conversations (chat_id, user_telegram_id, kind, step, draft, sealed_draft, "
      "key_id, expires_at) VALUES ($1, 42, 'init', '2', '{}', $2, $3, 1)",
      {chat, sql::Blob{draft.bytes}, draft.key_id});
  EXPECT_EQ(rotate(both).sealed_anew, 2);
  world.store.read([&](UnitOfWork& unit) {
    const sql::Row state =
        unit.db().execute("SELECT key_id, sealed_verifier FROM oauth_states").rows.at(0);
    EXPECT_EQ(new_ring.open({state.text(0), state.blob(1)}, verifier_owner).reveal(), "verifier");
    const sql::Row talk =
        unit.db().execute("SELECT key_id, sealed_draft FROM conversations").rows.at(0);
    EXPECT_EQ(new_ring.open({talk.text(0), talk.blob(1)}, draft_owner).reveal(), "draft");
  });
}

TEST_F(SealedSecretsTest, ASecondRotationWritesNothing) {
  add(chat, "one", old_ring);
  rotate(both);
  const auto before = uses();
  EXPECT_EQ(rotate(both).sealed_anew, 0);
  EXPECT_EQ(uses(), before);
  EXPECT_EQ(audited(), 1);
}

TEST_F(SealedSecretsTest, ALostKeyRefusesTheWholeRotationAndNamesWhatItSealed) {
  const KeyRing lost = KeyRing::parse(crypto::generate_key());
  add(chat, "one", old_ring);
  const CredentialId gone = add(other_chat, "gone", lost);
  const auto before = uses();
  const Rotation rotation = rotate(both);
  EXPECT_EQ(rotation.sealed_anew, 0);
  ASSERT_EQ(rotation.unreadable.size(), 1U);
  EXPECT_EQ(rotation.unreadable[0].owner.chat, other_chat);
  EXPECT_EQ(rotation.unreadable[0].owner.row, number(gone));
  EXPECT_EQ(rotation.unreadable[0].key_id, lost.ids().front());
  EXPECT_TRUE(rotation.unreadable[0].key_is_missing);
  EXPECT_EQ(uses(), before);
}

TEST_F(SealedSecretsTest, WhatIsLostMayBeLeftAsItIs) {
  const KeyRing lost = KeyRing::parse(crypto::generate_key());
  const CredentialId one = add(chat, "one", old_ring);
  const CredentialId gone = add(chat, "gone", lost);
  EXPECT_EQ(rotate(both, LostSecrets::leave).sealed_anew, 1);
  EXPECT_EQ(secret_of(chat, one, new_ring), "one");
  EXPECT_EQ(secret_of(chat, gone, lost), "gone");
}

TEST_F(SealedSecretsTest, ATamperedSecretIsNotSealedAnewAndKeepsItsKeyFromBeingDropped) {
  const CredentialId id = add(chat, "one", old_ring);
  execute("UPDATE credentials SET sealed = zeroblob(60) WHERE id = $1", {id});
  const Rotation rotation = rotate(both, LostSecrets::leave);
  EXPECT_EQ(rotation.sealed_anew, 0);
  ASSERT_EQ(rotation.unreadable.size(), 1U);
  EXPECT_FALSE(rotation.unreadable[0].key_is_missing);
  EXPECT_TRUE(rotation.droppable.empty());
}

TEST_F(SealedSecretsTest, UsesAreCountedByKeyAndChat) {
  add(chat, "one", old_ring);
  add(chat, "two", old_ring);
  add(other_chat, "three", new_ring);
  const std::map<std::string, std::map<ChatKey, int>> expected{
      {old_ring.ids().front(), {{chat, 2}}}, {new_ring.ids().front(), {{other_chat, 1}}}};
  EXPECT_EQ(uses(), expected);
}

TEST_F(SealedSecretsTest, SecretsSealedWhileARotationRunsAreLostByNeither) {
  for (int i = 0; i < 50; ++i) add(chat, "before " + std::to_string(i), old_ring);
  std::vector<CredentialId> meanwhile;
  std::thread writer([&] {
    for (int i = 0; i < 50; ++i) {
      meanwhile.push_back(add(other_chat, "meanwhile " + std::to_string(i), old_ring));
    }
  });
  for (int i = 0; i < 5; ++i) rotate(both);
  writer.join();
  rotate(both);
  for (std::size_t i = 0; i < meanwhile.size(); ++i) {
    EXPECT_EQ(secret_of(other_chat, meanwhile[i], new_ring), "meanwhile " + std::to_string(i));
  }
  EXPECT_EQ(uses().size(), 1U);
}

}  // namespace
}  // namespace igbot
