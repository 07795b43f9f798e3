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

TEST(KeyRing, ALostKeyIsNamed) {
  const Sealed sealed = new_ring().seal(Secret("token"), k_owner);
  try {
    new_ring().open(sealed, k_owner);
    FAIL() << "another key opened it";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::auth);
    EXPECT_NE(std::string(error.what()).find(sealed.key_id), std::string::npos) << error.what();
  }
}

TEST(KeyRing, ASecretIsBoundToTheKeysIdToo) {
  const Secret one = generate_key();
  const KeyRing both = KeyRing::parse(Secret(one.reveal() + "\n" + generate_key().reveal()));
  Sealed sealed = both.seal(Secret("token"), k_owner);
  sealed.key_id = both.ids().back();
  EXPECT_EQ(failure_of([&] { both.open(sealed, k_owner); }), ErrorKind::auth);
}

TEST(KeyRing, TheReplacedSystemsKeysAreRead) {
  const KeyRing ring = KeyRing::parse(Secret("-_-_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
  EXPECT_EQ(ring.ids().size(), 1U);
}

TEST(KeyRing, WhatIsNoKeyIsRefused) {
  for (const char* text : {"", "# only a comment", "short", "not base64!",
                           "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\xDC\xDC\xDC=",
                           "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2w="}) {
    EXPECT_EQ(failure_of([&] { KeyRing::parse(Secret(text)); }), ErrorKind::config) << text;
  }
}

TEST(KeyRing, CommentsBlanksAndWindowsLineBreaksArePassedOverAndAKeyGivenTwiceCountsOnce) {
  const std::string one = generate_key().reveal();
  const std::string two = generate_key().reveal();
  const KeyRing ring = KeyRing::parse(
      Secret("# first\r\n\r\n  " + one + " \t\r\n\n" + two + "," + one + "\n  # last\n" + two));
  EXPECT_EQ(ring.ids(), KeyRing::parse(Secret(one + "\n" + two)).ids());
  EXPECT_EQ(ring.ids().size(), 2U);
}

class KeyFile : public testing::Test {
 protected:
  std::filesystem::path write(const std::string& content) {
    std::ofstream(file, std::ios::binary) << content;
    ::chmod(file.c_str(), 0600);
    return file;
  }
  /// Why it is refused; it must be as configuration.
  static std::string refusal_of(const std::filesystem::path& path) {
    try {
      KeyRing::read(path);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::config);
      EXPECT_FALSE(error.hint().empty());
      return error.what();
    }
    return "was not refused";
  }

  test::TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "key";
};

TEST_F(KeyFile, WhatIsNoOrdinaryFileIsRefusedAndNotWaitedFor) {
  EXPECT_EQ(refusal_of(folder.path()),
            "key file is not an ordinary file: " + folder.path().string());
  const auto fifo = folder.path() / "fifo";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(refusal_of(fifo), "key file is not an ordinary file: " + fifo.string());
  const auto link = folder.path() / "link";
  std::filesystem::create_symlink(write(generate_key().reveal()), link);
  EXPECT_EQ(refusal_of(link), "key file is a symbolic link: " + link.string());
}

TEST_F(KeyFile, AMissingEmptyOrEndlessOneIsRefusedByName) {
  EXPECT_EQ(refusal_of(file), "key file does not exist: " + file.string());
  EXPECT_EQ(refusal_of(write("")), "no encryption key is configured: " + file.string());
  EXPECT_EQ(refusal_of(write("# nothing yet\n")),
            "no encryption key is configured: " + file.string());
  EXPECT_EQ(refusal_of(write(std::string(70'000, '\n') + generate_key().reveal())),
            "key file is too large: " + file.string());
  EXPECT_EQ(refusal_of(write("no key\n")),
            "not an encryption key: 32 bytes in base64 are one: " + file.string());
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
