// SPDX-License-Identifier: MIT
#include "core/account/credential_repository.hpp"

#include <gtest/gtest.h>

#include "core/account/account_repository.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

const Actor k_operator{"cli:ana", "ana"};

crypto::KeyRing a_key() { return crypto::KeyRing::parse(crypto::generate_key()); }

NewCredential a_token(const std::string& secret) {
  return {.kind = CredentialKind::instagram_token, .secret = Secret(secret)};
}

class CredentialRepositoryTest : public testing::Test {
 protected:
  template <typename Body>
  auto write(Body body) {
    return world.store.write(k_operator, [&](UnitOfWork& unit) { return body(unit.chat(chat)); });
  }
  CredentialId add(const std::string& secret) {
    return write(
        [&](ChatScope scope) { return CredentialRepository(scope).add(a_token(secret), keys); });
  }
  std::string secret_of(CredentialId id) {
    return write([&](ChatScope scope) {
      scope.audit({.entity = "test", .entity_id = "0", .action = "read"});
      const CredentialRepository credentials(scope);
      return credentials.open(*credentials.find(id), keys).reveal();
    });
  }

  test::TemporaryStore world;
  ChatKey chat = world.add_chat();
  crypto::KeyRing keys = a_key();
};

TEST_F(CredentialRepositoryTest, WhatWasAddedOpensAgain) {
  const CredentialId first = add("one");
  const CredentialId second = add("two");
  EXPECT_EQ(secret_of(first), "one");
  EXPECT_EQ(secret_of(second), "two");
}

TEST_F(CredentialRepositoryTest, AReplacedSecretIsTheNewOneUnderTheSameId) {
  const CredentialId id = add("old");
  write([&](ChatScope scope) { CredentialRepository(scope).replace(id, a_token("new"), keys); });
  EXPECT_EQ(secret_of(id), "new");
}

TEST_F(CredentialRepositoryTest, AnEmptySecretNeverReplacesOne) {
  const CredentialId id = add("precious");
  EXPECT_THROW(
      write([&](ChatScope scope) { CredentialRepository(scope).replace(id, a_token(""), keys); }),
      Error);
  EXPECT_EQ(secret_of(id), "precious");
}

TEST_F(CredentialRepositoryTest, AnotherChatDoesNotFindIt) {
  const CredentialId id = add("mine");
  const ChatKey other = world.add_chat(-1002, "other");
  const bool found = world.store.read([&](UnitOfWork& unit) {
    return CredentialRepository(unit.chat(other)).find(id).has_value();
  });
  EXPECT_FALSE(found);
}

TEST_F(CredentialRepositoryTest, ErasingItLeavesItsAccountWithoutOne) {
  const CredentialId id = add("gone soon");
  const std::string username = "brand";
  write([&](ChatScope scope) {
    AccountRepository accounts(scope);
    accounts.set_credential(accounts.add({.instagram_id = "17", .username = username}), id);
  });
  write([&](ChatScope scope) { CredentialRepository(scope).erase_all(); });
  const auto account = world.store.read([&](UnitOfWork& unit) {
    return AccountRepository(unit.chat(chat)).find_by_username(username);
  });
  ASSERT_TRUE(account);
  EXPECT_FALSE(account->credential);
}

}  // namespace
}  // namespace igbot
