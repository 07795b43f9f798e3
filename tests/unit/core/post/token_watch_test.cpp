// SPDX-License-Identifier: MIT
#include "core/post/token_watch.hpp"

#include <gtest/gtest.h>

#include "core/account/account_service.hpp"
#include "core/post/lease.hpp"
#include "core/post/outbox_drain.hpp"
#include "tests/support/fake_instagram.hpp"
#include "tests/support/posting_fixture.hpp"
#include "tests/support/query_plans.hpp"

namespace igbot::post {
namespace {

using std::chrono::days;
using std::chrono::hours;

/// A chat with one account whose token lives for 60 days.
class TokenWatch : public ::testing::Test {
 protected:
  TokenWatch() {
    platform_.grant("old token", "17", "shop");
    platform_.grant("new token", "17", "shop");
    account_ = connect({.identity = {"17", "shop", "BUSINESS"},
                        .issued = {Secret("old token"), f_.t.clock.now() + days{60}},
                        .issued_at = f_.t.clock.now()});
  }

  AccountId connect(const VerifiedToken& verified) {
    return f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
      return AccountService(unit, f_.chat).connect(verified, keys_).account.id;
    });
  }

  /// One run; its problems are in problems_.
  void watch() {
    Worker worker(
        f_.t.store, f_.messenger,
        [](ChatKey, const media::MediaItem&) { return std::filesystem::path(); },
        {"worker:test", "test"}, "other-host/1/1", std::nullopt);
    watch_tokens(worker, access_, std::nullopt);
    drain_outbox(worker, std::nullopt);
    problems_ = worker.report.problems();
  }
  void watch_after(std::chrono::milliseconds wait) {
    f_.t.clock.advance(wait);
    watch();
  }

  std::string token() {
    return f_.t.store.read([&](UnitOfWork& unit) {
      const auto opened = open_token(unit.chat(f_.chat), account_, keys_);
      return opened ? opened->token.reveal() : std::string("none");
    });
  }
  std::string state() { return f_.text("SELECT state FROM accounts"); }
  int told(const std::string& words) const {
    int count = 0;
    for (const auto& message : f_.messenger.sent) {
      if (message.html.find(words) != std::string::npos) ++count;
    }
    return count;
  }

  test::PostingFixture f_;
  test::FakeInstagram platform_{f_.t.clock};
  crypto::KeyRing keys_ = crypto::KeyRing::parse(crypto::generate_key());
  InstagramAccess access_{[this] { return keys_; },
                          [this]() -> InstagramLogin& { return platform_; }};
  AccountId account_{};
  std::vector<Problem> problems_;
};

TEST_F(TokenWatch, NothingIsBuiltWhileNothingIsDue) {
  access_ = {[]() -> crypto::KeyRing { throw Error(ErrorKind::bug, "keys were asked for"); },
             []() -> InstagramLogin& { throw Error(ErrorKind::bug, "a login was asked for"); }};
  watch_after(days{45});
  EXPECT_TRUE(f_.messenger.sent.empty());
  EXPECT_TRUE(problems_.empty());
}

TEST_F(TokenWatch, TheLookHasItsIndexes) {
  f_.t.store.read([&](UnitOfWork& unit) {
    test::PlanningConnection planning(unit.db());
    UnitOfWork planned(planning, unit.now(), Actor{});
    watched_tokens(planned, std::nullopt);
    EXPECT_GT(planning.steps(), 0u);
    for (const std::string& scan : planning.scans()) EXPECT_EQ(scan, "SCAN w");
  });
}

TEST_F(TokenWatch, ATokenWithLittleLeftIsRenewed) {
  watch_after(days{51});
  EXPECT_EQ(token(), "new token");
  EXPECT_EQ(platform_.refreshed, 1);
  EXPECT_TRUE(problems_.empty());
  watch_after(days{1});
  EXPECT_EQ(platform_.refreshed, 1);
}

TEST_F(TokenWatch, ANewTokenOfAnotherAccountNeverReplacesTheOld) {
  platform_.reaches["new token"] = {{"99", "other", "BUSINESS"}};
  watch_after(days{51});
  EXPECT_EQ(token(), "old token");
  EXPECT_EQ(state(), "active");
}

