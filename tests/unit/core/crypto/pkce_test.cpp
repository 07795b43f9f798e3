// SPDX-License-Identifier: MIT
#include "core/crypto/pkce.hpp"

#include <gtest/gtest.h>

namespace igbot::crypto {
namespace {

// RFC 7636, appendix B.
TEST(Pkce, TheChallengeIsTheOneOfTheStandard) {
  EXPECT_EQ(pkce_challenge(Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(Pkce, VerifiersAreLongOfAllowedLettersAndNeverTheSame) {
  const std::string one = pkce_verifier().reveal();
  EXPECT_EQ(one.size(), 64U);
  EXPECT_EQ(
      one.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
      std::string::npos);
  EXPECT_NE(one, pkce_verifier().reveal());
}

}  // namespace
}  // namespace igbot::crypto
