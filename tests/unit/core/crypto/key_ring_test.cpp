// SPDX-License-Identifier: MIT
#include "core/crypto/key_ring.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <functional>

#include "core/error.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::crypto {
namespace {

const SealedFor k_owner{static_cast<ChatKey>(7), "instagram_token", 3};

KeyRing new_ring() { return KeyRing::parse(generate_key()); }

ErrorKind failure_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::bug;
}

TEST(KeyRing, WhatWasSealedOpensAgain) {
  const KeyRing ring = new_ring();
  for (const char* text : {"", "token", "a longer secret with spaces"}) {
    EXPECT_EQ(ring.open(ring.seal(Secret(text), k_owner), k_owner).reveal(), text);
  }
}

TEST(KeyRing, TheSameSecretIsNeverSealedTheSameWay) {
  const KeyRing ring = new_ring();
  EXPECT_NE(ring.seal(Secret("token"), k_owner).bytes, ring.seal(Secret("token"), k_owner).bytes);
}

TEST(KeyRing, AnyChangedByteIsNoticed) {
  const KeyRing ring = new_ring();
  const Sealed sealed = ring.seal(Secret("token"), k_owner);
  for (std::size_t at = 0; at < sealed.bytes.size(); ++at) {
    Sealed changed = sealed;
    changed.bytes[at] = static_cast<char>(changed.bytes[at] ^ 1);
    EXPECT_EQ(failure_of([&] { ring.open(changed, k_owner); }), ErrorKind::auth) << at;
  }
  for (std::size_t length = 0; length < sealed.bytes.size(); ++length) {
    const Sealed cut{sealed.key_id, sealed.bytes.substr(0, length)};
    EXPECT_EQ(failure_of([&] { ring.open(cut, k_owner); }), ErrorKind::auth) << length;
  }
}

TEST(KeyRing, ASecretOpensNowhereElse) {
  const KeyRing ring = new_ring();
  const Sealed sealed = ring.seal(Secret("token"), k_owner);
  for (const SealedFor& other : {SealedFor{static_cast<ChatKey>(8), "instagram_token", 3},
                                 SealedFor{static_cast<ChatKey>(7), "s3_keys", 3},
                                 SealedFor{static_cast<ChatKey>(7), "instagram_token", 4}}) {
    EXPECT_EQ(failure_of([&] { ring.open(sealed, other); }), ErrorKind::auth);
  }
}

TEST(KeyRing, TheFirstKeySealsAndAnyOpens) {
  const Secret old_key = generate_key();
  const Sealed old_sealed = KeyRing::parse(old_key).seal(Secret("token"), k_owner);
  const KeyRing both =
      KeyRing::parse(Secret("# new first\n" + generate_key().reveal() + "\n" + old_key.reveal()));
  EXPECT_EQ(both.open(old_sealed, k_owner).reveal(), "token");
  EXPECT_EQ(both.seal(Secret("x"), k_owner).key_id, both.ids().front());
  EXPECT_NE(both.ids().front(), old_sealed.key_id);
}

TEST(KeyRing, AMissingKeyIsAConfigurationError) {
  const Sealed sealed = new_ring().seal(Secret("token"), k_owner);
  EXPECT_EQ(failure_of([&] { new_ring().open(sealed, k_owner); }), ErrorKind::config);
}

TEST(KeyRing, TheReplacedSystemsKeysAreRead) {
  const KeyRing ring = KeyRing::parse(Secret("-_-_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
  EXPECT_EQ(ring.ids().size(), 1U);
}

TEST(KeyRing, WhatIsNoKeyIsRefused) {
  for (const char* text : {"", "# only a comment", "short", "not base64!",
                           "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2w="}) {
    EXPECT_EQ(failure_of([&] { KeyRing::parse(Secret(text)); }), ErrorKind::config) << text;
  }
}

TEST(KeyRing, AKeyFileThatOthersMayReadIsRefused) {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "key";
  std::ofstream(file) << generate_key().reveal() << '\n';
  ::chmod(file.c_str(), 0600);
  EXPECT_EQ(KeyRing::read(file).ids().size(), 1U);
  for (const mode_t mode : {0640U, 0604U, 0620U, 0610U}) {
    ::chmod(file.c_str(), mode);
    EXPECT_EQ(failure_of([&] { KeyRing::read(file); }), ErrorKind::config) << mode;
  }
  EXPECT_EQ(failure_of([&] { KeyRing::read(folder.path() / "none"); }), ErrorKind::config);
}

}  // namespace
}  // namespace igbot::crypto
