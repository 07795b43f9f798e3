// SPDX-License-Identifier: MIT
#include "core/media/drive_login.hpp"

#include <gtest/gtest.h>

#include "core/account/login_states.hpp"
#include "core/crypto/pkce.hpp"
#include "core/error.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::media {
namespace {

const Actor k_anna{"cli:anna", "anna"};
const std::string k_port = "http://127.0.0.1:40123/";

/// Remembers what it was asked for.
class RememberingLogin final : public GoogleLogin {
 public:
  std::string authorization_url(const std::string& redirect_uri, const std::string& state,
                                const std::string& challenge) override {
    last_redirect = redirect_uri;
    last_state = state;
    last_challenge = challenge;
    return "https://accounts.example/auth?state=" + state;
  }
  Secret exchange_code(const Secret&, const Secret&, const std::string&) override {
    return Secret("{}");
  }
  void revoke(const Secret&) override {}

  std::string last_redirect, last_state, last_challenge;
};

class DriveLogin : public ::testing::Test {
 protected:
  DriveLogin()
      : chat(t.add_chat()),
        other_chat(t.add_chat(-1002, "other")),
        keys(crypto::KeyRing::parse(crypto::generate_key())) {}

  void begin(const Actor& actor = k_anna) {
    t.store.write(actor, [&](UnitOfWork& unit) {
      return begin_drive_login(unit.chat(chat), google, keys, k_port);
    });
  }
  TakenDriveRedirect take(const std::string& address, const Actor& actor, ChatKey of) {
    return t.store.write(
        actor, [&](UnitOfWork& unit) { return take_drive_redirect(unit.chat(of), address, keys); });
  }
  TakenDriveRedirect take(const std::string& address) { return take(address, k_anna, chat); }
  std::string address(const std::string& rest = "&code=4/0abc") const {
    return k_port + "?state=" + google.last_state + rest;
  }
  void expect_refused(const std::string& address, const Actor& actor, ChatKey of, ErrorKind kind) {
    try {
      take(address, actor, of);
      ADD_FAILURE() << "taken: " << address;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), kind) << error.what();
      EXPECT_EQ(std::string(error.what()).find("4/0abc"), std::string::npos);
    }
  }

  test::TemporaryStore t;
  ChatKey chat;
  ChatKey other_chat;
  crypto::KeyRing keys;
  RememberingLogin google;
};

TEST_F(DriveLogin, ComesBackWithItsVerifierAndTheAddressItWasGivenFor) {
  begin();
  const auto taken = take(address());
  ASSERT_TRUE(taken.granted);
  EXPECT_EQ(taken.granted->code.reveal(), "4/0abc");
  EXPECT_EQ(taken.granted->redirect_uri, k_port);
  EXPECT_EQ(crypto::pkce_challenge(taken.granted->verifier), google.last_challenge);
}

TEST_F(DriveLogin, TheVerifierIsStoredSealedAndOnlyUntilThen) {
  begin();
  const auto stored = [&] {
    return t.store.read([&](UnitOfWork& unit) {
      return unit.db().execute("SELECT sealed_verifier FROM oauth_states").rows.front().is_null(0);
    });
  };
  EXPECT_FALSE(stored());
  take(address());
  EXPECT_TRUE(stored());
}

TEST_F(DriveLogin, IsGoodOnceForOnePersonInOneChatForTenMinutes) {
  begin();
  expect_refused(address(), {"cli:ben", "ben"}, chat, ErrorKind::conflict);
  expect_refused(address(), k_anna, other_chat, ErrorKind::not_found);
  take(address());
  expect_refused(address(), k_anna, chat, ErrorKind::conflict);
  begin();
  t.clock.advance(std::chrono::minutes(11));
  expect_refused(address(), k_anna, chat, ErrorKind::conflict);
}

TEST_F(DriveLogin, WhatIsNoAddressOfThisMachineUsesNothingUp) {
  begin();
  const std::string query = address().substr(k_port.size());
  for (const std::string& wrong : {std::string("hello"), query, "https://example.com/" + query}) {
    expect_refused(wrong, k_anna, chat, ErrorKind::usage);
  }
  EXPECT_TRUE(take(address()).granted);
}

TEST_F(DriveLogin, APersonWhoDeclinesIsSaidSoAndTheStateIsUsedUp) {
  begin();
  const auto taken = take(address("&error=access_denied"));
  ASSERT_TRUE(taken.refused);
  EXPECT_EQ(taken.refused->kind(), ErrorKind::auth);
  expect_refused(address(), k_anna, chat, ErrorKind::conflict);
}

TEST_F(DriveLogin, TheStateOfAnotherKindOfLoginIsNotTaken) {
  begin();
  t.store.write(k_anna, [&](UnitOfWork& unit) {
    LoginStates(unit.chat(chat)).add(Secret("instagram-state"), "instagram");
  });
  const auto taken = take(k_port + "?state=instagram-state&code=4/0abc");
  ASSERT_TRUE(taken.refused);
  EXPECT_EQ(taken.refused->kind(), ErrorKind::conflict);
}

}  // namespace
}  // namespace igbot::media
