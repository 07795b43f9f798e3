// SPDX-License-Identifier: MIT
#include "core/text/conceal.hpp"

#include <gtest/gtest.h>

#include "core/crypto/base64.hpp"
#include "core/http/url.hpp"

namespace igbot::text {
namespace {

const std::string k_hidden = "c4nary+App/Secret=012";

std::string concealed(const std::string& text) { return conceal(text, {k_hidden}); }

TEST(Conceal, TakesASecretOutOfAnyText) {
  EXPECT_EQ(concealed("secret " + k_hidden + "."), "secret [redacted].");
  EXPECT_EQ(concealed(k_hidden + k_hidden), "[redacted][redacted]");
  EXPECT_EQ(concealed("nothing of it: c4nary"), "nothing of it: c4nary");
  EXPECT_EQ(concealed(""), "");
}

TEST(Conceal, KnowsEverySpellingOfACharacter) {
  EXPECT_EQ(concealed("?x=" + http::percent_encode(k_hidden) + "&y"), "?x=[redacted]&y");
  EXPECT_EQ(concealed("c4nary%2bApp%2fSecret%3d012"), "[redacted]");
  EXPECT_EQ(concealed("c4nary%2BApp/Secret=012"), "[redacted]");
  EXPECT_EQ(concealed(R"("c4nary+App\/Secret=012")"), R"("[redacted]")");
  EXPECT_EQ(concealed(R"(c4nary\u002BApp\/Secret\u003d012)"), "[redacted]");
}

TEST(Conceal, FindsItInsideOfBase64) {
  for (const char* before : {"", "x", "xy", "xyz"}) {
    const std::string text = before + k_hidden + "z";
    for (const std::string& encoded : {crypto::to_base64(text), crypto::to_base64url(text)}) {
      const std::string left = concealed("Basic " + encoded);
      EXPECT_NE(left.find("[redacted]"), std::string::npos) << encoded;
      EXPECT_LT(left.size(), std::string("Basic [redacted]").size() + 10) << left;
    }
  }
}

TEST(Conceal, ASecretWithinASecretLeavesNothingOfTheLonger) {
  EXPECT_EQ(conceal("1234:abcdefgh", {"abcdefgh", "1234:abcdefgh"}), "[redacted]");
}

TEST(Conceal, LeavesAloneWhatIsTooShortToBeASecret) {
  EXPECT_EQ(conceal("a short word", {"", "short"}), "a short word");
}

TEST(Conceal, WhatIsCutOffIsNoReasonToReadOn) {
  for (const char* text : {"c4nary%2", "c4nary%", "c4nary\\u00", "c4nary\\", "c4nary%zz"}) {
    EXPECT_EQ(concealed(text), text);
  }
}

}  // namespace
}  // namespace igbot::text