TEST_F(TokenWatch, AnEmptyTokenNeverReplacesTheOld) {
  platform_.new_token.clear();
  watch_after(days{51});
  EXPECT_EQ(token(), "old token");
  EXPECT_EQ(state(), "active");
}

TEST_F(TokenWatch, AnOutageKeepsTheTokenAndIsTriedAgainInAFewHours) {
  platform_.down = true;
  watch_after(days{51});
  watch_after(hours{1});
  EXPECT_EQ(platform_.refreshed, 1);
  EXPECT_EQ(token(), "old token");
  platform_.down = false;
  watch_after(hours{3});
  EXPECT_EQ(token(), "new token");
}

TEST_F(TokenWatch, EachThresholdIsToldOnce) {
  platform_.refresh_refused = true;
  for (int hour = 0; hour < 60 * 24 - 1; ++hour) watch_after(hours{1});
  EXPECT_EQ(told("less than 14 days"), 1);
  EXPECT_EQ(told("less than 7 days"), 1);
  EXPECT_EQ(told("less than 3 days"), 1);
  EXPECT_EQ(told("less than 1 day "), 1);
  EXPECT_EQ(f_.messenger.sent.size(), 4u);
  EXPECT_EQ(told("igbotctl account connect --chat -1001 --login instagram"), 4);
}

TEST_F(TokenWatch, AfterALongSleepOnlyWhatAppliesIsTold) {
  platform_.down = true;
  watch_after(days{58});
  EXPECT_EQ(f_.messenger.sent.size(), 1u);
  EXPECT_EQ(told("less than 3 days"), 1);
  ASSERT_EQ(problems_.size(), 1u);
  EXPECT_EQ(problems_[0].kind, ErrorKind::auth);
}

TEST_F(TokenWatch, AnExpiredTokenIsDeadAndToldOnceUntilItIsConnectedAgain) {
  watch_after(days{61});
  EXPECT_EQ(state(), "dead");
  EXPECT_EQ(platform_.refreshed, 0);
  EXPECT_EQ(told("igbotctl account connect --chat -1001 --login instagram"), 1);
  ASSERT_EQ(problems_.size(), 1u);
  EXPECT_EQ(problems_[0].kind, ErrorKind::auth);
  watch_after(hours{1});
  EXPECT_EQ(f_.messenger.sent.size(), 1u);
  EXPECT_TRUE(problems_.empty());
  connect({.identity = {"17", "shop", "BUSINESS"},
           .issued = {Secret("new token"), f_.t.clock.now() + days{60}},
           .issued_at = f_.t.clock.now()});
  EXPECT_EQ(state(), "active");
  EXPECT_EQ(f_.count("SELECT count(*) FROM conditions WHERE ended_at IS NULL"), 0);
}

TEST_F(TokenWatch, ATokenThatIsRefusedIsDead) {
  platform_.reaches.clear();
  watch_after(days{51});
  EXPECT_EQ(state(), "dead");
  EXPECT_EQ(told("refuses the token (190)"), 1);
}

TEST_F(TokenWatch, OneThatCannotBeRenewedButWorksIsKept) {
  platform_.refresh_refused = true;
  watch_after(days{51});
  EXPECT_EQ(state(), "active");
  EXPECT_EQ(token(), "old token");
}

TEST_F(TokenWatch, APastedTokenIsRenewedAfterADayToLearnHowLongItLives) {
  connect({.identity = {"17", "shop", "BUSINESS"},
           .issued = {Secret("old token"), std::nullopt},
           .issued_at = std::nullopt});
  watch_after(hours{23});
  EXPECT_EQ(platform_.refreshed, 0);
  watch_after(hours{1});
  EXPECT_EQ(platform_.refreshed, 1);
  EXPECT_EQ(token(), "new token");
  watch_after(days{2});
  EXPECT_EQ(platform_.refreshed, 1);
}

TEST_F(TokenWatch, AKeyThatIsMissingKillsNoAccountAndIsToldOnce) {
  access_.keys = [] { return crypto::KeyRing::parse(crypto::generate_key()); };
  watch_after(days{51});
  EXPECT_EQ(state(), "active");
  ASSERT_EQ(problems_.size(), 1u);
  watch_after(hours{1});
  EXPECT_TRUE(problems_.empty());
}

}  // namespace
}  // namespace igbot::post
