// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/telegram_rules.hpp"

namespace igbot::test {
namespace {

using Entities = std::vector<TextEntity>;

TEST(TelegramEntities, TagsBecomeEntitiesInUtf16Units) {
  EXPECT_EQ(parse_telegram_html("\xF0\x9F\x98\x80 <b>bold</b>").entities,
            (Entities{{"bold", 3, 4}}));
  EXPECT_EQ(parse_telegram_html("<b>a<i>b</i></b>").entities,
            (Entities{{"bold", 0, 2}, {"italic", 1, 1}}));
  EXPECT_EQ(parse_telegram_html("<a href=\"https://x/?a=1&amp;b=2\">link</a>").entities,
            (Entities{{"text_link", 0, 4, "https://x/?a=1&b=2"}}));
  EXPECT_EQ(parse_telegram_html("<pre><code class=\"language-c\">x</code></pre>").entities,
            (Entities{{"pre", 0, 1, "", "c"}}));
  EXPECT_EQ(parse_telegram_html("<blockquote expandable>q</blockquote>").entities,
            (Entities{{"expandable_blockquote", 0, 1}}));
  EXPECT_TRUE(parse_telegram_html("<b></b>x<a>y</a>").entities.empty());
}

TEST(TelegramEntities, CommandsAreFoundWhereTelegramMarksThem) {
  EXPECT_EQ(bot_commands_in("/help"), (Entities{{"bot_command", 0, 5}}));
  EXPECT_EQ(bot_commands_in("\xF0\x9F\x98\x80 try /pause@some_bot, or /a"),
            (Entities{{"bot_command", 7, 15}, {"bot_command", 27, 2}}));
  for (const char* text : {"/", "a/b", "1/2", "//x", "/a/b", "http://x", "</b>"}) {
    EXPECT_TRUE(bot_commands_in(text).empty()) << text;
  }
}

TEST(TelegramEntities, MarginsAreCutFromTextAndEntities) {
  const ParsedHtml kept = without_margins(parse_telegram_html(" <b> a</b><i> </i> "));
  EXPECT_EQ(kept.text, "a");
  EXPECT_EQ(kept.entities, (Entities{{"bold", 0, 1}}));
}

}  // namespace
}  // namespace igbot::test
