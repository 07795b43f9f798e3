// SPDX-License-Identifier: MIT
#include "core/access/member_repository.hpp"

#include <gtest/gtest.h>

#include "tests/support/posting_fixture.hpp"

namespace igbot::access {
namespace {

constexpr TelegramUserId k_ben{5};

class Members : public ::testing::Test {
 protected:
  void see(const UserProfile& profile) {
    f_.t.store.bookkeep([&](Bookkeeping& unit) { see_member(unit, f_.chat, profile); });
  }
  template <typename Body>
  auto change(Body body) {
    return f_.t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
      MemberRepository members(unit.chat(f_.chat));
      return body(members);
    });
  }
  std::vector<Member> all(ChatKey chat) {
    return f_.t.store.read(
        [&](UnitOfWork& unit) { return MemberRepository(unit.chat(chat)).all(); });
  }

  test::PostingFixture f_;
};

TEST_F(Members, SeeingSomebodyMakesThemAMemberOnceAndFollowsTheirProfile) {
  see({k_ben, "ben", "Ben", ""});
  f_.t.clock.advance(std::chrono::minutes{5});
  see({k_ben, "benny", "Ben", "Hill"});
  const auto members = all(f_.chat);
  ASSERT_EQ(members.size(), 1u);
  EXPECT_EQ(members[0].profile.name(), "Ben Hill");
  EXPECT_EQ(members[0].profile.username, "benny");
  EXPECT_EQ(members[0].standing.role, Role::member);
  EXPECT_TRUE(members[0].standing.is_present);
  EXPECT_EQ(*members[0].last_seen_at - members[0].joined_at, std::chrono::minutes{5});
}

TEST_F(Members, AMemberOfOneChatIsNoneOfAnother) {
  see({k_ben, "ben", "Ben", ""});
  const ChatKey other = f_.add_active_chat(-2002, "others");
  EXPECT_TRUE(all(other).empty());
}

TEST_F(Members, WhoLeftAndPressesAButtonIsNotPresentForThat) {
  see({k_ben, "ben", "Ben", ""});
  change([](MemberRepository& m) { m.set_present(k_ben, false); });
  f_.t.store.bookkeep([&](Bookkeeping& unit) {
    see_member(unit, f_.chat, {k_ben, "ben", "Benny", ""}, Sighting::pressed);
  });
  EXPECT_FALSE(all(f_.chat)[0].standing.is_present);
  EXPECT_EQ(all(f_.chat)[0].profile.name(), "Benny");
}

TEST_F(Members, WhoLeftAndIsSeenAgainIsPresentAndKeepsTheRole) {
  see({k_ben, "ben", "Ben", ""});
  change([](MemberRepository& m) { m.set_role(k_ben, Role::editor, std::nullopt); });
  change([](MemberRepository& m) { m.set_present(k_ben, false); });
  EXPECT_FALSE(all(f_.chat)[0].standing.is_present);
  see({k_ben, "ben", "Ben", ""});
  EXPECT_TRUE(all(f_.chat)[0].standing.is_present);
  EXPECT_EQ(all(f_.chat)[0].standing.role, Role::editor);
}

TEST_F(Members, AUsernameIsFoundInAnyCase) {
  see({k_ben, "BenHill", "Ben", ""});
  EXPECT_EQ(change([](MemberRepository& m) { return m.find_by_username("benhill").size(); }), 1u);
}

TEST_F(Members, ARoleThatIsSoAlreadyWritesNothing) {
  see({k_ben, "ben", "Ben", ""});
  const auto audits = f_.count("SELECT count(*) FROM audit_log");
  change([](MemberRepository& m) { m.set_role(k_ben, Role::member, std::nullopt); });
  EXPECT_EQ(f_.count("SELECT count(*) FROM audit_log"), audits);
}

TEST_F(Members, WhoHasNoNameIsCalledByWhatThereIs) {
  EXPECT_EQ((UserProfile{k_ben, "ben", "", ""}.name()), "@ben");
  EXPECT_EQ((UserProfile{k_ben, std::nullopt, "", ""}.name()), "5");
}

}  // namespace
}  // namespace igbot::access
