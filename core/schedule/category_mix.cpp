// SPDX-License-Identifier: MIT
#include "core/schedule/category_mix.hpp"

#include <algorithm>

namespace igbot::schedule {

std::vector<CategoryShare> equal_shares(const std::vector<std::string>& categories) {
  std::vector<CategoryShare> shares;
  shares.reserve(categories.size());
  for (const std::string& category : categories) shares.push_back({category, 1});
  return shares;
}

CategoryBalance::CategoryBalance(std::vector<CategoryShare> shares,
                                 const std::map<std::string, std::int64_t>& assigned) {
  for (CategoryShare& share : shares) {
    if (share.weight <= 0) continue;
    const auto found = assigned.find(share.category);
    const std::int64_t count = found == assigned.end() ? 0 : found->second;
    total_weight_ += share.weight;
    total_assigned_ += count;
    accounts_.push_back({std::move(share), count});
  }
}

std::vector<std::string> CategoryBalance::neediest() const {
  // Deficits times the sum of weights: whole numbers, so ties are ties.
  const auto deficit = [this](const Account& account) {
    return account.share.weight * (total_assigned_ + 1) - total_weight_ * account.assigned;
  };
  std::vector<Account> order = accounts_;
  std::sort(order.begin(), order.end(), [&](const Account& left, const Account& right) {
    const std::int64_t a = deficit(left);
    const std::int64_t b = deficit(right);
    if (a != b) return a > b;
    if (left.share.weight != right.share.weight) return left.share.weight > right.share.weight;
    return left.share.category < right.share.category;
  });
  std::vector<std::string> categories;
  categories.reserve(order.size());
  for (Account& account : order) categories.push_back(std::move(account.share.category));
  return categories;
}

void CategoryBalance::assign(const std::string& category) {
  for (Account& account : accounts_) {
    if (account.share.category != category) continue;
    ++account.assigned;
    ++total_assigned_;
  }
}

}  // namespace igbot::schedule
