// SPDX-License-Identifier: MIT
#include "core/schedule/category_mix.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/schedule/seeded.hpp"

namespace igbot::schedule {
namespace {

/// Assigns `count` slots one after the other, always to the neediest category.
std::map<std::string, std::int64_t> assign(CategoryBalance balance, int count) {
  std::map<std::string, std::int64_t> given;
  for (int i = 0; i < count; ++i) {
    const std::string category = balance.neediest().front();
    balance.assign(category);
    ++given[category];
  }
  return given;
}

TEST(CategoryBalance, KeepsEveryShareWithinOneSlotOfTheMix) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const std::uint64_t categories = 1 + seeded_hash({seed}) % 12;
    std::vector<CategoryShare> shares;
    std::int64_t total = 0;
    for (std::uint64_t i = 0; i < categories; ++i) {
      const auto weight = static_cast<std::int64_t>(1 + seeded_hash({seed, i}) % 5000);
      shares.push_back({"c" + std::to_string(i), weight});
      total += weight;
    }
    CategoryBalance balance(shares, {});
    std::map<std::string, std::int64_t> given;
    for (int slots = 1; slots <= 200; ++slots) {
      const std::string category = balance.neediest().front();
      balance.assign(category);
      ++given[category];
      for (const CategoryShare& share : shares) {
        const double wanted =
            static_cast<double>(share.weight) * slots / static_cast<double>(total);
        ASSERT_LE(std::abs(static_cast<double>(given[share.category]) - wanted), 1.0)
            << "seed " << seed << " after " << slots;
      }
    }
  }
}

TEST(CategoryBalance, KeepsSharesThatTheLargestDeficitAloneWouldLeaveMoreThanOneSlotBehind) {
  std::vector<CategoryShare> shares;
  for (const std::int64_t weight : {19, 11, 238, 94, 39, 3742, 4, 3742, 89}) {
    shares.push_back({"c" + std::to_string(shares.size()), weight});
  }
  CategoryBalance balance(shares, {});
  std::map<std::string, std::int64_t> given;
  for (int slots = 1; slots <= 400; ++slots) {
    const std::string category = balance.neediest().front();
    balance.assign(category);
    ++given[category];
    for (const CategoryShare& share : shares) {
      const double wanted = static_cast<double>(share.weight) * slots / 7978.0;
      ASSERT_LT(std::abs(static_cast<double>(given[share.category]) - wanted), 1.0)
          << share.category << " after " << slots;
    }
  }
}

TEST(CategoryBalance, DoesNotStarveASmallShare) {
  const auto given = assign(CategoryBalance({{"big", 9900}, {"small", 100}}, {}), 200);
  EXPECT_EQ(given.at("small"), 2);
}

TEST(CategoryBalance, CountsWhatWasAssignedBefore) {
  CategoryBalance balance({{"memes", 7000}, {"merch", 3000}}, {{"memes", 7}, {"merch", 0}});
  EXPECT_EQ(balance.neediest().front(), "merch");
}

TEST(CategoryBalance, DoesNotCountCategoriesOutsideTheMix) {
  CategoryBalance balance({{"a", 5000}, {"b", 5000}}, {{"b", 1}, {"elsewhere", 1000}});
  EXPECT_EQ(balance.neediest(), (std::vector<std::string>{"a", "b"}));
}

TEST(CategoryBalance, NeverNamesACategoryWithoutAShare) {
  CategoryBalance balance({{"a", 10000}, {"never", 0}}, {});
  EXPECT_EQ(balance.neediest(), std::vector<std::string>{"a"});
}

TEST(CategoryBalance, OrdersAllCategoriesByWhatTheyAreOwed) {
  CategoryBalance balance({{"a", 2000}, {"b", 5000}, {"c", 3000}}, {});
  EXPECT_EQ(balance.neediest(), (std::vector<std::string>{"b", "c", "a"}));
}

}  // namespace
}  // namespace igbot::schedule
