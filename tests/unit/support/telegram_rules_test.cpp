// SPDX-License-Identifier: MIT
#include "tests/support/telegram_rules.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

struct HtmlCase {
  std::string html;
  std::string text;
  std::string problem;
};

TEST(TelegramRules, HtmlIsParsedAsTdlibDoes) {
  const std::string prefix = "can't parse entities: ";
  const std::vector<HtmlCase> cases{
      {"plain", "plain", ""},
      {"<b>bold</b> <i>x</i>", "bold x", ""},
      {"<B>bold</B>", "bold", ""},
      {"<b>bold</>", "bold", ""},
      {"a &lt;b&gt; &amp; &quot;&#65;&#x42;", "a <b> & \"AB", ""},
      {"a & b &nbsp; &lt", "a & b &nbsp; <", ""},
      {"<a href=\"https://x/?a=1&amp;b=2\">link</a>", "link", ""},
      {"<blockquote expandable>q</blockquote>", "q", ""},
      {"<span class=\"tg-spoiler\">s</span>", "s", ""},
      {"<pre><code class=\"language-c\">x</code></pre>", "x", ""},
      {"1 < 2", "", "Unsupported start tag \"\" at byte offset 2"},
      {"1 <b", "", "Unclosed start tag at byte offset 2"},
      {"<br>", "", "Unsupported start tag \"br\" at byte offset 0"},
      {"<b>x", "", "Can't find end tag corresponding to start tag \"b\""},
      {"x</b>", "", "Unexpected end tag at byte offset 1"},
      {"<b><i>x</b></i>", "",
       "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\""},
      {"<span>x</span>", "", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"},
      {"<a href=\"x>l</a>", "", "Unclosed start tag at byte offset 0"},
      {"<b>x</b", "", "Unclosed end tag at byte offset 4"},
      {"<a href=x/y>l</a>", "", "Unexpected end of name token at byte offset 8"},
  };
  for (const HtmlCase& each : cases) {
    const ParsedHtml parsed = parse_telegram_html(each.html);
    EXPECT_EQ(parsed.problem, each.problem.empty() ? "" : prefix + each.problem) << each.html;
    if (each.problem.empty()) {
      EXPECT_EQ(parsed.text, each.text) << each.html;
    }
  }
}

TEST(TelegramRules, LengthCountsUtf16UnitsNotBytesOrCharacters) {
  EXPECT_EQ(utf16_length("abc"), 3U);
  EXPECT_EQ(utf16_length("\xC3\xA9"), 1U);
  EXPECT_EQ(utf16_length("\xE2\x82\xAC"), 1U);
  EXPECT_EQ(utf16_length("\xF0\x9F\x98\x80"), 2U);
}

TEST(TelegramRules, OnlyRealUtf8IsText) {
  EXPECT_TRUE(is_valid_utf8("\xF0\x9F\x98\x80 ok"));
  for (const std::string bad : {"\xFF", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xE2\x82"}) {
    EXPECT_FALSE(is_valid_utf8(bad));
  }
}

TEST(TelegramRules, CallbackDataHasOneTo64Bytes) {
  const auto keyboard = [](const std::string& data) {
    return R"({"inline_keyboard":[[{"text":"x","callback_data":")" + data + R"("}]]})";
  };
  EXPECT_EQ(keyboard_problem(keyboard(std::string(64, 'd'))), "");
  EXPECT_EQ(keyboard_problem(keyboard(std::string(65, 'd'))), "BUTTON_DATA_INVALID");
  EXPECT_EQ(keyboard_problem(keyboard("")), "BUTTON_DATA_INVALID");
  std::string umlauts;
  for (int i = 0; i < 33; ++i) umlauts += "\xC3\xA4";
  EXPECT_EQ(keyboard_problem(keyboard(umlauts)), "BUTTON_DATA_INVALID");
}

TEST(TelegramRules, KeyboardsAreRefusedWordForWord) {
  EXPECT_EQ(keyboard_problem("{"), "can't parse reply keyboard markup JSON object");
  EXPECT_EQ(keyboard_problem("[]"), "object expected as reply markup");
  EXPECT_EQ(keyboard_problem(R"({"inline_keyboard":[{}]})"),
            "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays");
  EXPECT_EQ(
      keyboard_problem(R"({"inline_keyboard":[[{"text":"x"}]]})"),
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  EXPECT_EQ(keyboard_problem(R"({"inline_keyboard":[[{"text":"x","url":"https://a.b/"}]]})"), "");
}

TEST(TelegramRules, GeneratedImagesHaveTheSizeAskedFor) {
  const std::optional<ImageInfo> jpeg = image_info(jpeg_bytes(301, 200, 1));
  ASSERT_TRUE(jpeg);
  EXPECT_EQ(jpeg->format, "jpeg");
  EXPECT_EQ(jpeg->width, 301);
  EXPECT_EQ(jpeg->height, 200);
  const std::optional<ImageInfo> png = image_info(png_bytes(30, 20, 1));
  ASSERT_TRUE(png);
  EXPECT_EQ(png->format, "png");
  EXPECT_EQ(png->width, 30);
  EXPECT_EQ(png->height, 20);
}

TEST(TelegramRules, SeedsGiveDifferentImagesOfTheSameSize) {
  EXPECT_EQ(jpeg_bytes(64, 64, 1), jpeg_bytes(64, 64, 1));
  EXPECT_NE(jpeg_bytes(64, 64, 1), jpeg_bytes(64, 64, 2));
  EXPECT_NE(png_bytes(8, 8, 1), png_bytes(8, 8, 2));
}

TEST(TelegramRules, PhotosHaveTelegramsLimits) {
  EXPECT_EQ(photo_problem(jpeg_bytes(1080, 1920)), "");
  EXPECT_EQ(photo_problem(png_bytes(20, 20)), "");
  EXPECT_EQ(photo_problem(""), "file must be non-empty");
  EXPECT_EQ(photo_problem("this is text named .jpg"), "IMAGE_PROCESS_FAILED");
  EXPECT_EQ(photo_problem(jpeg_bytes(64, 64).substr(0, 40)), "IMAGE_PROCESS_FAILED");
  EXPECT_EQ(photo_problem(jpeg_bytes(9992, 8)), "PHOTO_INVALID_DIMENSIONS");
  EXPECT_EQ(photo_problem(jpeg_bytes(160, 8)), "");
  EXPECT_EQ(photo_problem(jpeg_bytes(161, 8)), "PHOTO_INVALID_DIMENSIONS");
  EXPECT_EQ(photo_problem(jpeg_bytes(5000, 5001)), "PHOTO_INVALID_DIMENSIONS");
  EXPECT_EQ(photo_problem(jpeg_bytes(64, 64) + std::string(10'000'000, ' ')), "file is too big");
}

}  // namespace
}  // namespace igbot::test
