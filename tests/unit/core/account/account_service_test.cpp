// SPDX-License-Identifier: MIT
#include "core/account/account_service.hpp"

#include <gtest/gtest.h>

#include "core/access/member_repository.hpp"
#include "core/account/token_care.hpp"
#include "core/settings/settings_service.hpp"
#include "core/store/condition_repository.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot {
namespace {

VerifiedToken granted(const std::string& token, const std::string& id = "17",
                      const std::string& username = "shop") {
  return {.identity = {id, username, "BUSINESS"}, .issued = {Secret(token), std::nullopt}};
}

/// A chat that is set up and has no account yet.
class Accounts : public ::testing::Test {
 protected:
  template <typename Body>
  auto by(const Actor& actor, Body body) {
    return f_.t.store.write(actor, [&](UnitOfWork& unit) {
      AccountService service(unit, f_.chat);
      return body(service);
    });
  }
  template <typename Body>
  auto by_operator(Body body) {
    return by({"cli:anna", "anna"}, body);
  }
  ConnectedAccount connect(const VerifiedToken& verified) {
    return by_operator([&](AccountService& service) { return service.connect(verified, keys_); });
  }
  RemovedAccount remove(const std::string& who) {
    return by_operator([&](AccountService& service) { return service.remove(who, "left"); });
  }
  std::string token_of(AccountId account) {
    return f_.t.store.read([&](UnitOfWork& unit) {
      const auto opened = open_token(unit.chat(f_.chat), account, keys_);
      return opened ? opened->token.reveal() : std::string("none");
    });
  }
  std::string in_use() {
    return f_.t.store.read([&](UnitOfWork& unit) {
      return SettingsService(unit.chat(f_.chat)).load().active_account;
    });
  }

  test::PostingFixture f_;
  crypto::KeyRing keys_ = crypto::KeyRing::parse(crypto::generate_key());
};

TEST_F(Accounts, TheFirstOneIsInUseAndTheNextIsNot) {
  EXPECT_TRUE(connect(granted("one")).in_use);
  EXPECT_EQ(in_use(), "shop");
  EXPECT_FALSE(connect(granted("two", "18", "cafe")).in_use);
  EXPECT_EQ(in_use(), "shop");
}

TEST_F(Accounts, ConnectingAgainReplacesTheTokenAndRevivesTheAccount) {
  const Account account = connect(granted("old")).account;
  f_.t.store.write({"worker:x", "x"}, [&](UnitOfWork& unit) {
    AccountRepository(unit.chat(f_.chat)).set_state(account, AccountState::dead, "expired");
    ConditionRepository(unit).begin(f_.chat, k_token_dead, id_text(account.id), "dead");
  });
  EXPECT_EQ(token_of(account.id), "none");
  const auto again = connect(granted("new"));
  EXPECT_FALSE(again.is_new);
  EXPECT_TRUE(again.was_dead);
  EXPECT_EQ(again.account.id, account.id);
  EXPECT_EQ(token_of(account.id), "new");
  EXPECT_EQ(f_.count("SELECT count(*) FROM credentials"), 1);
  EXPECT_EQ(f_.count("SELECT count(*) FROM conditions WHERE ended_at IS NULL"), 0);
}

TEST_F(Accounts, AnAccountThatWasRenamedOnInstagramIsFollowed) {
  connect(granted("one"));
  connect(granted("two", "17", "shop_berlin"));
  EXPECT_EQ(in_use(), "shop_berlin");
  EXPECT_EQ(f_.text("SELECT username FROM accounts"), "shop_berlin");
}

TEST_F(Accounts, TwoAccountsNeverShareAName) {
  connect(granted("one"));
  EXPECT_THROW(connect(granted("two", "18", "shop")), Error);
  EXPECT_EQ(f_.count("SELECT count(*) FROM accounts"), 1);
}

TEST_F(Accounts, RemovingErasesTheTokenAndUsesNoneInOneTransaction) {
  const Account account = connect(granted("one")).account;
  const auto snapshots = f_.count("SELECT count(*) FROM chat_settings_history");
  EXPECT_TRUE(remove("@Shop").was_in_use);
  EXPECT_EQ(in_use(), "");
  EXPECT_EQ(f_.count("SELECT count(*) FROM credentials"), 0);
  EXPECT_EQ(f_.text("SELECT state FROM accounts"), "removed");
  EXPECT_EQ(f_.count("SELECT count(*) FROM chat_settings_history"), snapshots + 1);
  EXPECT_THROW(remove("shop"), Error);
  EXPECT_EQ(connect(granted("two")).account.id, account.id);
}

TEST_F(Accounts, PostsThatChoseARemovedAccountGoBackToTheChats) {
  connect(granted("one"));
  const Account cafe = connect(granted("two", "18", "cafe")).account;
  const PostId post = f_.plan(f_.add_item("a.jpg"), std::chrono::hours{5});
  f_.decide([&](post::Decisions& decisions) { return decisions.choose_account(post, cafe.id); });
  EXPECT_EQ(by_operator([](AccountService& service) { return service.get("cafe").open_posts; }), 1);
  EXPECT_EQ(remove("cafe").posts, 1);
  EXPECT_EQ(f_.post(post).account, std::nullopt);
}

TEST_F(Accounts, AnAccountThatIsBeingPublishedWithStays) {
  const Account account = connect(granted("one")).account;
  const PostId post = f_.plan(f_.add_item("a.jpg"), std::chrono::hours{5});
  f_.t.store.bookkeep([&](Bookkeeping& unit) {
    unit.db().execute(
        "UPDATE posts SET state = 'publishing', prepared_account_id = $2 WHERE "
        "id = $1",
        {post, account.id});
  });
  EXPECT_THROW(remove("shop"), Error);
  EXPECT_EQ(f_.text("SELECT state FROM accounts"), "active");
}

TEST_F(Accounts, AnAccountIsFoundByNameInstagramIdAndId) {
  connect(granted("one", "17841400000000001"));
  for (const char* who : {"shop", "@shop", "@SHOP", "17841400000000001", "1"}) {
    EXPECT_EQ(
        by_operator([&](AccountService& service) { return service.get(who); }).account.username,
        "shop")
        << who;
  }
  EXPECT_THROW(by_operator([](AccountService& service) { return service.get("other"); }), Error);
}

TEST_F(Accounts, AMemberMayNotChangeThem) {
  connect(granted("one"));
  f_.t.store.write({"worker:x", "x"}, [&](UnitOfWork& unit) {
    const access::UserProfile bob{static_cast<TelegramUserId>(7), std::nullopt, "Bob", ""};
    access::see_member(unit.chat(f_.chat), bob, access::Sighting::inside);
  });
  const Actor bob{"telegram:7", "Bob"};
  EXPECT_THROW(by(bob, [&](AccountService& service) { return service.remove("shop", {}); }), Error);
  EXPECT_THROW(
      by(bob, [&](AccountService& service) { return service.connect(granted("two"), keys_); }),
      Error);
  EXPECT_THROW(by(bob, [&](AccountService& service) { return service.use("none", {}); }), Error);
  EXPECT_EQ(token_of(static_cast<AccountId>(1)), "one");
}

TEST_F(Accounts, AnEmptyTokenIsNeverStored) {
  const Account account = connect(granted("one")).account;
  EXPECT_THROW(connect(granted("")), Error);
  EXPECT_EQ(token_of(account.id), "one");
}

}  // namespace
}  // namespace igbot
