// SPDX-License-Identifier: MIT
#include "core/access/roles.hpp"

#include <gtest/gtest.h>

#include "tests/support/posting_fixture.hpp"

namespace igbot::access {
namespace {

constexpr TelegramUserId k_olga{1};
constexpr TelegramUserId k_pete{2};

/// A chat with Olga, its owner, and Pete.
class Roles : public ::testing::Test {
 protected:
  Roles() {
    see(k_olga, "olga");
    see(k_pete, "pete");
    change("1", Role::owner);
  }
  void see(TelegramUserId id, const std::string& username) {
    f_.t.store.bookkeep([&](Bookkeeping& unit) {
      see_member(unit, f_.chat, {id, username, username, ""});
    });
  }
  RoleChange change(const std::string& who, Role role, const Actor& by = {"cli:anna", "anna"}) {
    return f_.t.store.write(by, [&](UnitOfWork& unit) {
      return change_role(unit.chat(f_.chat), who, role, "because");
    });
  }
  ErrorKind refusal(const std::string& who, Role role, const Actor& by = {"cli:anna", "anna"}) {
    try {
      change(who, role, by);
    } catch (const Error& error) {
      return error.kind();
    }
    ADD_FAILURE() << "was not refused";
    return ErrorKind::bug;
  }

  test::PostingFixture f_;
};

TEST_F(Roles, AChangeIsKeptWithWhoAndWhy) {
  const RoleChange done = change("@Pete", Role::editor);
  EXPECT_EQ(done.before, Role::member);
  EXPECT_EQ(done.member.standing.role, Role::editor);
  EXPECT_EQ(f_.text("SELECT actor || ' ' || before || ' ' || after || ' ' || reason FROM audit_log "
                    "WHERE entity = 'member' ORDER BY id DESC"),
            "cli:anna member editor because");
}

TEST_F(Roles, TheLastOwnerStaysOwner) {
  EXPECT_EQ(refusal("olga", Role::admin), ErrorKind::conflict);
  change("pete", Role::owner);
  EXPECT_TRUE(change("olga", Role::admin).changed());
}

TEST_F(Roles, AnOwnerWhoLeftDoesNotCountAsTheOtherOne) {
  change("pete", Role::owner);
  f_.t.store.write({"worker:x", "x"}, [&](UnitOfWork& unit) {
    MemberRepository(unit.chat(f_.chat)).set_present(k_pete, false);
  });
  EXPECT_EQ(refusal("olga", Role::member), ErrorKind::conflict);
}

TEST_F(Roles, WhoIsNoMemberGetsNoRole) {
  EXPECT_EQ(refusal("99", Role::editor), ErrorKind::not_found);
  EXPECT_EQ(refusal("@nobody", Role::editor), ErrorKind::not_found);
}

TEST_F(Roles, AMemberOfAnotherChatGetsNoRoleHere) {
  const ChatKey other = f_.add_active_chat(-2002, "others");
  f_.t.store.bookkeep([&](Bookkeeping& unit) {
    see_member(unit, other, {TelegramUserId{9}, "nina", "Nina", ""});
  });
  EXPECT_EQ(refusal("9", Role::editor), ErrorKind::not_found);
  EXPECT_EQ(refusal("@nina", Role::editor), ErrorKind::not_found);
}

TEST_F(Roles, ANameThatTwoMembersHadMustBeGivenAsAnId) {
  see(TelegramUserId{3}, "pete");
  EXPECT_EQ(refusal("pete", Role::editor), ErrorKind::usage);
  EXPECT_TRUE(change("3", Role::editor).changed());
}

TEST_F(Roles, AMemberCannotPromoteThemselvesEvenWhereEveryoneMay) {
  EXPECT_EQ(refusal("pete", Role::owner, {"telegram:2", "Pete"}), ErrorKind::conflict);
  EXPECT_TRUE(change("pete", Role::admin, {"telegram:1", "Olga"}).changed());
}

}  // namespace
}  // namespace igbot::access
