// SPDX-License-Identifier: MIT
#include "core/schedule/selector.hpp"

#include <gtest/gtest.h>

namespace igbot::schedule {
namespace {

LibraryItem item(std::int64_t id, std::int64_t times = 0, std::optional<std::int64_t> last = {}) {
  LibraryItem made{MediaId{id}, ContentId{id}, "memes", "photo.jpg", times, {}};
  if (last) made.last_posted_at = from_millis(*last);
  return made;
}

std::vector<std::int64_t> take_all(std::vector<LibraryItem> items, std::uint64_t seed) {
  const Library library(std::move(items));
  Selector selector(library, seed);
  std::vector<std::int64_t> ids;
  while (const auto next = selector.take("memes", {})) {
    ids.push_back(number(library.items()[next->item].media));
  }
  return ids;
}

TEST(Selector, TakesNeverPostedThenLongestAgoThenFewestTimes) {
  EXPECT_EQ(take_all({item(1, 5, 100), item(2, 2, 200), item(3, 1, 200), item(4)}, 0),
            (std::vector<std::int64_t>{4, 1, 3, 2}));
}

TEST(Selector, BreaksTiesByChanceFromTheSeed) {
  std::vector<LibraryItem> items;
  for (int i = 1; i <= 20; ++i) items.push_back(item(i));
  EXPECT_EQ(take_all(items, 1), take_all(items, 1));
  EXPECT_NE(take_all(items, 1), take_all(items, 2));
}

TEST(Selector, DoesNotCareInWhichOrderItemsCome) {
  EXPECT_EQ(take_all({item(1), item(2), item(3)}, 9), take_all({item(3), item(1), item(2)}, 9));
}

TEST(Selector, NeverHandsOutTheSameContentTwice) {
  LibraryItem copy = item(2);
  copy.content = ContentId{1};
  LibraryItem elsewhere = item(3);
  elsewhere.content = ContentId{1};
  elsewhere.category = "merch";
  const Library library({item(1), copy, elsewhere});
  Selector selector(library, 0);
  EXPECT_TRUE(selector.take("memes", {}));
  EXPECT_FALSE(selector.take("memes", {}));
  EXPECT_FALSE(selector.take("merch", {}));
}

TEST(Selector, HasNothingForAnUnknownCategory) {
  const Library library({item(1)});
  EXPECT_FALSE(Selector(library, 0).take("travel", {}));
}

TEST(Selector, CountsContentsNotTheirCopies) {
  LibraryItem copy = item(2);
  copy.content = ContentId{1};
  LibraryItem elsewhere = item(4);
  elsewhere.content = ContentId{3};
  elsewhere.category = "merch";
  const Library library({item(1), copy, item(3), elsewhere});
  Selector selector(library, 0);
  EXPECT_EQ(selector.take("memes", {})->ready, 2);
  const auto second = selector.take("memes", {});
  EXPECT_EQ(second->ready, 1);
  EXPECT_EQ(second->edge, Edge::only_one);
  EXPECT_FALSE(selector.take("merch", {})) << "its only content went out as memes";
}

}  // namespace
}  // namespace igbot::schedule
