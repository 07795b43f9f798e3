// SPDX-License-Identifier: MIT
#include "core/access/chat_invites.hpp"

#include <gtest/gtest.h>

#include "tests/support/posting_fixture.hpp"

namespace igbot::access {
namespace {

class Invites : public ::testing::Test {
 protected:
  template <typename Body>
  auto change(Body body) {
    return f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
      ChatInvites invites(unit);
      return body(invites);
    });
  }
  NewInvite create() {
    return change([](ChatInvites& invites) { return invites.create(); });
  }
  /// Nothing when it was accepted.
  std::optional<ErrorKind> redeem(const std::string& token) {
    try {
      f_.t.store.write({"telegram:7", "Mia"},
                       [&](UnitOfWork& unit) { ChatInvites(unit).redeem(token, f_.chat); });
    } catch (const Error& error) {
      return error.kind();
    }
    return std::nullopt;
  }

  test::PostingFixture f_;
};

TEST_F(Invites, WorkOnce) {
  const auto made = create();
  EXPECT_EQ(redeem(made.token.reveal()), std::nullopt);
  EXPECT_EQ(redeem(made.token.reveal()), ErrorKind::conflict);
}

TEST_F(Invites, WorkForSevenDays) {
  const auto first = create();
  f_.t.clock.advance(std::chrono::hours{24 * 7} - std::chrono::milliseconds{1});
  EXPECT_EQ(redeem(first.token.reveal()), std::nullopt);
  const auto second = create();
  f_.t.clock.advance(std::chrono::hours{24 * 7});
  EXPECT_EQ(redeem(second.token.reveal()), ErrorKind::conflict);
}

TEST_F(Invites, NobodyGuessesOne) {
  create();
  EXPECT_EQ(redeem("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), ErrorKind::not_found);
  EXPECT_EQ(redeem(""), ErrorKind::not_found);
}

TEST_F(Invites, TheTokenIsKeptNowhere) {
  const auto made = create();
  const auto found = f_.t.store.read([&](UnitOfWork& unit) {
    return unit.db()
        .execute(
            "SELECT (SELECT count(*) FROM chat_invites WHERE token_hash LIKE $1) + (SELECT "
            "count(*) FROM audit_log WHERE coalesce(before, '') || coalesce(after, '') LIKE $1)",
            {"%" + made.token.reveal() + "%"})
        .front()
        .integer(0);
  });
  EXPECT_EQ(found, 0);
}

TEST_F(Invites, TwoAreNeverAlike) { EXPECT_NE(create().token.reveal(), create().token.reveal()); }

TEST_F(Invites, ARevokedOneDoesNotWork) {
  const auto made = create();
  change([&](ChatInvites& invites) { invites.revoke(made.invite.id); });
  EXPECT_EQ(redeem(made.token.reveal()), ErrorKind::not_found);
  EXPECT_THROW(change([&](ChatInvites& invites) { invites.revoke(made.invite.id); }), Error);
}

TEST_F(Invites, OnlyOpenOnesAreListed) {
  const auto used = create();
  create();
  EXPECT_EQ(redeem(used.token.reveal()), std::nullopt);
  EXPECT_EQ(change([](ChatInvites& invites) {
              static_cast<void>(invites.create());
              return invites.open().size();
            }),
            2u);
}

}  // namespace
}  // namespace igbot::access
