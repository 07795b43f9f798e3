// SPDX-License-Identifier: MIT
#include "core/account/account_connect.hpp"

#include <gtest/gtest.h>

#include "core/account/login_redirect.hpp"
#include "tests/support/fake_instagram.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot {
namespace {

const Actor k_ana{"cli:ana", "ana"};

class Logins : public ::testing::Test {
 protected:
  /// The state of a login that was begun now.
  std::string begin(ChatKey chat, const Actor& actor = k_ana) {
    const BegunLogin begun = t_.store.write(actor, [&](UnitOfWork& unit) {
      return begin_login(unit.chat(chat), platform_, AccountLogin::instagram);
    });
    return begun.url.substr(begun.url.find("state=") + 6);
  }
  TakenRedirect take(ChatKey chat, const std::string& query, const Actor& actor = k_ana,
                     std::optional<AccountLogin> expected = std::nullopt) {
    return t_.store.write(actor, [&](UnitOfWork& unit) {
      return take_redirect(unit.chat(chat), "https://example.com/back?" + query, expected);
    });
  }
  /// Kind and hint of what refused it.
  std::pair<ErrorKind, std::string> refusal(ChatKey chat, const std::string& query,
                                            const Actor& actor = k_ana) {
    try {
      const auto taken = take(chat, query, actor);
      if (taken.refused) return {taken.refused->kind(), taken.refused->hint()};
    } catch (const Error& error) {
      return {error.kind(), error.hint()};
    }
    return {ErrorKind::bug, "taken"};
  }

  test::TemporaryStore t_;
  test::FakeInstagram platform_{t_.clock};
  ChatKey chat_ = t_.add_chat();
  std::string again_ = "igbotctl account connect --chat -1001 --login instagram";
};

TEST_F(Logins, TheCodeComesWithItsState) {
  const auto taken = take(chat_, "code=good%2Dcode&state=" + begin(chat_) + "#_");
  ASSERT_TRUE(taken.granted.has_value());
  EXPECT_EQ(taken.granted->code.reveal(), "good-code");
  platform_.grant("new token", "17", "shop");
  const auto verified = verify_login(platform_, *taken.granted, {}, t_.clock.now());
  EXPECT_EQ(verified.identity.username, "shop");
  EXPECT_TRUE(verified.issued_at.has_value());
}

TEST_F(Logins, AStateIsUsedOnce) {
  const std::string query = "code=x&state=" + begin(chat_);
  take(chat_, query);
  EXPECT_EQ(refusal(chat_, query), std::pair(ErrorKind::conflict, again_));
}

TEST_F(Logins, AStateLivesTenMinutes) {
  const std::string query = "code=x&state=" + begin(chat_);
  t_.clock.advance(std::chrono::minutes{10});
  EXPECT_EQ(refusal(chat_, query), std::pair(ErrorKind::conflict, again_));
}

TEST_F(Logins, AStateBelongsToItsChatAndPerson) {
  const ChatKey other = t_.add_chat(-1002, "other");
  const std::string query = "code=x&state=" + begin(chat_);
  EXPECT_EQ(refusal(other, query).first, ErrorKind::not_found);
  EXPECT_EQ(refusal(chat_, query, {"cli:bob", "bob"}), std::pair(ErrorKind::conflict, again_));
  EXPECT_TRUE(take(chat_, query).granted.has_value());
}

TEST_F(Logins, AnInventedStateIsRefused) {
  EXPECT_EQ(refusal(chat_, "code=x&state=invented"), std::pair(ErrorKind::not_found, again_));
}

TEST_F(Logins, WhoDeclinesHasUsedTheStateUp) {
  const std::string state = begin(chat_);
  EXPECT_EQ(refusal(chat_, "error=access_denied&error_reason=user_denied&state=" + state),
            std::pair(ErrorKind::auth, again_));
  EXPECT_EQ(refusal(chat_, "code=x&state=" + state).first, ErrorKind::conflict);
}

TEST_F(Logins, AnAddressOfAnotherLoginIsRefused) {
  const auto taken = take(chat_, "code=x&state=" + begin(chat_), k_ana, AccountLogin::facebook);
  ASSERT_TRUE(taken.refused.has_value());
  EXPECT_EQ(taken.refused->kind(), ErrorKind::conflict);
}

TEST_F(Logins, OnlyTheHashOfAStateIsStored) {
  const std::string state = begin(chat_);
  const auto rows = t_.store.read(
      [](UnitOfWork& unit) { return unit.db().execute("SELECT state_hash FROM oauth_states"); });
  ASSERT_EQ(rows.rows.size(), 1u);
  EXPECT_EQ(rows.front().text(0).size(), 64u);
  EXPECT_NE(rows.front().text(0), state);
}

TEST_F(Logins, StatesThatAreOverAreForgottenWithTheNext) {
  begin(chat_);
  t_.clock.advance(std::chrono::minutes{11});
  begin(chat_);
  EXPECT_EQ(t_.store
                .read([](UnitOfWork& unit) {
                  return unit.db().execute("SELECT count(*) FROM oauth_states");
                })
                .front()
                .integer(0),
            1);
}

TEST(LoginRedirects, AreReadFromAWholeAddressOrItsQuery) {
  for (const char* address : {"https://example.com/cb?code=AQ%2Bb&state=s#_",
                              " http://127.0.0.1:1/?state=s&code=AQ%2Bb\n", "code=AQ%2Bb&state=s",
                              "?x=&code=AQ%2Bb&state=s"}) {
    const LoginRedirect redirect = parse_login_redirect(address);
    EXPECT_EQ(redirect.state, "s") << address;
    EXPECT_EQ(redirect.code.reveal(), "AQ+b") << address;
  }
}

TEST(LoginRedirects, WhatIsNoneIsRefusedWithoutBeingQuoted) {
  for (const std::string& pasted :
       {std::string(), std::string("hello"), std::string("https://example.com/"),
        std::string("https://x/?code=secretcode"), std::string("https://x/?state=s"),
        std::string("https://x/?state=s&code=secretcode&error=e"),
        std::string("https://x/?state=s&state=t&code=secretcode"),
        std::string("https://x/?state=s&code=secretcode\nsecond line"),
        "https://x/?state=s&code=" + std::string(9000, 'a')}) {
    try {
      parse_login_redirect(pasted);
      ADD_FAILURE() << pasted;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage);
      EXPECT_EQ(std::string(error.what()).find("secretcode"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace igbot
