// SPDX-License-Identifier: MIT
#include "core/media/runway.hpp"

#include <functional>
#include <queue>
#include <utility>

#include "core/schedule/mix_repository.hpp"

namespace igbot::media {
namespace {

using std::chrono::days;

/// From which day on it may be chosen: 0 is today.
int free_from(const StockedContent& content, Timestamp now) {
  if (!content.locked_until || *content.locked_until <= now) return 0;
  const auto locked = std::chrono::ceil<days>(*content.locked_until - now).count();
  return locked > k_longest_runway ? k_longest_runway : static_cast<int>(locked);
}

/// The contents of every category and when each may be chosen.
class Stock {
 public:
  explicit Stock(const RunwayBasis& basis) : rest_(basis.repost_ttl_days) {
    for (const StockedContent& stocked : basis.stock) {
      const int day = free_from(stocked, basis.now);
      free_from_[stocked.content] = day;
      by_category_[stocked.category].push({day, stocked.content});
    }
  }

  /// Posts something of the category on that day; false when it has nothing.
  bool take(const std::string& category, int day) {
    Contents& contents = by_category_[category];
    while (!contents.empty() && contents.top().first <= day) {
      const ContentId content = contents.top().second;
      const bool is_free = free_from_[content] <= day;
      if (is_free) free_from_[content] = day + rest_;
      // Taken here now, or as a copy in another category before.
      contents.pop();
      contents.push({free_from_[content], content});
      if (is_free) return true;
    }
    return false;
  }

 private:
  using Entry = std::pair<int, ContentId>;
  using Contents = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;

  int rest_;
  std::map<ContentId, int> free_from_;
  std::map<std::string, Contents> by_category_;
};

std::vector<schedule::CategoryShare> shares_of(const RunwayBasis& basis) {
  if (!basis.shares.empty()) return basis.shares;
  std::map<std::string, std::int64_t> categories;
  for (const StockedContent& stocked : basis.stock) categories[stocked.category] = 1;
  std::vector<schedule::CategoryShare> shares;
  shares.reserve(categories.size());
  for (const auto& [category, weight] : categories) shares.push_back({category, weight});
  return shares;
}

/// Plays one post; false when no category has anything. Notes the day for whose turn it was and
/// had nothing.
bool play_post(Stock& stock, schedule::CategoryBalance& balance, int day, Runway& runway) {
  const std::vector<std::string> order = balance.neediest();
  for (const std::string& category : order) {
    if (stock.take(category, day)) {
      balance.assign(category);
      return true;
    }
    int& lasts = runway.days[category];
    // Behind the first one it is only a stopgap, but empty all the same.
    if (lasts > day) lasts = day;
  }
  return false;
}

}  // namespace

Runway runway_of(const RunwayBasis& basis) {
  const auto shares = shares_of(basis);
  Runway runway{{}, k_longest_runway};
  for (const auto& share : shares) {
    if (share.weight > 0) runway.days[share.category] = k_longest_runway;
  }
  Stock stock(basis);
  schedule::CategoryBalance balance(shares, {});
  for (int day = 0; day < k_longest_runway; ++day) {
    for (int post = 0; post < basis.posts_per_day; ++post) {
      if (!play_post(stock, balance, day, runway) && day < runway.all) runway.all = day;
    }
  }
  return runway;
}

Runway runway_of(ChatScope scope, const ChatSettings& settings) {
  return runway_of({.stock = LockRepository(scope).stock(),
                    .shares = schedule::MixRepository(scope).current(),
                    .posts_per_day = settings.posts_per_day,
                    .repost_ttl_days = settings.repost_ttl_days,
                    .now = scope.now()});
}

}  // namespace igbot::media
