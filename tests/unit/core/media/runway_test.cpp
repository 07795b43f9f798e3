// SPDX-License-Identifier: MIT
#include "core/media/runway.hpp"

#include <gtest/gtest.h>

namespace igbot::media {
namespace {

using std::chrono::days;
using std::chrono::hours;
using Days = std::map<std::string, int>;

/// A library put together by hand; posts three a day, again after 1000 days unless said otherwise.
struct RunwayLibrary {
  RunwayBasis basis{.stock = {},
                    .shares = {},
                    .posts_per_day = 3,
                    .repost_ttl_days = 1000,
                    .now = from_millis(1'790'000'000'000)};
  std::int64_t next_content = 1;

  void add(const std::string& category, int count, std::optional<Timestamp> locked_until = {}) {
    for (int i = 0; i < count; ++i) {
      basis.stock.push_back({ContentId{next_content++}, category, locked_until});
    }
  }
  Runway runway() const { return runway_of(basis); }
};

TEST(Runway, ASingleCategoryLastsStockByPostsPerDay) {
  RunwayLibrary library;
  library.add("memes", 12);
  EXPECT_EQ(library.runway().days, (Days{{"memes", 4}}));
  EXPECT_EQ(library.runway().all, 4);
  library.add("memes", 1);  // one post on the fifth day, then nothing for the second
  EXPECT_EQ(library.runway().all, 4);
  library.add("memes", 2);
  EXPECT_EQ(library.runway().all, 5);
}

TEST(Runway, NothingLastsNoDay) {
  RunwayLibrary library;
  EXPECT_EQ(library.runway().all, 0);
  EXPECT_TRUE(library.runway().days.empty());
  library.basis.shares = {{"memes", 10000}};
  EXPECT_EQ(library.runway().days, (Days{{"memes", 0}}));
  EXPECT_EQ(library.runway().all, 0);
}

TEST(Runway, TheMixSaysHowFastACategoryGoes) {
  RunwayLibrary library;
  library.basis.posts_per_day = 10;
  library.basis.shares = {{"memes", 7000}, {"merch", 3000}};
  library.add("memes", 70);
  library.add("merch", 60);
  // Seven a day and three a day: memes are gone after ten days, and 60 - 30 merch then last three
  // more, ten a day.
  EXPECT_EQ(library.runway().days, (Days{{"memes", 10}, {"merch", 13}}));
  EXPECT_EQ(library.runway().all, 13);
}

TEST(Runway, CategoriesOutsideTheMixDoNotHelp) {
  RunwayLibrary library;
  library.basis.shares = {{"memes", 10000}, {"never", 0}};
  library.add("memes", 3);
  library.add("never", 100);
  library.add("travel", 100);
  EXPECT_EQ(library.runway().days, (Days{{"memes", 1}}));
  EXPECT_EQ(library.runway().all, 1);
}

TEST(Runway, WithoutAMixAllCategoriesAreEqual) {
  RunwayLibrary library;
  library.basis.posts_per_day = 2;
  library.add("a", 5);
  library.add("b", 50);
  // One a day each; from the sixth day on b stands in for a: 5 + 2·22 = 49, and one is left.
  EXPECT_EQ(library.runway().days, (Days{{"a", 5}, {"b", 27}}));
}

TEST(Runway, WhatWasPostedComesBack) {
  RunwayLibrary library;
  library.basis.repost_ttl_days = 4;
  library.add("memes", 12);
  EXPECT_EQ(library.runway().all, k_longest_runway);
  library.basis.repost_ttl_days = 5;
  EXPECT_EQ(library.runway().all, 4);
}

TEST(Runway, LocksThatEndFreeTheirContents) {
  RunwayLibrary library;
  const Timestamp now = library.basis.now;
  library.add("memes", 3);
  library.add("memes", 3, now + hours{23});          // free tomorrow
  library.add("memes", 3, now + days{2});            // free the day after
  library.add("memes", 3, now + days{4});            // too late for the fourth day
  library.add("memes", 100, k_forever);              // never
  library.add("memes", 100, now + days{100 * 365});  // not in a year
  EXPECT_EQ(library.runway().all, 3);
  library.add("memes", 3, now - days{1});  // over
  EXPECT_EQ(library.runway().all, 5);
}

TEST(Runway, AYearIsTheEnd) {
  RunwayLibrary library;
  library.basis.posts_per_day = 1;
  library.add("memes", 364);
  EXPECT_EQ(library.runway().all, 364);
  library.add("memes", 1);
  EXPECT_EQ(library.runway().all, k_longest_runway);
  library.add("memes", 1000);
  EXPECT_EQ(library.runway().all, k_longest_runway);
}

TEST(Runway, AContentInTwoCategoriesIsPostedOnce) {
  RunwayLibrary library;
  library.basis.posts_per_day = 2;
  library.add("a", 3);
  library.add("b", 3);
  EXPECT_EQ(library.runway().all, 3);
  for (std::int64_t copy = 1; copy <= 3; ++copy) {
    library.basis.stock.push_back({ContentId{copy}, "b", std::nullopt});
  }
  EXPECT_EQ(library.runway().all, 3);
}

TEST(Runway, ASmallShareWaitsForItsTurn) {
  RunwayLibrary library;
  library.basis.posts_per_day = 1;
  library.basis.shares = {{"memes", 9000}, {"rare", 1000}};
  library.add("memes", 400);
  library.add("rare", 2);
  // Its turns are one in ten posts, the first when it is owed at least as much as memes.
  const int days = library.runway().days.at("rare");
  EXPECT_GE(days, 20);
  EXPECT_LE(days, 30);
  EXPECT_EQ(library.runway().days.at("memes"), k_longest_runway);
}

}  // namespace
}  // namespace igbot::media
