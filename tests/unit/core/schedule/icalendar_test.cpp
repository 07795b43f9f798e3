// SPDX-License-Identifier: MIT
#include "core/schedule/icalendar.hpp"

#include <gtest/gtest.h>

#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

Timestamp at(const char* text) { return parse_time(text, Zone::find("UTC"), Timestamp{}); }

ExportedPlan calendar_plan(ExportedPost post) {
  post.id = PostId{17};
  post.media = MediaId{5};
  post.due_at = at("2026-11-27T14:00:12.345Z");
  post.created_at = at("2026-11-20T10:00:00Z");
  post.updated_at = at("2026-11-20T10:01:30Z");
  return {.chat_id = TelegramChatId{-1001},
          .name = "team",
          .zone = Zone::find("Europe/Berlin"),
          .exported_at = at("2026-11-26T08:00:00Z"),
          .from = parse_date("2026-11-26"),
          .to = parse_date("2026-12-03"),
          .posts = {post}};
}

bool has_line(const std::string& calendar, const std::string& line) {
  return calendar.find("\r\n" + line + "\r\n") != std::string::npos;
}

TEST(Icalendar, AnEventTellsItsPostInUtc) {
  const std::string text =
      icalendar_text(calendar_plan({.path = "memes/a.jpg", .category = "memes"}));
  EXPECT_TRUE(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")) << text;
  EXPECT_TRUE(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n")) << text;
  for (const char* line :
       {"METHOD:PUBLISH", "CALSCALE:GREGORIAN", "X-WR-CALNAME:team", "X-WR-TIMEZONE:Europe/Berlin",
        "UID:17.-1001@igbotctl", "DTSTAMP:20261126T080000Z", "DTSTART:20261127T140012Z",
        "DURATION:PT15M", "SUMMARY:memes: a.jpg", "CATEGORIES:memes", "STATUS:TENTATIVE",
        "TRANSP:TRANSPARENT", "LAST-MODIFIED:20261120T100130Z", "SEQUENCE:90"}) {
    EXPECT_TRUE(has_line(text, line)) << line << " is not in\n" << text;
  }
}

TEST(Icalendar, TheStateIsToldUnlessItIsPlanned) {
  const auto told = [](post::PostState state) {
    return icalendar_text(calendar_plan({.path = "a.jpg", .category = "x", .state = state}));
  };
  EXPECT_TRUE(has_line(told(post::PostState::approved), "SUMMARY:x: a.jpg (approved)"));
  EXPECT_TRUE(has_line(told(post::PostState::approved), "STATUS:CONFIRMED"));
  EXPECT_TRUE(has_line(told(post::PostState::posted), "STATUS:CONFIRMED"));
  EXPECT_TRUE(has_line(told(post::PostState::awaiting), "STATUS:TENTATIVE"));
  EXPECT_TRUE(has_line(told(post::PostState::missed), "STATUS:CANCELLED"));
}

TEST(Icalendar, WhatHasAMeaningInItIsEscaped) {
  EXPECT_EQ(icalendar_value("a\\b;c,d: \"e\""), "a\\\\b\\;c\\,d: \"e\"");
  EXPECT_EQ(icalendar_value("one\ntwo\r\nthree\n"), "one\\ntwo\\nthree\\n");
}

TEST(Icalendar, NoControlCharacterGetsThrough) {
  ExportedPost post{.path = "a\x1B[2J\r\nBEGIN:VALARM\x7F.jpg", .category = "x\nEND:VEVENT"};
  post.caption = "tab\there \xC2\x9B bell\a end\nEND:VCALENDAR";
  const std::string text = icalendar_text(calendar_plan(post));
  for (const std::string& line : text::split(text, '\n')) {
    if (line.empty()) continue;
    EXPECT_EQ(line.back(), '\r');
    EXPECT_EQ(text::one_line(line.substr(0, line.size() - 1)), line.substr(0, line.size() - 1));
  }
  EXPECT_FALSE(has_line(text, "BEGIN:VALARM .jpg"));
  EXPECT_EQ(text.find("\nEND:VCALENDAR\r\n"), text.size() - 16) << text;
}

TEST(Icalendar, LinesAreFoldedAt75OctetsAndSplitNoCharacter) {
  const std::string value = "ab" + [] {
    std::string cats;
    for (int i = 0; i < 60; ++i) cats += "🐈";
    return cats;
  }();
  const std::string folded = icalendar_line("SUMMARY", value);
  std::string unfolded;
  for (const std::string& line : text::split(folded, '\n')) {
    if (line.empty()) continue;
    EXPECT_LE(line.size() - 1, 75U);
    EXPECT_GE(line.size() - 1, unfolded.empty() ? 72U : 1U);
    EXPECT_EQ(text::utf8_decode(line).find(U'\uFFFD'), std::u32string::npos) << line;
    unfolded += line.substr(unfolded.empty() ? 0 : 1, line.size() - (unfolded.empty() ? 1 : 2));
  }
  EXPECT_EQ(unfolded, "SUMMARY:" + value);
}

TEST(Icalendar, BytesThatAreNoUtf8AreReplaced) {
  EXPECT_EQ(icalendar_line("X", icalendar_value("a\xFFz")), "X:a\xEF\xBF\xBDz\r\n");
}

TEST(Icalendar, AKeyInACaptionIsRedacted) {
  ExportedPost post{.path = "a.jpg", .category = "x"};
  post.caption = "access_token=IGAAsecret0123456789secret0123456789";
  const std::string text = icalendar_text(calendar_plan(post));
  EXPECT_EQ(text.find("secret0123"), std::string::npos) << text;
}

}  // namespace
}  // namespace igbot::schedule
