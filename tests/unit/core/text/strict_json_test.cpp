// SPDX-License-Identifier: MIT
#include "core/text/strict_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace igbot::text {
namespace {

constexpr JsonBounds k_bounds{64, 3};

/// The message of the refusal; empty when it was read.
std::string refusal(const std::string& json) {
  try {
    parse_strict_json(json, k_bounds, "the file");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.what();
  }
  return {};
}

TEST(StrictJson, ReadsWhatIsWithinTheBounds) {
  const auto read = parse_strict_json(R"({"a": [1, {"b": null}], "c": "ü"})", k_bounds, "the file");
  EXPECT_EQ(read, (nlohmann::json{{"a", {1, {{"b", nullptr}}}}, {"c", "ü"}}));
  EXPECT_EQ(refusal("[[[1]]]"), "");
  EXPECT_EQ(refusal(R"([{"a": 1}, {"a": 2}])"), "");
}

TEST(StrictJson, NamesThePlaceOfWhatIsNoJsonAndQuotesNothing) {
  EXPECT_EQ(refusal("{\n  \"a\": secret\n}"), "the file: not valid JSON at line 2, column 8");
  EXPECT_EQ(refusal(""), "the file: not valid JSON at line 1, column 1");
  EXPECT_EQ(refusal("{} {}"), "the file: not valid JSON at line 1, column 4");
  EXPECT_NE(refusal("\"\xFF\""), "");
}

TEST(StrictJson, RefusesAMemberNamedTwiceAndSaysWhere) {
  EXPECT_EQ(refusal(R"({"a": 1, "b": {"a": 2}, "a": 3})"), "the file: a: stands there twice");
  EXPECT_EQ(refusal(R"([0, [{"a": 1}, {"b": 1}, {"a": 2, "a": 3}]])"),
            "the file: [1][2].a: stands there twice");
  EXPECT_EQ(refusal(R"({"b": [7, {"a": 2, "a": 3}]})"), "the file: b[1].a: stands there twice");
}

TEST(StrictJson, RefusesWhatIsTooDeepOrTooLarge) {
  EXPECT_EQ(refusal("[[[[1]]]]"), "the file: nested more than 3 levels deep");
  EXPECT_EQ(refusal("\"" + std::string(63, 'x') + "\""), "the file: larger than 64 bytes");
  EXPECT_EQ(refusal("1e999"), "the file: holds a number that is too large");
}

}  // namespace
}  // namespace igbot::text
