// SPDX-License-Identifier: MIT
#include "providers/instagram/graph_usage.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace igbot::instagram {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr Timestamp k_noon = from_millis(1'790'000'000'000);

Usage usage_of(const std::string& app, const std::string& business) {
  return usage_in({200, {{"X-App-Usage", app}, {"X-Business-Use-Case-Usage", business}}, "{}"});
}

TEST(GraphUsage, TheHighestFigureCounts) {
  const Usage usage =
      usage_of(R"({"call_count":28,"total_time":25,"total_cputime":96})",
               R"({"1":[{"call_count":3,"total_cputime":40,"total_time":2},{"call_count":7}],)"
               R"("2":[{"call_count":50,"estimated_time_to_regain_access":0}]})");
  EXPECT_EQ(usage.app_percent, 96);
  EXPECT_EQ(usage.account_percent, 50);
  EXPECT_FALSE(usage.wait);
}

TEST(GraphUsage, NonsenseSaysNothing) {
  for (const std::string& nonsense : std::vector<std::string>{
           "", "x", "[]", "17", R"({"1":5})", R"({"1":[5,null]})",
           R"({"call_count":"99","1":[{"estimated_time_to_regain_access":"9"}]})",
           R"({"call_count":-3,"1":[{"estimated_time_to_regain_access":-9}]})",
           R"({"call_count":99,"call_count":1})"}) {
    const Usage usage = usage_of(nonsense, nonsense);
    EXPECT_EQ(usage.app_percent, 0) << nonsense;
    EXPECT_EQ(usage.account_percent, 0) << nonsense;
    EXPECT_FALSE(usage.wait) << nonsense;
  }
}

TEST(GraphUsage, AWaitIsAtMostADay) {
  const Usage usage =
      usage_of("", R"({"1":[{"estimated_time_to_regain_access":9000000000000000000}]})");
  EXPECT_EQ(usage.wait, std::chrono::hours(24));
}

TEST(GraphUsage, AnAppNearItsLimitStopsAllItsAccounts) {
  UsageGuard guard;
  guard.note(AccountLogin::instagram, "1", {.app_percent = 94}, k_noon);
  EXPECT_FALSE(guard.wait(AccountLogin::instagram, "1", k_noon));
  guard.note(AccountLogin::instagram, "1", {.app_percent = 95}, k_noon);
  EXPECT_EQ(guard.wait(AccountLogin::instagram, "2", k_noon), k_wait_when_nearly_used_up);
  EXPECT_FALSE(guard.wait(AccountLogin::facebook, "1", k_noon));
}

TEST(GraphUsage, AnAccountThatHasToWaitWaitsAlone) {
  UsageGuard guard;
  guard.note(AccountLogin::instagram, "1", {.wait = minutes(17)}, k_noon);
  guard.note(AccountLogin::instagram, "2", {.account_percent = 99}, k_noon);
  EXPECT_EQ(guard.wait(AccountLogin::instagram, "1", k_noon + minutes(2)), minutes(15));
  EXPECT_EQ(guard.wait(AccountLogin::instagram, "2", k_noon), k_wait_when_nearly_used_up);
  EXPECT_FALSE(guard.wait(AccountLogin::instagram, "3", k_noon));
  EXPECT_FALSE(guard.wait(AccountLogin::instagram, "1", k_noon + minutes(17)));
}

TEST(GraphUsage, AShorterWaitDoesNotEndALongerOne) {
  UsageGuard guard;
  guard.note(AccountLogin::instagram, "1", {.wait = minutes(17)}, k_noon);
  guard.note(AccountLogin::instagram, "1", {.wait = minutes(1)}, k_noon);
  EXPECT_EQ(guard.wait(AccountLogin::instagram, "1", k_noon), minutes(17));
}

}  // namespace
}  // namespace igbot::instagram
