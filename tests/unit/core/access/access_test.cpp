// SPDX-License-Identifier: MIT
#include "core/access/access.hpp"

#include <gtest/gtest.h>

namespace igbot::access {
namespace {

constexpr Role k_all_roles[] = {Role::member, Role::editor, Role::admin, Role::owner};
constexpr Right k_all_rights[] = {Right::look, Right::post, Right::manage, Right::administer};

/// What a house allows, a row per role and in it a digit per right.
struct Rule {
  const char* name;
  House house;
  const char* allowed[4];
};

constexpr Rule k_rules[] = {
    {"everyone", {AccessPolicy::everyone, false}, {"1110", "1110", "1111", "1111"}},
    {"roles", {AccessPolicy::roles, false}, {"1000", "1100", "1111", "1111"}},
    {"everyone in a channel", {AccessPolicy::everyone, true}, {"1000", "1000", "1111", "1111"}},
    {"roles in a channel", {AccessPolicy::roles, true}, {"1000", "1000", "1111", "1111"}},
};

TEST(Access, FollowsTheTable) {
  for (const Rule& rule : k_rules) {
    for (std::size_t role = 0; role < 4; ++role) {
      for (std::size_t right = 0; right < 4; ++right) {
        const Standing who{k_all_roles[role], false, true};
        EXPECT_EQ(may(rule.house, who, k_all_rights[right]), rule.allowed[role][right] == '1')
            << rule.name << ", " << to_string(who.role) << ", right " << right;
      }
    }
  }
}

TEST(Access, AnAdministratorOfTheTelegramChatIsAnAdminWhateverTheRole) {
  for (const Rule& rule : k_rules) {
    for (const Role role : k_all_roles) {
      for (const Right right : k_all_rights) {
        EXPECT_TRUE(may(rule.house, Standing{role, true, true}, right)) << rule.name;
      }
    }
  }
}

TEST(Access, WhoLeftMayNothingWhateverTheyWere) {
  for (const Rule& rule : k_rules) {
    for (const Role role : k_all_roles) {
      for (const Right right : k_all_rights) {
        EXPECT_FALSE(may(rule.house, Standing{role, false, false}, right)) << rule.name;
        EXPECT_FALSE(may(rule.house, Standing{role, true, false}, right)) << rule.name;
      }
    }
  }
}

TEST(Access, WhoIsUnknownMayNothing) {
  for (const Rule& rule : k_rules) {
    for (const Right right : k_all_rights) EXPECT_FALSE(may(rule.house, std::nullopt, right));
  }
}

TEST(Access, RolesHaveTheNamesTheyAreReadBy) {
  for (const Role role : k_all_roles) EXPECT_EQ(role_from(to_string(role)), role);
  EXPECT_EQ(role_from("boss"), std::nullopt);
}

}  // namespace
}  // namespace igbot::access
