// SPDX-License-Identifier: MIT
#include "core/crypto/base64.hpp"

#include <gtest/gtest.h>

namespace igbot::crypto {
namespace {

TEST(Base64, WritesTheVectorsOfRfc4648AndReadsThemAgain) {
  for (const auto& [bytes, text] :
       {std::pair{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}}) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
}

TEST(Base64, EveryByteSurvives) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
  EXPECT_EQ(from_base64(to_base64(bytes)), bytes);
}

TEST(Base64, RefusesEverythingElse) {
  for (const char* text : {"Zg", "Zg=", "Zm9v\n", " Zm9v", "Zm9-", "Z", "Zm9vZg==Zg==", "Zh=="}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

TEST(Base64, AByteBeyondAsciiIsNoDigit) {
  for (const char* text : {"Zv\xDC\xDC", "\xDC\xDC\xDC\xDC", "Zm9v\xFF\xFF\xFF\xFF"}) {
    EXPECT_FALSE(from_base64(text)) << text;
    EXPECT_FALSE(from_base64url(text)) << text;
  }
}

TEST(Base64, TheFormForUrlsHasItsOwnAlphabetAndNoPadding) {
  for (const auto& [bytes, text] :
       {std::pair{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"\xFB\xEF\xFF", "--__"}}) {
    EXPECT_EQ(to_base64url(bytes), text);
    EXPECT_EQ(from_base64url(text), bytes);
  }
  for (const char* text : {"Zg==", "++//", "Zm9v\n", "Z", "Zh"}) {
    EXPECT_FALSE(from_base64url(text)) << text;
  }
}

}  // namespace
}  // namespace igbot::crypto
