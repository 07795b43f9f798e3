// SPDX-License-Identifier: MIT
#include "core/account/account_choice.hpp"

#include <gtest/gtest.h>

namespace igbot {
namespace {

const InstagramIdentity k_shop{"1784", "shop", "BUSINESS"};
const InstagramIdentity k_cafe{"1785", "cafe", "BUSINESS"};

/// Kind and text of the refusal, or "" for a choice.
std::string refusal(const std::vector<InstagramIdentity>& reached, const WantedAccount& wanted,
                    ErrorKind kind) {
  try {
    choose_account(reached, wanted);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind);
    return error.what();
  }
  return {};
}

TEST(AccountChoice, TheOnlyAccountNeedsNoName) {
  EXPECT_EQ(choose_account({k_shop}, {}).instagram_id, "1784");
  EXPECT_EQ(choose_account({k_shop}, {"1784", "shop"}).username, "shop");
}

TEST(AccountChoice, AnotherAccountThanWantedIsRefusedAndBothAreNamed) {
  for (const WantedAccount& wanted :
       {WantedAccount{"1", ""}, WantedAccount{"", "other"}, WantedAccount{"1784", "other"},
        WantedAccount{"1785", "shop"}}) {
    const std::string why = refusal({k_shop, k_cafe}, wanted, ErrorKind::conflict);
    EXPECT_NE(why.find("belongs to @shop (1784), @cafe (1785)"), std::string::npos) << why;
  }
}

TEST(AccountChoice, OfSeveralOneIsChosenByNameOrIdAndElseTheyAreListed) {
  EXPECT_EQ(choose_account({k_shop, k_cafe}, {"1785", ""}).username, "cafe");
  EXPECT_EQ(choose_account({k_shop, k_cafe}, {"", "cafe"}).instagram_id, "1785");
  const std::string why = refusal({k_shop, k_cafe}, {}, ErrorKind::usage);
  EXPECT_NE(why.find("@shop (1784), @cafe (1785)"), std::string::npos) << why;
}

TEST(AccountChoice, PersonalAccountsAreRefusedAndCreatorsWarned) {
  const InstagramIdentity personal{"1", "me", "PERSONAL"};
  EXPECT_NE(refusal({personal}, {}, ErrorKind::conflict).find("personal account"),
            std::string::npos);
  for (const char* type : {"MEDIA_CREATOR", "CREATOR"}) {
    EXPECT_TRUE(warning_about({"1", "me", type}).has_value()) << type;
  }
  EXPECT_FALSE(warning_about(k_shop).has_value());
  EXPECT_FALSE(warning_about({"1", "me", ""}).has_value());
}

TEST(AccountChoice, ATokenThatReachesNothingIsRefused) {
  EXPECT_NE(refusal({}, {}, ErrorKind::conflict).find("no Instagram account"), std::string::npos);
}

TEST(AccountChoice, ATokenSaysWhoseLoginItIs) {
  EXPECT_EQ(login_of_token(Secret("EAAB123")), AccountLogin::facebook);
  EXPECT_EQ(login_of_token(Secret("IGAA123")), AccountLogin::instagram);
  EXPECT_EQ(login_of_token(Secret("x")), AccountLogin::instagram);
}

}  // namespace
}  // namespace igbot
