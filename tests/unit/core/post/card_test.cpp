// SPDX-License-Identifier: MIT
#include "core/post/card.hpp"

#include <gtest/gtest.h>

#include "core/text/html.hpp"

namespace igbot::post {
namespace {

Post example_post(PostState state) {
  Post post;
  post.id = PostId{17};
  post.state = state;
  post.due_at = from_millis(1'795'356'000'000);
  post.category = "memes";
  return post;
}

CardItem example_item() { return {"memes/cat & <dog>.jpg", "Title", "A caption", {}, "#cats"}; }

/// The text Telegram counts: without tags, entities read.
std::string parsed(const std::string& html) {
  std::string plain;
  bool in_tag = false;
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] == '<') in_tag = true;
    if (!in_tag && html[i] == '&') {
      plain += '?';
      i = html.find(';', i);
      continue;
    }
    if (!in_tag) plain += html[i];
    if (html[i] == '>') in_tag = false;
  }
  return plain;
}

TEST(Card, WhatPeopleWroteIsEscaped) {
  const std::string html =
      card_html(example_post(PostState::awaiting), example_item(), {}, k_caption_limit);
  EXPECT_NE(html.find("cat &amp; &lt;dog&gt;.jpg"), std::string::npos);
  EXPECT_EQ(html.find("<dog>"), std::string::npos);
}

TEST(Card, TheLongestTextsStayWithinTelegramsLimit) {
  const std::string endless(5000, '&');
  CardItem item{endless + "/" + endless, endless, endless, endless, endless};
  for (const std::string& name : post_state_names()) {
    Post post = example_post(*parse_post_state(name));
    post.category = endless;
    post.reason = endless;
    post.decided_by_name = endless;
    const std::string html =
        card_html(post, item, {.accounts = {{AccountId{1}, "brand", true}}}, k_caption_limit);
    EXPECT_LE(text::utf16_length(parsed(html)), k_caption_limit) << name;
  }
}

TEST(Card, OnlyTheEnhancedStyleExplainsHowToPostByHand) {
  CardContext context;
  const auto card = [&] {
    return card_html(example_post(PostState::awaiting), example_item(), context, k_caption_limit);
  };
  EXPECT_NE(card().find("Open Instagram"), std::string::npos);
  context.settings.caption_style = CaptionStyle::simple;
  EXPECT_EQ(card().find("Open Instagram"), std::string::npos);
}

TEST(Card, WithVerboseOffNameAndIdAreHiddenButNeverWhoDecided) {
  CardContext context;
  context.settings.show_verbose_notifications = false;
  Post post = example_post(PostState::posted);
  post.decided_by_name = "@anna";
  const std::string html = card_html(post, example_item(), context, k_caption_limit);
  EXPECT_EQ(html.find("post 17"), std::string::npos);
  EXPECT_NE(html.find("Posted by @anna"), std::string::npos);
}

TEST(Card, AutoPostIsOfferedOnlyWithTheApiOn) {
  CardContext context;
  const auto first = [&] {
    return card_keyboard(example_post(PostState::awaiting), context).at(0).at(0).callback_data;
  };
  EXPECT_EQ(first(), "v1:done:17:");
  context.settings.enable_instagram_api = true;
  EXPECT_EQ(first(), "v1:approve:17:");
}

TEST(Card, AnEndedPostOffersNoDeadButtons) {
  for (const auto state : {PostState::posted, PostState::skipped, PostState::rejected,
                           PostState::canceled, PostState::dry_run}) {
    EXPECT_TRUE(card_keyboard(example_post(state), {}).empty()) << to_string(state);
  }
}

TEST(Card, AFailedPostHasAWayOn) {
  const auto keyboard = card_keyboard(example_post(PostState::failed), {});
  EXPECT_EQ(keyboard.at(0).at(0).callback_data, "v1:retry:17:");
}

TEST(Card, CallbackDataFitsTelegramsSixtyFourBytes) {
  const auto huge = static_cast<PostId>(std::int64_t{9'000'000'000'000'000'000});
  EXPECT_LE(callback_data("notdelivered", huge, "12345678").size(), 64u);
}

}  // namespace
}  // namespace igbot::post
