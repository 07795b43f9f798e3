// SPDX-License-Identifier: MIT
#include "core/account/token_life.hpp"

#include <gtest/gtest.h>

namespace igbot {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

constexpr Timestamp k_present = from_millis(1'790'000'000'000);

TEST(TokenLife, AnInstagramTokenIsRenewedWithLessThanTenDaysLeftAndADayOfAge) {
  const auto need = [](milliseconds left, milliseconds age) {
    return token_need({AccountLogin::instagram, k_present + left, k_present - age, false},
                      k_present);
  };
  EXPECT_EQ(need(days{10}, days{50}), TokenNeed::nothing);
  EXPECT_EQ(need(days{10} - milliseconds{1}, days{50}), TokenNeed::renewal);
  EXPECT_EQ(need(days{1}, hours{24}), TokenNeed::renewal);
  EXPECT_EQ(need(days{1}, hours{24} - milliseconds{1}), TokenNeed::nothing);
  EXPECT_EQ(need(milliseconds{1}, days{50}), TokenNeed::renewal);
  EXPECT_EQ(need(milliseconds{0}, days{50}), TokenNeed::person);
  EXPECT_EQ(need(-days{3}, hours{1}), TokenNeed::person);
}

TEST(TokenLife, AFacebookTokenIsExchangedAtAnyAge) {
  EXPECT_EQ(token_need({AccountLogin::facebook, k_present + days{9}, k_present, false}, k_present),
            TokenNeed::renewal);
  EXPECT_EQ(token_need({AccountLogin::facebook, k_present + days{11}, k_present, false}, k_present),
            TokenNeed::nothing);
}

TEST(TokenLife, APastedTokenIsRenewedOnceItIsADayOldAndOneThatNeverExpiresIsNot) {
  const TokenLife pasted{AccountLogin::instagram, std::nullopt, k_present - hours{24}, true};
  EXPECT_EQ(token_need(pasted, k_present), TokenNeed::renewal);
  EXPECT_EQ(token_need(pasted, k_present - hours{1}), TokenNeed::nothing);
  EXPECT_EQ(
      token_need({AccountLogin::facebook, std::nullopt, k_present - days{90}, false}, k_present),
      TokenNeed::nothing);
}

TEST(TokenLife, OfTheWarningsOnlyTheLastThresholdApplies) {
  const auto warning = [](milliseconds left) { return token_warning(k_present + left, k_present); };
  EXPECT_EQ(warning(days{14}), std::nullopt);
  EXPECT_EQ(warning(days{14} - milliseconds{1}), 14);
  EXPECT_EQ(warning(days{7}), 14);
  EXPECT_EQ(warning(days{7} - milliseconds{1}), 7);
  EXPECT_EQ(warning(days{3} - milliseconds{1}), 3);
  EXPECT_EQ(warning(hours{23}), 1);
  EXPECT_EQ(warning(milliseconds{0}), std::nullopt);
  EXPECT_EQ(token_warning(std::nullopt, k_present), std::nullopt);
}

TEST(TokenLife, DaysLeftAreWholeDays) {
  EXPECT_EQ(token_days(k_present + days{3} + hours{23}, k_present), 3);
  EXPECT_EQ(token_days(k_present - hours{1}, k_present), -1);
  EXPECT_EQ(token_days(std::nullopt, k_present), std::nullopt);
}

}  // namespace
}  // namespace igbot
