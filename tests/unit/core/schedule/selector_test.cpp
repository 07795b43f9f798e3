// SPDX-License-Identifier: MIT
#include "core/schedule/selector.hpp"

#include <gtest/gtest.h>

namespace igbot::schedule {
namespace {

Candidate item(std::int64_t id, std::int64_t times = 0, std::optional<std::int64_t> last = {}) {
  Candidate candidate{MediaId{id}, ContentId{id}, "memes", "photo.jpg", times, {}};
  if (last) candidate.last_posted_at = from_millis(*last);
  return candidate;
}

std::vector<std::int64_t> take_all(Selector selector) {
  std::vector<std::int64_t> ids;
  while (const auto next = selector.take("memes")) ids.push_back(number(next->media));
  return ids;
}

TEST(Selector, TakesNeverPostedThenLongestAgoThenFewestTimes) {
  const Selector selector({item(1, 5, 100), item(2, 2, 200), item(3, 1, 200), item(4)}, 0);
  EXPECT_EQ(take_all(selector), (std::vector<std::int64_t>{4, 1, 3, 2}));
}

TEST(Selector, BreaksTiesByChanceFromTheSeed) {
  std::vector<Candidate> items;
  for (int i = 1; i <= 20; ++i) items.push_back(item(i));
  EXPECT_EQ(take_all(Selector(items, 1)), take_all(Selector(items, 1)));
  EXPECT_NE(take_all(Selector(items, 1)), take_all(Selector(items, 2)));
}

TEST(Selector, DoesNotCareInWhichOrderItemsCome) {
  EXPECT_EQ(take_all(Selector({item(1), item(2), item(3)}, 9)),
            take_all(Selector({item(3), item(1), item(2)}, 9)));
}

TEST(Selector, NeverHandsOutTheSameContentTwice) {
  Candidate copy = item(2);
  copy.content = ContentId{1};
  Candidate elsewhere = item(3);
  elsewhere.content = ContentId{1};
  elsewhere.category = "merch";
  Selector selector({item(1), copy, elsewhere}, 0);
  EXPECT_TRUE(selector.take("memes"));
  EXPECT_FALSE(selector.take("memes"));
  EXPECT_FALSE(selector.take("merch"));
}

TEST(Selector, HasNothingForAnUnknownCategory) {
  EXPECT_FALSE(Selector({item(1)}, 0).take("travel"));
}

}  // namespace
}  // namespace igbot::schedule
