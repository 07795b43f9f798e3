// SPDX-License-Identifier: MIT
#include "core/http/date.hpp"

#include <gtest/gtest.h>

namespace igbot::http {
namespace {

TEST(HttpDate, IsReadAsRfc9110WritesIt) {
  EXPECT_EQ(parse_date("Sun, 06 Nov 1994 08:49:37 GMT"), from_millis(784111777000));
  EXPECT_EQ(parse_date("Thu, 29 Feb 2024 23:59:59 GMT"), from_millis(1709251199000));
}

TEST(HttpDate, IsWrittenAsItIsRead) {
  EXPECT_EQ(date_text(from_millis(784111777000)), "Sun, 06 Nov 1994 08:49:37 GMT");
  for (const std::int64_t millis : {0LL, 1709251199000LL, 1893456000000LL, 951827696000LL}) {
    EXPECT_EQ(parse_date(date_text(from_millis(millis))), from_millis(millis)) << millis;
  }
}

TEST(HttpDate, AnythingElseIsNone) {
  for (const char* text :
       {"", "yesterday", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 2024 08:49:37 GMT",
        "Sun, 06 Nix 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT and more", "Sun, xx Nov 1994 08:49:37 GMT"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

}  // namespace
}  // namespace igbot::http
