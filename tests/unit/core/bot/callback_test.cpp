// SPDX-License-Identifier: MIT
#include "core/bot/callback.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace igbot::bot {
namespace {

TEST(Callback, ReadsBackWhatItPrints) {
  const auto read = parse_callback(print_callback("set", 0, "posting_hours=14-2"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->verb, "set");
  EXPECT_EQ(read->id, std::nullopt);
  EXPECT_EQ(read->value, "posting_hours=14-2");
  EXPECT_EQ(parse_callback(print_callback("done", 17, ""))->id, 17);
  EXPECT_EQ(parse_callback(print_callback("menu", 3, "a:b:c"))->value, "a:b:c");
}

TEST(Callback, WhatNoButtonCarriesIsNothing) {
  for (const char* data :
       {"", "v1", "v1:", "v1::", "v0:done:1:", "v1::1:", "v1:done:x:", "v1:done:-1:", "v1:done:0:",
        "v1:done:007:", "v1:done:99999999999999999999:", "v1:done:1"}) {
    EXPECT_FALSE(parse_callback(data)) << data;
  }
  EXPECT_FALSE(parse_callback("v1:done:1:" + std::string(60, 'x')));
}

TEST(Callback, MoreThanTelegramCarriesIsABug) {
  EXPECT_THROW(print_callback("set", 0, std::string(60, 'x')), Error);
}

}  // namespace
}  // namespace igbot::bot
