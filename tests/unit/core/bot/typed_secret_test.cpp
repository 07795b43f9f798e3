// SPDX-License-Identifier: MIT
#include "core/bot/typed_secret.hpp"

#include <gtest/gtest.h>

namespace igbot::bot {
namespace {

TEST(TypedSecret, TokensAndKeysOfThePlatformsAreRecognised) {
  for (const char* text :
       {"123456789:AAabcdefghijklmnopqrstuvwxyz012345678",
        "here: IGAA0123456789abcdefghij0123456789abcdefghij01", "access_token=abcdefghijklmnop",
        "ya29.a0123456789012345678901234567890123456789", "key AKIAIOSFODNN7EXAMPLE and more",
        "-----BEGIN PRIVATE KEY-----", "GOCSPX-abcdefghijklmnopqrst"}) {
    EXPECT_TRUE(holds_secret(text)) << text;
  }
}

TEST(TypedSecret, WhatPeopleWriteIsLeftAlone) {
  for (const char* text : {"", "/pause 2h holiday", "the meeting is at 14:30", "/srv/photos/AKIA",
                           "posts 12:30 to 15:45", "/settings set posting_hours 14-2",
                           "https://www.instagram.com/brand/", "🎉🎉🎉"}) {
    EXPECT_FALSE(holds_secret(text)) << text;
  }
}

}  // namespace
}  // namespace igbot::bot
