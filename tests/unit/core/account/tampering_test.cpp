// SPDX-License-Identifier: MIT
// Credentials in a real database, changed behind the program's back.
#include <gtest/gtest.h>

#include "core/account/credential_repository.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

const Actor k_owner_of_secrets{"cli:ana", "ana"};

class Tampering : public testing::Test {
 protected:
  CredentialId add(ChatKey of, CredentialKind kind, const std::string& secret) {
    return world.store.write(k_owner_of_secrets, [&](UnitOfWork& unit) {
      return CredentialRepository(unit.chat(of))
          .add({.kind = kind, .secret = Secret(secret)}, keys);
    });
  }
  /// "rejected", or the secret that came out.
  std::string opened(ChatKey of, CredentialId id) {
    return world.store.read([&](UnitOfWork& unit) -> std::string {
      const CredentialRepository credentials(unit.chat(of));
      try {
        return credentials.open(credentials.find(id).value(), keys).reveal();
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::auth) << error.what();
        return "rejected";
      }
    });
  }
  void tamper(const std::string& sql, const std::vector<sql::Value>& params = {}) {
    world.store.bookkeep(
        [&](Bookkeeping& unit) { EXPECT_GT(unit.db().execute(sql, params).changes, 0) << sql; });
  }
  std::string stored(CredentialId id) {
    return world.store.read([&](UnitOfWork& unit) {
      return unit.db()
          .execute("SELECT sealed FROM credentials WHERE id = $1", {id})
          .front()
          .blob(0);
    });
  }
  void store(CredentialId id, const std::string& bytes) {
    tamper("UPDATE credentials SET sealed = $2 WHERE id = $1", {id, sql::Blob{bytes}});
  }
  void exchange(CredentialId one, CredentialId other) {
    const std::string first = stored(one);
    store(one, stored(other));
    store(other, first);
  }

  test::TemporaryStore world;
  ChatKey chat = world.add_chat();
  ChatKey other_chat = world.add_chat(-1002, "other");
  crypto::KeyRing keys = crypto::KeyRing::parse(
      Secret(crypto::generate_key().reveal() + "\n" + crypto::generate_key().reveal()));
  CredentialId token = add(chat, CredentialKind::instagram_token, "token");
};

TEST_F(Tampering, WithAnyByteFlippedNothingOpens) {
  const std::string intact = stored(token);
  int rejected = 0;
  for (std::size_t at = 0; at < intact.size(); ++at) {
    std::string flipped = intact;
    flipped[at] = static_cast<char>(~flipped[at]);
    store(token, flipped);
    const bool is_rejected = opened(chat, token) == "rejected";
    EXPECT_TRUE(is_rejected) << at;
    rejected += is_rejected;
  }
  store(token, intact);
  EXPECT_EQ(opened(chat, token), "token") << "the control: what was put back opens";
  test::tell_figures("S2", "a byte of a sealed secret flipped",
                     {{"bytes", intact.size()}, {"rejected", rejected}});
  test::tell_figures("S2", "control: the same secret put back",
                     {{"opened", opened(chat, token) == "token" ? 1 : 0}});
}

TEST_F(Tampering, CutShortOrMadeLongerNothingOpens) {
  const std::string intact = stored(token);
  for (std::size_t length = 0; length < intact.size(); ++length) {
    store(token, intact.substr(0, length));
    EXPECT_EQ(opened(chat, token), "rejected") << length;
  }
  store(token, intact + '\0');
  EXPECT_EQ(opened(chat, token), "rejected");
}

TEST_F(Tampering, SecretsOfTwoRowsDoNotChangePlaces) {
  const CredentialId second = add(chat, CredentialKind::instagram_token, "second");
  exchange(token, second);
  EXPECT_EQ(opened(chat, token), "rejected");
  EXPECT_EQ(opened(chat, second), "rejected");
}

TEST_F(Tampering, SecretsOfTwoChatsDoNotChangePlaces) {
  const CredentialId theirs = add(other_chat, CredentialKind::instagram_token, "theirs");
  exchange(token, theirs);
  EXPECT_EQ(opened(chat, token), "rejected");
  EXPECT_EQ(opened(other_chat, theirs), "rejected");
}

TEST_F(Tampering, ARowGivenToAnotherChatDoesNotOpen) {
  tamper("UPDATE credentials SET chat_id = $1 WHERE id = $2", {other_chat, token});
  EXPECT_EQ(opened(other_chat, token), "rejected");
}

TEST_F(Tampering, ARowGivenAnotherIdDoesNotOpen) {
  tamper("UPDATE credentials SET id = id + 100");
  EXPECT_EQ(opened(chat, static_cast<CredentialId>(number(token) + 100)), "rejected");
}

TEST_F(Tampering, ASecretOfOneKindIsNoneOfAnother) {
  tamper("UPDATE credentials SET kind = 's3_keys'");
  EXPECT_EQ(opened(chat, token), "rejected");
}

TEST_F(Tampering, AnotherKeyIdDoesNotOpen) {
  for (const std::string& id : {keys.ids().back(), std::string("ffffffff"), std::string()}) {
    tamper("UPDATE credentials SET key_id = $1", {id});
    EXPECT_EQ(opened(chat, token), "rejected") << id;
  }
}

}  // namespace
}  // namespace igbot
