// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace igbot::schedule {

/// A category's part of all posts: `weight` out of the sum of all weights (basis points in a mix).
struct CategoryShare {
  std::string category;
  std::int64_t weight = 0;
  bool operator==(const CategoryShare&) const = default;
};

/// The shares of categories that all count the same.
std::vector<CategoryShare> equal_shares(const std::vector<std::string>& categories);

/// What a category is owed of all posts, and what it has got.
struct ShareAccount {
  std::int64_t weight = 0;
  std::int64_t total_weight = 0;
  std::int64_t assigned = 0;
  std::int64_t total_assigned = 0;
};

/// Which category is owed the next slot. Categories outside the shares, or with none, are never
/// chosen.
class CategoryBalance {
 public:
  /// `assigned`: posts per category since the shares began; other categories in it do not count.
  CategoryBalance(std::vector<CategoryShare> shares,
                  const std::map<std::string, std::int64_t>& assigned);

  /// Every category with a share, the one to get the next slot first. That is, of the categories
  /// whose deficit share·(k+1) − assigned is worth a slot, the one that would be a whole slot
  /// behind soonest; so, as long as each gets what it is owed, every category stays within one slot
  /// of its share (Tijdeman, The chairman assignment problem, 1980), which the largest deficit
  /// alone does not give with many categories. The others follow by deficit.
  std::vector<std::string> neediest() const;
  void assign(const std::string& category);
  /// How the category stands; zeros for one without a share.
  ShareAccount account_of(const std::string& category) const;

 private:
  struct Account {
    CategoryShare share;
    std::int64_t assigned = 0;
  };

  std::vector<Account> accounts_;
  std::int64_t total_weight_ = 0;
  std::int64_t total_assigned_ = 0;
};

}  // namespace igbot::schedule
