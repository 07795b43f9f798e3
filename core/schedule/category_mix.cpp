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
  // Everything times the sum of weights and times 2n - 2: whole numbers, so ties are ties.
  const auto places = static_cast<std::int64_t>(std::max<std::size_t>(2 * accounts_.size(), 4) - 2);
  struct Claim {
    std::string category;
    std::int64_t weight;
    std::int64_t deficit;
    /// Whether it may have the slot without ever getting a whole slot too many, and how much it
    /// lacks to be a whole slot behind: over `weight`, the slots that may pass until then.
    bool eligible;
    std::int64_t slack;
  };
  std::vector<Claim> claims;
  claims.reserve(accounts_.size());
  for (const Account& account : accounts_) {
    const std::int64_t deficit =
        account.share.weight * (total_assigned_ + 1) - total_weight_ * account.assigned;
    claims.push_back({account.share.category, account.share.weight, deficit,
                      deficit * places >= total_weight_,
                      total_weight_ * (places - 1) - deficit * places});
  }
  std::sort(claims.begin(), claims.end(), [](const Claim& left, const Claim& right) {
    if (left.eligible != right.eligible) return left.eligible;
    const std::int64_t a = left.eligible ? left.slack * right.weight : -left.deficit;
    const std::int64_t b = right.eligible ? right.slack * left.weight : -right.deficit;
    if (a != b) return a < b;
    if (left.weight != right.weight) return left.weight > right.weight;
    return left.category < right.category;
  });
  std::vector<std::string> categories;
  categories.reserve(claims.size());
  for (Claim& claim : claims) categories.push_back(std::move(claim.category));
  return categories;
}

void CategoryBalance::assign(const std::string& category) {
  for (Account& account : accounts_) {
    if (account.share.category != category) continue;
    ++account.assigned;
    ++total_assigned_;
  }
}

ShareAccount CategoryBalance::account_of(const std::string& category) const {
  for (const Account& account : accounts_) {
    if (account.share.category != category) continue;
    return {account.share.weight, total_weight_, account.assigned, total_assigned_};
  }
  return {};
}

}  // namespace igbot::schedule
